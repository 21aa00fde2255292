"""What may be missing in people, and people who may be one."""

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Q, QuerySet

from editorial.findings import Check, Found, register
from editorial.findings.twins import Named, twins
from sources.checks import register_quotes

from .models import Appointment, Guest


def _named(rows: QuerySet) -> Iterator[Named]:
    columns = ("pk", "name", "distinction", "other_names")
    for pk, name, distinction, others in rows.values_list(*columns).iterator(chunk_size=2000):
        words = f"{name}（{distinction}）" if distinction else name
        keys = frozenset(_key(each) for each in (name, *others)) - {""}
        yield Named(pk=pk, words=words, keys=keys, apart=bool(distinction))


def _key(name: str) -> str:
    return "".join(name.split()).replace("·", "").replace("•", "").casefold()


def _same_people(rows: Iterable[Named]) -> Iterator[Found]:
    """Pairs of one name; two that both have a distinction were told apart by an editor."""
    for row, other in twins(rows):
        yield Found(
            row.pk,
            str(other.pk),
            f"与“{other.words}”同名，可能是同一人；若不是，请给两人都填上“区别”",
        )


def _find(pks: Sequence[int]) -> Iterator[Found]:
    some = Guest._base_manager.filter(pk__in=pks)
    names = {
        each
        for name, others in some.values_list("name", "other_names")
        for each in (name, *others)
        if each
    }
    same = Q(pk__in=pks) | Q(name__in=names)
    for name in names:
        same |= Q(other_names__contains=name)
    return _same_people(_named(Guest._base_manager.filter(same).order_by("pk")))


def _find_all() -> Iterator[Found]:
    return _same_people(_named(Guest._base_manager.order_by("pk")))


def register_all() -> None:
    register(Check("people-twins", "可能重复的嘉宾", "可能重复", Guest, _find, _find_all))
    register_quotes(Guest, {Appointment: "guest"})
