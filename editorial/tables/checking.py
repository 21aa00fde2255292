"""What is wrong with a record that is to be written: what its form would say, row by row."""

from __future__ import annotations

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models import Q, UniqueConstraint

from .declaring import KEY, Table

Reasons = list[tuple[str, str]]


def problems_of(table: Table, record: models.Model, later: set[str] = frozenset()) -> Reasons:
    """Return title of the column and sentence for all that is wrong with `record`.

    References were found in the base: asking for each of them again would cost a query.
    """
    fields = record._meta.concrete_fields
    given = {column.name for column in table.columns} | {table.key, table.whole}
    untold = {field.name for field in fields if field.name not in given} | later
    # A code that is about to be given places a term.
    untold -= {"parent"} - later if table.place else set()
    references = {field.name for field in fields if field.is_relation}
    if record.pk is not None:
        # A key that is there already is nobody else's.
        untold |= {table.key}
    problems: Reasons = []
    wrong: set[str] = set()
    for check, left_out in (
        (record.clean_fields, untold | references),
        (record.clean, None),
        (record.validate_unique, untold),
        (record.validate_constraints, untold),
    ):
        try:
            check() if left_out is None else check(exclude=left_out | wrong)
        except ValidationError as error:
            # What is said of a field once need not be said again by a constraint over it.
            wrong |= set(getattr(error, "error_dict", ()))
            problems += told(table, error)
    return list(dict.fromkeys(problems))


def told(table: Table, error: ValidationError) -> Reasons:
    if not hasattr(error, "error_dict"):
        return [("", message.rstrip("。")) for message in error.messages]
    return [
        (_title(table, name), message.rstrip("。"))
        for name, messages in error.message_dict.items()
        for message in messages
    ]


def _title(table: Table, name: str) -> str:
    if name == table.key:
        return KEY
    return "" if name == NON_FIELD_ERRORS else table.title_of(name)


class Twins:
    """Finds rows of one file that would be the same record; the base does not have them yet."""

    def __init__(self, table: Table):
        options = table.model._meta
        self.sets = [
            ((field.name,), None)
            for field in options.concrete_fields
            if field.unique and not field.primary_key
        ]
        self.sets += [
            (tuple(constraint.fields), constraint.condition)
            for constraint in options.constraints
            if isinstance(constraint, UniqueConstraint) and constraint.fields
        ]
        self.titles = {name: _title(table, name) for names, _ in self.sets for name in names}
        self.seen: dict[tuple, int] = {}

    def found(self, record: models.Model, number: int) -> Reasons:
        """Remember a record that a row would write; say with which earlier row it collides."""
        reasons: Reasons = []
        for names, condition in self.sets:
            values = tuple(getattr(record, record._meta.get_field(name).attname) for name in names)
            if None in values or not any(values) or not _holds(condition, record):
                continue
            first = self.seen.setdefault((names, values), number)
            if first != number:
                titles = "、".join(filter(None, (self.titles[name] for name in names)))
                reasons.append(("", f"与第 {first} 行的{titles}相同"))
        return reasons


def _holds(condition: Q | None, record: models.Model) -> bool:
    """Tell whether a condition of relations that are set, or not, holds; no other is known here."""
    if condition is None:
        return True
    for child in condition.children:
        name, _, lookup = child[0].rpartition("__") if isinstance(child, tuple) else ("", "", "")
        if lookup != "isnull" or condition.negated:
            return False
        if (getattr(record, record._meta.get_field(name).attname) is None) != child[1]:
            return False
    return True
