"""Telling two versions of a record apart, side by side and word by word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache

from django.db import models

from editorial.fields import PartialDateField, display_partial_date

from .snapshots import Data, columns, many_to_many, model_parts, part_relation, tag_field

# Beyond this many words a paragraph is shown as replaced as a whole.
MOST_WORDS = 4000


@dataclass(frozen=True)
class Piece:
    """Some words, and whether they differ from the other side."""

    text: str
    differs: bool = False


@dataclass(frozen=True)
class Line:
    """One paragraph on both sides; a side that lacks it has no pieces."""

    before: tuple[Piece, ...] = ()
    after: tuple[Piece, ...] = ()

    @property
    def is_same(self) -> bool:
        return not any(piece.differs for piece in (*self.before, *self.after))


@dataclass(frozen=True)
class FieldChange:
    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class RowChange:
    """What became of a part: `kind` is added, removed or changed."""

    kind: str
    title: str
    fields: tuple[FieldChange, ...]

    @property
    def label(self) -> str:
        return {"added": "新增", "removed": "去掉", "changed": "改动"}[self.kind]


@dataclass(frozen=True)
class PartChanges:
    label: str
    rows: tuple[RowChange, ...]


@dataclass(frozen=True)
class Comparison:
    """What differs between two versions."""

    fields: tuple[FieldChange, ...]
    parts: tuple[PartChanges, ...]

    def __bool__(self) -> bool:
        return bool(self.fields or self.parts)


@lru_cache(maxsize=1)
def _cut():
    """Return the function that cuts Chinese into words; its dictionary is read once."""
    import rjieba

    return rjieba.cut


def words_of(text: str) -> list[str]:
    return list(_cut()(text)) if text else []


def compare_words(before: str, after: str) -> Line:
    """Compare two paragraphs word by word.

    >>> compare_words("党员数量少", "党员数量很少").after
    (Piece(text='党员数量', differs=False), Piece(text='很少', differs=True))
    """
    if before == after:
        return Line((Piece(before),), (Piece(after),))
    a, b = words_of(before), words_of(after)
    if len(a) + len(b) > MOST_WORDS:
        return Line((Piece(before, True),), (Piece(after, True),))
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, i, j, k, m in SequenceMatcher(a=a, b=b, autojunk=False).get_opcodes():
        for side, words in ((left, a[i:j]), (right, b[k:m])):
            if words:
                side.append(Piece("".join(words), tag != "equal"))
    return Line(tuple(left), tuple(right))


def compare_texts(before: str, after: str) -> tuple[Line, ...]:
    """Compare two texts paragraph by paragraph; paragraphs that answer each other word by word."""
    a, b = before.split("\n") if before else [], after.split("\n") if after else []
    lines: list[Line] = []
    for tag, i, j, k, m in SequenceMatcher(a=a, b=b, autojunk=False).get_opcodes():
        if tag == "equal":
            lines += [Line((Piece(text),), (Piece(text),)) for text in a[i:j]]
            continue
        together = min(j - i, m - k)
        lines += [compare_words(x, y) for x, y in zip(a[i:j], b[k:m], strict=False)]
        lines += [Line(before=(Piece(text, True),)) for text in a[i + together : j]]
        lines += [Line(after=(Piece(text, True),)) for text in b[k + together : m]]
    return tuple(lines)


@dataclass
class _Names:
    """Looks up, once for all, what the records are called that two versions name."""

    model: type[models.Model]
    parts: dict[type[models.Model], dict[int, str]] = field(default_factory=dict)
    found: dict[type[models.Model], dict[int, str]] = field(default_factory=dict)

    def learn(self, *versions: Data) -> None:
        wanted: dict[type[models.Model], set[int]] = {}
        for data in versions:
            for model, row in _rows(self.model, data):
                for column in columns(model):
                    if column.is_relation and row.get(column.name) is not None:
                        wanted.setdefault(column.related_model, set()).add(row[column.name])
            for relation in many_to_many(self.model):
                pks = data["many"].get(relation.name, ())
                wanted.setdefault(relation.related_model, set()).update(pks)
        # Parts are called by what the versions themselves say of them.
        for relation in model_parts(self.model):
            wanted.pop(part_relation(self.model, relation).related_model, None)
        for model, pks in wanted.items():
            rows = model._base_manager.filter(pk__in=pks)
            self.found[model] = {row.pk: str(row) for row in rows}

    def of(self, model: type[models.Model], pk: int) -> str:
        own = self.parts.get(model, {})
        return own.get(pk) or self.found.get(model, {}).get(pk) or f"已不在的记录（编号 {pk}）"


def _rows(model: type[models.Model], data: Data) -> Iterator[tuple[type[models.Model], Data]]:
    yield model, data["fields"]
    for relation, rows in data["parts"].items():
        part = part_relation(model, relation).related_model
        yield from ((part, row) for row in rows)


def _is_shown(column: models.Field) -> bool:
    return column.editable


def _shown(column: models.Field, value, names: _Names) -> str:
    if value is None or value == "":
        return ""
    if column.is_relation:
        return names.of(column.related_model, value)
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "\n".join(str(item) for item in value)
    if isinstance(column, PartialDateField):
        return display_partial_date(value)
    return str(value)


def _row_title(model: type[models.Model], row: Data, names: _Names) -> str:
    """Name a part by its first telling column."""
    telling = [column for column in columns(model) if column.name in row and _is_shown(column)]
    told = (_shown(column, row[column.name], names) for column in telling)
    texts = [
        text
        for column, text in zip(telling, told, strict=True)
        if text and (column.is_relation or isinstance(column, models.CharField | models.TextField))
    ]
    title = texts[0] if texts else f"第 {row['pk']} 号"
    return title if len(title) <= 40 else title[:39] + "…"


def _field_changes(
    model: type[models.Model], before: Data, after: Data, names: _Names
) -> Iterator[FieldChange]:
    for column in columns(model):
        x, y = before.get(column.name), after.get(column.name)
        if x == y or not _is_shown(column):
            continue
        old, new = _shown(column, x, names), _shown(column, y, names)
        if old != new:
            yield FieldChange(str(column.verbose_name), compare_texts(old, new))


def _set_changes(model, before: Data, after: Data, names: _Names) -> Iterator[FieldChange]:
    """Tell what became of many-to-many relations and tags, one name a line."""
    for relation in many_to_many(model):
        x, y = before["many"].get(relation.name, []), after["many"].get(relation.name, [])
        if x != y:
            target = relation.related_model
            old, new = ([names.of(target, pk) for pk in pks] for pks in (x, y))
            yield FieldChange(str(relation.verbose_name), _compare_sets(old, new))
    if before["tags"] != after["tags"]:
        label = str(tag_field(model).verbose_name)
        yield FieldChange(label, _compare_sets(before["tags"], after["tags"]))


def _compare_sets(before: Sequence[str], after: Sequence[str]) -> tuple[Line, ...]:
    both = [name for name in before if name in after]
    gone = [name for name in before if name not in after]
    new = [name for name in after if name not in before]
    return (
        *(Line((Piece(name),), (Piece(name),)) for name in both),
        *(Line(before=(Piece(name, True),)) for name in gone),
        *(Line(after=(Piece(name, True),)) for name in new),
    )


def _row_changes(part, before: Iterable[Data], after: Iterable[Data], names) -> Iterator[RowChange]:
    old, new = ({row["pk"]: row for row in rows} for rows in (before, after))
    for pk, row in new.items():
        fields = tuple(_field_changes(part, old.get(pk, {}), row, names))
        if fields:
            kind = "changed" if pk in old else "added"
            yield RowChange(kind, _row_title(part, row, names), fields)
    for pk, row in old.items():
        if pk not in new:
            fields = tuple(_field_changes(part, row, {}, names))
            yield RowChange("removed", _row_title(part, row, names), fields)


def compare(model: type[models.Model], before: Data, after: Data) -> Comparison:
    """Tell what differs between two versions of a record of this kind."""
    names = _Names(model)
    names.learn(before, after)
    for relation in model_parts(model):
        part = part_relation(model, relation).related_model
        rows = [*before["parts"].get(relation, ()), *after["parts"].get(relation, ())]
        names.parts[part] = {row["pk"]: _row_title(part, row, names) for row in rows}
    parts = []
    for relation in model_parts(model):
        part = part_relation(model, relation).related_model
        rows = tuple(
            _row_changes(
                part, before["parts"].get(relation, ()), after["parts"].get(relation, ()), names
            )
        )
        if rows:
            parts.append(PartChanges(str(part._meta.verbose_name_plural), rows))
    fields = (
        *_field_changes(model, before["fields"], after["fields"], names),
        *_set_changes(model, before, after, names),
    )
    return Comparison(fields, tuple(parts))


def nothing(model: type[models.Model]) -> Data:
    """Return the data of a record that is not there yet: all of another version is new to it."""
    return {
        "fields": {},
        "many": {field.name: [] for field in many_to_many(model)},
        "tags": [],
        "parts": {},
    }
