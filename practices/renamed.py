"""Addresses that name a tag or term which was merged into another one."""

from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.http import QueryDict
from taggit.models import Tag

from editorial.merging import resolve
from editorial.models import Merge
from search.selection import Selection

from .models import Problem, Theme

_TERMS = {"problem": Problem, "theme": Theme}


def address_now(selection: Selection, parameters: QueryDict) -> str:
    """Return the query with the tags and terms that are used now; "" if it names those already."""
    renamed = {**_tags(selection), **_terms(selection)}
    if not renamed:
        return ""
    query = parameters.copy()
    for name in (*_TERMS, "tag"):
        if name in query:
            now = [renamed.get((name, word), word) for word in query.getlist(name)]
            query.setlist(name, list(dict.fromkeys(now)))
    return f"?{query.urlencode()}"


def _tags(selection: Selection) -> dict[tuple[str, str], str]:
    """Return the tags in use for those that there are no more."""
    unknown = selection.filters.unknown(selection.collection.facet("tag"))
    if not unknown:
        return {}
    merges = Merge.objects.filter(
        content_type=ContentType.objects.get_for_model(Tag),
        merged_title__in=unknown,
        undone_at=None,
    ).values_list("merged_title", "merged_id")
    return {("tag", name): tag.name for name, tag in _used(Tag, merges)}


def _terms(selection: Selection) -> dict[tuple[str, str], str]:
    """Return the terms in use for merged ones. These have no records, nor has the selection."""
    found = {}
    for name, model in _TERMS.items():
        if name in selection.chosen and not selection.total:
            codes = [value.code for value in selection.chosen[name]]
            gone = model.objects.filter(code__in=codes, deprecated=True).values_list("code", "pk")
            found |= {(name, code): term.code for code, term in _used(model, gone)}
    return found


def _used(model: type[Model], gone) -> Iterator[tuple[str, Model]]:
    for name, pk in gone:
        used = model._base_manager.filter(pk=resolve(model, pk)).first()
        if used is not None and used.pk != pk:
            yield name, used
