"""The numbers of documents: kind, record and part of the record in one integer of 63 bits.

All documents of a kind, and all parts of a record, lie side by side: a range of numbers is a kind.
"""

PART_BITS = 14
RECORD_BITS = 36
MOST_PARTS = 1 << PART_BITS
RECORDS = (1 << RECORD_BITS) - 1
EVERY_KIND = (0, (1 << 63) - 1)


def document_id(kind: int, record: int, part: int = 0) -> int:
    return (kind << RECORD_BITS | record) << PART_BITS | part


def record_of(document: int) -> int:
    """Return the primary key of the record that a document belongs to."""
    return document >> PART_BITS & RECORDS


def kind_of(document: int) -> int:
    return document >> PART_BITS + RECORD_BITS


def range_of_kind(kind: int) -> tuple[int, int]:
    """Return the first and the last number of a kind."""
    return document_id(kind, 0), document_id(kind + 1, 0) - 1


def range_of_record(kind: int, record: int) -> tuple[int, int]:
    """Return the first and the last number of the parts of a record."""
    return document_id(kind, record), document_id(kind, record + 1) - 1
