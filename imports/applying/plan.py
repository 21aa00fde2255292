"""What an import would do, for an editor to look at before anything is written."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from editorial.loading import CHANGED, CONFLICT, NEW, UNCHANGED, Entry, Tally

_GROUPS = (
    (
        CONFLICT,
        "保留不动、请核对",
        "编辑改过或删过的，读者已经看得到的，新文本里没有的，以及无处可归的：都不写入。",
    ),
    (NEW, "新增", ""),
    (CHANGED, "更新", "机器以前导入、没有编辑改过的内容，跟随这次的文本。"),
    (UNCHANGED, "不变", ""),
)
_UNTOLD = ("repairs", "gaps")  # long lists that say nothing to a reader of the plan


@dataclass(frozen=True, slots=True)
class PlanEntry:
    model: str
    name: str
    fields: tuple[tuple[str, str, str], ...]
    url: str


@dataclass(frozen=True, slots=True)
class PlanGroup:
    kind: str
    label: str
    note: str
    entries: tuple[PlanEntry, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The rows by what would become of them: conflict, new, changed, unchanged."""

    groups: tuple[PlanGroup, ...]

    def entries(self, kind: str) -> tuple[PlanEntry, ...]:
        return next((group.entries for group in self.groups if group.kind == kind), ())


def plan_of(tally: Tally) -> Plan:
    groups = []
    for kind, label, note in _GROUPS:
        entries = tuple(_entry(entry) for entry in tally.entries if entry.kind == kind)
        if entries:
            groups.append(PlanGroup(kind, label, note, entries))
    return Plan(tuple(groups))


def _entry(entry: Entry) -> PlanEntry:
    untold = {str(entry.model._meta.get_field(name).verbose_name) for name in _names(entry)}
    fields = tuple(field for field in entry.fields if field[0] not in untold)
    return PlanEntry(str(entry.model._meta.verbose_name), entry.name, fields, _url(entry))


def _names(entry: Entry) -> list[str]:
    own = {column.name for column in entry.model._meta.get_fields()}
    return [name for name in _UNTOLD if name in own]


def _url(entry: Entry) -> str:
    """The admin page of a row that was there before."""
    if entry.row is None or entry.kind == NEW:
        return ""
    meta = entry.model._meta
    try:
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[entry.row.pk])
    except NoReverseMatch:
        return ""
