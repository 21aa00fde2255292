"""The families of slogans among the names of the selected practices."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import lru_cache
from threading import Lock
from typing import NamedTuple

from django.urls import reverse
from pyroaring import BitMap

from practices.models import Practice
from practices.row_links import rows_of, value_of
from practices.slogan_families import Slogan, family_label, slogans
from search import changes

from .scope import Scope
from .tables import Bar, Cell, Column, Row, Table, Term, percent

# Of those who ask at the same time one takes the names apart, and the others wait for that.
_alone = Lock()
# So many of a family's slogans are named as examples.
_EXAMPLES = 6
NOTES = (
    "只看做法的名称和别名；名称里有引号的，先看引号里的话。",
    "“双”“两”作二。年限、数量、地名、固定说法（两新、一体化、三会一课等）和单独的“一”不算口号。",
)


class Named(NamedTuple):
    """A practice by its slug and name, with the slogans in its names."""

    slug: str
    name: str
    slogans: tuple[Slogan, ...]


@lru_cache(maxsize=1)
def _read(state: changes.State) -> dict[int, Named]:
    """Return every practice with a slogan, drafts too, as of a state of the records.

    Names are taken apart once for each state: that takes longer than all else on the page.
    """
    rows = Practice._base_manager.values_list("pk", "slug", "name", "other_names")
    read = rows.iterator(chunk_size=2000)
    found = ((pk, Named(slug, name, slogans([name, *more]))) for pk, slug, name, more in read)
    return {pk: named for pk, named in found if named.slogans}


def named(state: changes.State) -> dict[int, Named]:
    """Return what `_read` does; for 100,000 practices it takes a second, for each who does it."""
    with _alone:
        return _read(state)


def _selected(scope: Scope) -> dict[str, list[tuple[Named, str]]]:
    """Return, by family, the selected practices with the words of their slogan."""
    found = defaultdict(list)
    read = named(changes.current())
    for pk in scope.practices.selected & BitMap(read):
        for slogan in read[pk].slogans:
            found[slogan.family].append((read[pk], slogan.words))
    return found


def families(scope: Scope, *, name: str, rows: str) -> Table:
    """Return a row for each family; `rows` is the name of the table with its practices."""
    found, total = _selected(scope), scope.practices.total
    lines = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    url = rows_of(scope.practices, path=scope.path(rows))
    largest = len(lines[0][1]) if lines else 0

    def row(line) -> Row:
        family, members = line
        number = len(members)
        words = Counter(said for _, said in members).most_common(_EXAMPLES)
        return Row(
            (Term(family, family_label(family)),),
            (
                Cell(number, url + value_of("family", family), Bar.of(number, largest)),
                Cell(round(number / total, 4)),
                Cell("、".join(said for said, _ in words)),
            ),
        )

    return Table(
        name,
        "口号的形式",
        "一行是一种形式；一个做法的几个名称可以属于几种。",
        scope.practices,
        ("形式",),
        (
            Column("做法数", "名称或别名里有这种口号的做法数"),
            Column("占比", f"占所选做法（共 {total} 条）的比例", percent),
            Column("口号", f"最常见的几个，至多 {_EXAMPLES} 个", has_words=True),
        ),
        lines,
        row,
        NOTES,
    )


def slogan_names(scope: Scope, *, name: str) -> Table:
    """Return a row for each practice and slogan, of one family if the address names it."""
    found = _selected(scope)
    if scope.family:
        found = {scope.family: found.get(scope.family, [])}
    lines = [(family, *member) for family, some in sorted(found.items()) for member in some]

    def row(line) -> Row:
        family, practice, words = line
        url = reverse("practices:practice", args=[practice.slug])
        return Row(
            (Term(practice.slug, practice.name, url), Term(family, family_label(family))),
            (Cell(words),),
        )

    return Table(
        name,
        "有口号的做法",
        "一行是一个做法的一个口号。",
        scope.practices,
        ("做法", "形式"),
        (Column("口号", "名称或别名里的原话", has_words=True),),
        lines,
        row,
        NOTES,
    )
