"""Which records there are documents of, and how each is put together.

Only what is published, whoever asks: `Http404` for everything else, as for what there is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from django.http import Http404, QueryDict
from django.urls import reverse

from editorial.addresses import formerly_at
from interviews.models import Interview
from practices.comparing import FEWEST
from practices.comparing import MOST as MOST_COMPARED
from practices.models import Collection, CollectionItem, Practice, Problem, Theme
from practices.views import merged_into
from search.selection import Selection

from . import comparing, interviews
from .citing import Citing, closing
from .compiling import MOST, Piece, compile_pieces
from .drafting import Compilation, Draft, Paper, Section, plain
from .loading import load, statements_of
from .practices import blocks_of
from .prose import paragraphs

# Enough to hear them, as on the page.
MOST_STATEMENTS = 40


class TooMany(Exception):
    """There are more practices than a document takes: `total`.

    `query` is what selects them in the catalogue ("" if nothing does), `back` the page before.
    """

    def __init__(self, total: int, back: str, query: str = ""):
        super().__init__(total)
        self.total, self.back, self.query = total, back, query


class TooFew(Exception):
    """There are not enough published practices to compare."""


def document(kind: str, name: str, root: str, by: str = "") -> Draft:
    """Return the document of a record; `by` is how a compilation is arranged."""
    if kind not in KINDS:
        raise Http404
    return KINDS[kind](name, root, by)


def _practice(slug: str, root: str, by: str) -> Paper:
    practice = at(Practice.objects.visible_to(None), slug)
    (loaded,) = load([practice.pk]) or _gone()
    where = "、".join(zone.short_name for zone in loaded.zones)
    body = tuple(blocks_of(loaded, Citing(loaded.sources, root)))
    return Paper(practice.name, where, body, closing(root + practice.get_absolute_url()))


def _interview(slug: str, root: str, by: str) -> Paper:
    rows = Interview.objects.visible_to(None).select_related("source")
    return interviews.paper_of(at(rows, slug), root)


def _problem(code: str, root: str, by: str) -> Compilation:
    problem = term(Problem, code)
    rows = list(statements_of(problem)[:MOST_STATEMENTS])
    citing = Citing({row.source_id for row in rows}, root)
    meaning = [plain(problem.scope_note)] if problem.scope_note else []
    said = [citing.quotation(row) for row in rows if citing.knows(row.source_id)]
    before = Section("问题", (), tuple(meaning + said)) if meaning or said else None
    compiled = compile_pieces(
        selected("problem", problem.code),
        title=f"{problem.name}：各地做法",
        by=by or ("problem" if problem.is_group else "order"),
        root=root,
        before=(before,) if before else (),
    )
    return _named(compiled, "各地做法")


def _theme(code: str, root: str, by: str) -> Compilation:
    theme = term(Theme, code)
    note = theme.scope_note
    before = (Section("", (), (plain(note),)),) if note else ()
    title = f"{theme.name}：做法汇编"
    pieces = selected("theme", theme.code)
    return compile_pieces(pieces, title=title, by=by or "problem", root=root, before=before)


def _collection(slug: str, root: str, by: str) -> Compilation:
    collection = at(Collection.objects.visible_to(None), slug)
    lead = paragraphs(collection.introduction)
    before = (Section("", (), tuple(lead)),) if lead else ()
    pieces = collected(collection)
    return compile_pieces(
        pieces, title=collection.title, by=by or "order", root=root, before=before
    )


KINDS = {
    "practice": _practice,
    "interview": _interview,
    "problem": _problem,
    "theme": _theme,
    "collection": _collection,
}


def comparison(slugs: Sequence[str], root: str) -> Paper:
    """Return the practices of these addresses side by side; raises `TooFew`."""
    rows = Practice.objects.visible_to(None).filter(slug__in=slugs).prefetch_related("themes")
    found = {row.slug: row for row in rows}
    slugs = [slug for slug in dict.fromkeys(slugs) if slug in found][:MOST_COMPARED]
    if len(slugs) < FEWEST:
        raise TooFew
    query = urlencode([("practice", slug) for slug in slugs])
    url = f"{root}{reverse('practices:compare')}?{query}"
    return comparing.paper_of([found[slug] for slug in slugs], url, root)


def selected(facet: str, code: str) -> list[Piece]:
    """Return the practices with a value of a facet, the newest first."""
    return pieces_of(Selection("practice", QueryDict(urlencode({facet: code}))))


def pieces_of(selection: Selection) -> list[Piece]:
    """Return the practices of a selection in its order; raises `TooMany`."""
    if selection.total > MOST:
        query = selection.address(view=None)
        raise TooMany(selection.total, reverse("practices:practices") + query, query)
    return [(practice, "") for practice in selection.rows(selection.in_order.tolist(), _keys_only)]


def collected(collection: Collection) -> list[Piece]:
    items = CollectionItem.objects.visible_to(None).filter(collection=collection)
    rows = items.select_related("practice").order_by("position", "pk")
    if (total := rows.count()) > MOST:
        raise TooMany(total, collection.get_absolute_url())
    return [(item.practice, item.remark) for item in rows]


def one(rows, **names):
    record = rows.filter(**names).first()
    if record is None:
        raise Http404
    return record


def at(rows: QuerySet, slug: str) -> Model:
    """Return the record at an address, or that was there before: no address dies."""
    record = rows.filter(slug=slug).first() or formerly_at(rows, slug)
    if record is None:
        raise Http404
    return record


def term(model: type[Problem | Theme], code: str) -> Problem | Theme:
    """Return a term, or the one that it was merged into."""
    record = one(model.objects.all(), code=code)
    return merged_into(record) or record


def _keys_only(rows):
    return rows.only("pk")


def _gone():
    raise Http404


def _named(compiled: Compilation, title: str) -> Compilation:
    """Give the one section of pieces that has none a title, where others have."""
    *before, last = compiled.sections
    if not before or last.title:
        return compiled
    named = Section(title, last.entries, last.lead)
    return Compilation(compiled.title, compiled.contains, (*before, named), compiled.closing)
