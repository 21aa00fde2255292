"""The catalogue on the editors' pages."""

from . import baskets, coding, collections, evidence, practices, tags, vocabularies

__all__ = [
    "baskets",
    "coding",
    "collections",
    "evidence",
    "practices",
    "tags",
    "vocabularies",
]
