"""An archive into the base: new records added, untouched ones mended, those of people left alone.

All of it happens, or nothing. Readers see new records when the whole is done.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from editorial.archives.declaring import FORMER, Kind, kinds
from editorial.archives.records import BATCH, Reader, comparable
from editorial.loading import CHANGED, CONFLICT, NEW, UNCHANGED, changed_by_person
from editorial.models import PendingChange, State, Version
from editorial.versions.log import Action
from search.engines import inform_planner
from search.indexing import declare_missing, is_missing, rebuild, together, unnoticed

from .adding import Adder
from .changing import Changer
from .naming import Directory, former
from .opening import Archive, ArchiveError, Numbered
from .values import completed

# More new records than this are indexed after they are written, in batches that can be stopped.
MOST_TOGETHER = 2_000
_MOST_NAMED = 50

Report = Callable[[str, int, int], None]


@dataclass
class Account:
    """What a loading did, or would do: how many records of each kind are new, changed, … .

    `conflicts` are the first records that were left alone, each with the reason.
    """

    counts: dict[str, Counter] = field(default_factory=dict)
    conflicts: list[str] = field(default_factory=list)

    def count(self, kind: Kind, what: str, number: int = 1) -> None:
        self.counts.setdefault(kind.label, Counter())[what] += number

    def conflict(self, kind: Kind, at: Numbered, why: str) -> None:
        self.count(kind, CONFLICT)
        if len(self.conflicts) < _MOST_NAMED:
            name = "，".join(str(at.line.get(column))[:60] for column in kind.identity)
            self.conflicts.append(f"{kind.label} {name}（{at.file} 第 {at.number} 行）：{why}")

    def total(self, what: str) -> int:
        return sum(counts[what] for counts in self.counts.values())


class _Rehearsed(Exception):
    """All went well, and nothing is to stay."""


def load_archive(path: Path, *, dry_run: bool, as_drafts: bool, report: Report) -> Account:
    """Load an archive; `dry_run` does all of it and undoes it. Raises an `ArchiveError`.

    With `as_drafts` new records go through review before readers see them.
    """
    with Archive(path) as archive:
        sizes = {kind: archive.size(kind) for kind in kinds()}
        is_large = sum(sizes.values()) > MOST_TOGETHER
        loading = _Loading(archive, as_drafts, is_told=not is_large, report=report)
        try:
            with ExitStack() as block:
                block.enter_context(transaction.atomic())
                block.enter_context(unnoticed() if is_large or dry_run else together())
                for kind, size in sizes.items():
                    loading.load(kind, size)
                if dry_run:
                    raise _Rehearsed
                if is_large and (loading.account.total(NEW) or loading.account.total(CHANGED)):
                    declare_missing()
        except _Rehearsed:
            return loading.account
    # Also what an earlier loading left undone, which was stopped while it did this.
    if is_large and is_missing():
        rebuild(report)
    elif loading.account.total(NEW):
        inform_planner()
    return loading.account


class _Loading:
    def __init__(self, archive: Archive, as_drafts: bool, *, is_told: bool, report: Report):
        self.archive = archive
        self.as_drafts = as_drafts
        self.is_told = is_told
        self.report = report
        self.directory = Directory()
        self.account = Account()

    def load(self, kind: Kind, size: int) -> None:
        adder = Adder(kind, self.directory, self.as_drafts, self.is_told)
        changer = Changer(kind, self.directory)
        done, seen = 0, set()
        for batch in _batches(self.archive.lines(kind)):
            batch = [Numbered(at.file, at.number, completed(kind, at)) for at in batch]
            for at in batch:
                identity = tuple(at.line.get(name) for name in kind.identity)
                if identity in seen:
                    raise at.error("包里有两条同样的记录")
                seen.add(identity)
            self._load_batch(kind, batch, adder, changer)
            done += len(batch)
            self.report(kind.label, done, size)
        adder.finish()

    def _load_batch(self, kind: Kind, batch: list[Numbered], adder: Adder, changer: Changer):
        here = self._here(kind, batch)
        new = self._new(kind, [at for at in batch if at.number not in here])
        if new:
            adder.add(new)
            self.account.count(kind, NEW, len(new))
        for at, pk in self._differing(kind, batch, here):
            if why := _why_theirs(kind.model, pk):
                self.account.conflict(kind, at, why)
            else:
                changer.change(pk, at)
                self.account.count(kind, CHANGED)

    def _here(self, kind: Kind, batch: Sequence[Numbered]) -> dict[int, int]:
        """Return the primary keys of the records that are here, by the number of their line."""
        if kind.key:
            names = [str(at.line[kind.key]) for at in batch]
            rows = kind.model._base_manager.filter(**{f"{kind.key}__in": names}).order_by()
            known = dict(rows.values_list(kind.key, "pk"))
            for name, pk in known.items():
                self.directory.put(kind.model, name, pk)
            return {
                at.number: known[at.line[kind.key]] for at in batch if at.line[kind.key] in known
            }
        sources = {str(at.line["source"]) for at in batch}
        rows = kind.model._base_manager.filter(source__identifier__in=sources)
        lines = Reader(kind, public=False).read(list(rows.values_list("pk", flat=True)))
        known = {tuple(line[name] for name in kind.identity): pk for pk, line in lines.items()}
        found = {at.number: known.get(tuple(map(at.line.get, kind.identity))) for at in batch}
        return {number: pk for number, pk in found.items() if pk is not None}

    def _new(self, kind: Kind, batch: list[Numbered]) -> list[Numbered]:
        """Return the lines of new records; say of others under which name they are here, or not."""
        if not kind.key or not batch:
            return batch
        elsewhere = {name: (pk, "这里已有同名的记录") for name, pk in _twins(kind, batch)}
        elsewhere |= {name: (pk, "这里已改址或并入别的记录") for name, pk in _moved(kind, batch)}
        deleted = _deleted(kind, batch)
        new = []
        for at in batch:
            name = at.line[kind.key]
            if name in elsewhere:
                pk, why = elsewhere[name]
                self.directory.put(kind.model, name, pk)
                self.account.conflict(kind, at, why)
            elif name in deleted:
                self.directory.gone.add((kind.model, name))
                self.account.conflict(kind, at, "编辑已删除")
            else:
                new.append(at)
        return new

    def _differing(self, kind: Kind, batch, here: dict[int, int]) -> list[tuple[Numbered, int]]:
        states = dict.fromkeys(here.values(), State.PUBLISHED)
        if kind.is_reviewed:
            rows = kind.model._base_manager.filter(pk__in=here.values()).order_by()
            states = dict(rows.values_list("pk", "state"))
        lines = {}
        for public in (True, False):
            pks = [pk for pk, state in states.items() if (state == State.PUBLISHED) is public]
            lines |= Reader(kind, public=public).read(pks) if pks else {}
        differing = []
        for at in batch:
            if (pk := here.get(at.number)) is None:
                continue
            names = sorted(set(at.line) - {FORMER})
            if comparable(kind, at.line, names) == comparable(kind, lines[pk], names):
                self.account.count(kind, UNCHANGED)
            else:
                differing.append((at, pk))
        return differing


def _batches(lines: Iterator[Numbered]) -> Iterator[list[Numbered]]:
    batch = []
    for at in lines:
        batch.append(at)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _moved(kind: Kind, batch: Sequence[Numbered]) -> list[tuple[str, int]]:
    if kind.key != "slug":
        return []
    return list(former(kind.model, [at.line[kind.key] for at in batch]).items())


def _twins(kind: Kind, batch: Sequence[Numbered]) -> list[tuple[str, int]]:
    """Return the names of lines whose other unique columns a record here has already."""
    found = []
    for columns in _unique_columns(kind):
        told = {}
        for at in batch:
            values = tuple(at.line.get(one) for one in columns)
            if all(isinstance(one, str) for one in values):
                told[values] = at.line[kind.key]
        firsts = {values[0] for values in told if values[0]}
        rows = kind.model._base_manager.filter(**{f"{columns[0]}__in": firsts}).order_by()
        for pk, *values in rows.values_list("pk", *columns):
            if tuple(values) in told:
                found.append((told[tuple(values)], pk))
    return found


def _unique_columns(kind: Kind) -> list[tuple[str, ...]]:
    options = kind.model._meta
    single = [(one.name,) for one in kind.columns if one.unique and not one.is_relation]
    several = [
        tuple(rule.fields)
        for rule in options.constraints
        if isinstance(rule, models.UniqueConstraint)
        and rule.condition is None
        and not any(options.get_field(name).is_relation for name in rule.fields)
    ]
    return [columns for columns in (*single, *several) if columns != kind.identity]


def _deleted(kind: Kind, batch: Sequence[Numbered]) -> set[str]:
    """Return the names of records that a person deleted here."""
    names = [str(at.line[kind.key]) for at in batch]
    rows = kind.model.history.filter(
        **{f"{kind.key}__in": names}, history_type="-", history_user__isnull=False
    )
    return set(rows.values_list(kind.key, flat=True))


def _why_theirs(model: type[models.Model], pk: int) -> str:
    """Say why an archive leaves a record alone: people here have made it theirs ("" if not)."""
    kind = ContentType.objects.get_for_model(model)
    if PendingChange.objects.filter(content_type=kind, object_id=pk).exists():
        return "正在修改"
    versions = Version.objects.filter(content_type=kind, object_id=pk).order_by("-number")
    newest = versions.values_list("action", "by").first()
    if newest is not None:
        is_ours = newest[0] == Action.LOAD or newest[1] is None
        return "" if is_ours else "这里的编辑改过"
    return "这里的编辑改过" if changed_by_person(model, pk) else ""


__all__ = ["Account", "ArchiveError", "load_archive"]
