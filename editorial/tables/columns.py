"""The columns of a table: what their cells hold, and where in a record's data it lies.

A record's data have the shape of `editorial.versions.snapshots`. Values are plain JSON: a reference
is a primary key, several are a sorted list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from editorial.versions.snapshots import RESERVED, Data

from .cells import CellError, fitting, items_of, joined, plain_text
from .references import Directory, Target

_DATE = re.compile(r"(\d{4})\s*(?:[-/.年]\s*(\d{1,2})\s*(?:[-/.月]\s*(\d{1,2})\s*日?|月)?|年)?")
_YES = {"是", "1", "true", "yes", "√"}
_NO = {"否", "0", "false", "no", "×", ""}


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of plain text: its title, the field that it stands for, and help for the editor."""

    title: str
    name: str
    required: bool = False
    help: str = ""
    width: int = 20

    is_number: ClassVar[bool] = False
    empty: ClassVar[Any] = ""

    def get(self, data: Data) -> Any:
        return data["fields"][self.name]

    def put(self, data: Data, value: Any) -> None:
        data["fields"][self.name] = value

    def read(self, text: str, directory: Directory | None) -> Any:
        """Return the value that a cell gives. Raises a `CellError`."""
        return text.strip()

    def write(self, value: Any, directory: Directory | None) -> str:
        """Return what stands in the cell for a value."""
        return fitting(plain_text("" if value is None else str(value)))

    def refuse(self, before: Any, value: Any, data: Data, directory: Directory | None) -> None:
        """Raise a `CellError` for a value that cannot follow `before` (None in a new record)."""

    def allowed(self) -> str:
        """Say what may be written, for the sheet of explanations."""
        return "文字"


@dataclass(frozen=True, kw_only=True)
class Lines(Column):
    """A list of names."""

    empty: ClassVar[Any] = ()

    def read(self, text, directory):
        return items_of(text)

    def write(self, value, directory):
        return fitting(joined([plain_text(item) for item in value or ()]))

    def allowed(self):
        return "几项之间用“、”隔开，或者每行一项"


@dataclass(frozen=True, kw_only=True)
class Choice(Column):
    """One of a few values, by its Chinese label or its code."""

    choices: tuple[tuple[str, str], ...]

    def read(self, text, directory):
        text = text.strip()
        for value, label in self.choices:
            if text in (label, value):
                return value
        if not text:
            return ""
        raise CellError(f"没有“{text[:20]}”这一项，可以写：{self.allowed()}")

    def write(self, value, directory):
        return dict(self.choices).get(value, value or "")

    def allowed(self):
        return "、".join(label for _, label in self.choices)


@dataclass(frozen=True, kw_only=True)
class Flag(Column):
    width: int = 8

    empty: ClassVar[Any] = False

    def read(self, text, directory):
        word = text.strip().lower()
        if word not in _YES | _NO:
            raise CellError(f"“{text[:20]}”请写成“是”或“否”")
        return word in _YES

    def write(self, value, directory):
        return "是" if value else "否"

    def allowed(self):
        return "是、否"


@dataclass(frozen=True, kw_only=True)
class PartialDate(Column):
    """A date known to the year, the month or the day, in any common way of writing it."""

    width: int = 12

    def read(self, text, directory):
        text = text.strip()
        match = _DATE.fullmatch(text)
        if match is None:
            # The field's own check says what is wrong with it.
            return text[:10]
        year, month, day = match.groups()
        return "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])

    def allowed(self):
        return "2020、2020-09 或 2020-11-17，知道到哪一级就写到哪一级"


@dataclass(frozen=True, kw_only=True)
class Number(Column):
    """A number; `whole` ones have no decimals."""

    whole: bool = False
    width: int = 12

    is_number: ClassVar[bool] = True
    empty: ClassVar[Any] = None

    def read(self, text, directory):
        words = text.strip().replace(",", "").replace("，", "")
        if not words:
            return None
        try:
            number = Decimal(words)
        except InvalidOperation:
            raise CellError(f"“{text[:20]}”不是数") from None
        if not number.is_finite() or abs(number.adjusted()) > 30:
            raise CellError(f"“{text[:20]}”不是能保存的数")
        if not self.whole:
            return f"{number.normalize():f}"
        if number != int(number):
            raise CellError(f"“{text[:20]}”不是整数")
        return int(number)

    def allowed(self):
        return "整数" if self.whole else "数"


@dataclass(frozen=True, kw_only=True)
class Reference(Column):
    """One other record. With `loads` it is read whole, once for many rows that name it."""

    target: Target
    loads: bool = False
    width: int = 28

    empty: ClassVar[Any] = None

    def read(self, text, directory):
        return directory.find(text.strip()) if text.strip() else None

    def write(self, value, directory):
        return "" if value is None else directory.label(value)

    def texts(self, text: str) -> Iterable[str]:
        """Return what a cell may name."""
        return (text.strip(),)

    def pks(self, value: Any) -> Iterable[int]:
        return () if value is None else (value,)

    def refuse(self, before, value, data, directory):
        if value is not None and value != before:
            directory.refuse_retired(value)

    def allowed(self):
        return f"{self.target.model._meta.verbose_name}的编号（后面的名称只供辨认，可以不写）"


@dataclass(frozen=True, kw_only=True)
class Many(Reference):
    """Several other records, of a plain many-to-many relation."""

    width: int = 36

    empty: ClassVar[Any] = ()

    def get(self, data):
        return data["many"][self.name]

    def put(self, data, value):
        data["many"][self.name] = value

    def read(self, text, directory):
        return sorted({directory.find(item) for item in items_of(text)})

    def write(self, value, directory):
        return fitting(joined([directory.label(pk) for pk in value or ()]))

    def texts(self, text):
        return items_of(text)

    def pks(self, value):
        return value or ()

    def refuse(self, before, value, data, directory):
        for pk in set(value) - set(before or ()):
            directory.refuse_retired(pk)

    def allowed(self):
        return f"{super().allowed()}；几项之间用“、”隔开"


@dataclass(frozen=True, kw_only=True)
class Links(Many):
    """Several other records, named by parts: `relation` holds the parts, `name` is their column."""

    relation: str
    blank: tuple[tuple[str, Any], ...] = ()

    def get(self, data):
        return sorted(row[self.name] for row in data["parts"][self.relation])

    def put(self, data, value):
        rows = data["parts"][self.relation]
        known = {row[self.name] for row in rows}
        taken = [row["pk"] for parts in data["parts"].values() for row in parts]
        following = max([RESERVED, *(pk + 1 for pk in taken if pk >= RESERVED)])
        added = [
            {"pk": following + place, **dict(self.blank), self.name: pk}
            for place, pk in enumerate(pk for pk in value if pk not in known)
        ]
        data["parts"][self.relation] = [row for row in rows if row[self.name] in value] + added

    def refuse(self, before, value, data, directory):
        super().refuse(before, value, data, directory)
        leaving = {row["pk"]: row for row in data["parts"][self.relation]}
        leaving = {pk: row for pk, row in leaving.items() if row[self.name] not in value}
        for relation, rows in data["parts"].items():
            if relation != self.relation and any(
                row.get(link) in leaving for row in rows for link in self.hanging
            ):
                gone = "、".join(directory.label(row[self.name]) for row in leaving.values())
                raise CellError(f"去掉“{gone}”会连佐证一起去掉，请到记录的页面上办理")

    hanging: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Tags(Column):
    """Free words."""

    width: int = 24

    empty: ClassVar[Any] = ()

    def get(self, data):
        return data["tags"]

    def put(self, data, value):
        data["tags"] = value

    def read(self, text, directory):
        tags = items_of(text)
        if long := next((tag for tag in tags if len(tag) > 100), ""):
            raise CellError(f"标签“{long[:20]}…”太长，最多 100 字")
        return sorted(tags)

    def write(self, value, directory):
        return fitting(joined([plain_text(item) for item in value or ()]))

    def allowed(self):
        return "几个标签之间用“、”隔开"
