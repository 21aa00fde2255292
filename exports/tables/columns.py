"""Columns that several tables have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from django.db.models import QuerySet
from django.urls import reverse

from editorial.bookkeeping import through as through_of
from editorial.keys import among
from exports.declaring import Column, Ties
from interviews.models import Appearance
from sources.citations import gbt7714, left_out
from sources.models import Source

_REFERENCE = (
    "出处按 GB/T 7714-2015 的著录。所收文本未载明的项目（如刊名、期号）从略，不作推补；"
    "从略的是哪些，见“著录从略”。"
)


def chosen(model, name: str, about: str = "", path: str = "") -> tuple[Column, Column]:
    """Return two columns for a field with choices: the code, and the words for it."""
    field = model._meta.get_field(name)
    title, labels = str(field.verbose_name), dict(field.flatchoices)
    return (
        Column(name, f"{title}（代码）", about or f"{title}：{_listed(labels)}", path or name),
        Column(f"{name}_name", title, about or title, path or name, shown=labels.get),
    )


def _listed(labels: dict[str, str]) -> str:
    return "，".join(f"{code} {label}" for code, label in labels.items())


def plain(model, name: str, about: str = "", path: str = "") -> Column:
    """Return the column of a field, called and explained as in the forms."""
    field = model._meta.get_field(name)
    title = str(field.verbose_name)
    return Column(name, title, about or str(field.help_text) or title, path or name)


def named(name: str, title: str, about: str, path: str, rows: Callable[[], QuerySet]):
    """Return two columns, code and name, for one other record that may be seen."""

    def look(column: str):
        return lambda pks: dict(rows().filter(pk__in=pks).order_by().values_list("pk", column))

    return (
        Column(name, f"{title}（代码）", about, path, look=look("slug")),
        Column(f"{name}_name", title, about, path, look=look("name")),
    )


def ties(name: str, title: str, about: str, model, rows, *, code="slug", label="name") -> Ties:
    """Return the columns of the others that a record of `model` is tied to by relation `name`.

    They are looked up by their keys: a join would make the database sort them by the row.
    """
    relation = model._meta.get_field(name)
    through, ours, theirs = through_of(relation)

    def tied(pks: Sequence[int]) -> list[tuple[int, str, str]]:
        found = through._base_manager.filter(**{f"{ours}__in": among(pks)}).order_by()
        pairs = list(found.values_list(ours, theirs))
        others = rows().filter(pk__in={other for _, other in pairs}).order_by()
        known = {pk: words for pk, *words in others.values_list("pk", code, label)}
        return sorted((one, *known[other]) for one, other in pairs if other in known)

    return Ties(name, title, about, tied)


def address(
    name: str,
    path: str = "slug",
    column: str = "url",
    title: str = "网址",
    about: str = "记录在本站的固定网址。",
) -> Column:
    """Return the column with the address of a page; `path` leads to its own part of it."""

    def shown(value) -> str:
        start, end = _around(name, isinstance(value, int))
        return f"{start}{value}{end}"

    return Column(column, title, about, path, shown=shown, of_site=True)


@lru_cache
def _around(name: str, is_number: bool) -> list[str]:
    """Return what stands before and behind the record's own part of its address."""
    place = "0" if is_number else "x-x-x"
    return reverse(name, args=[place]).rsplit(place, 1)


def speaker(path: str, title: str, about: str) -> tuple[Column, Column]:
    """Return who speaks, and their posts; `path` leads to the appearance in the interview."""

    def look(column: str):
        rows = Appearance.objects.visible_to
        return lambda pks: dict(rows(None).filter(pk__in=pks).values_list("pk", column))

    return (
        Column("speaker", title, about, path, look=look("guest__name")),
        Column(
            "speaker_posts", f"{title}职务", "访谈中所称的职务。", path, look=look("posts_as_given")
        ),
    )


def quoted() -> tuple[Column, ...]:
    """Return the columns of words and of the source that they stand in."""
    return (
        Column("quote", "原文", "出处中的原话，一字不差。"),
        Column(
            "start", "原文起点", "原话在出处全文中的位置，以字计，从 0 起；空白表示已不在原处。"
        ),
        Column("source", "出处（编号）", "出处在本站的编号，网址是 /sources/编号/。", "source_id"),
        address(
            "sources:source", "source_id", "source_url", "出处的网址", "出处在本站的固定网址。"
        ),
        *citation("source_id"),
    )


def citation(path: str) -> tuple[Column, Column]:
    """Return the reference of a source, and what the standard asks for and its text lacks."""
    return (
        Column("citation", "参考文献", _REFERENCE, path, look=cited),
        Column(
            "citation_lacks", "著录从略", "标准要求、而所收文本未载明的项目。", path, look=lacking
        ),
    )


def cited(pks: set[int]) -> dict[int, str]:
    return {source.pk: gbt7714(source) for source in _sources(pks)}


def lacking(pks: set[int]) -> dict[int, str | None]:
    return {source.pk: "、".join(left_out(source)) or None for source in _sources(pks)}


def _sources(pks: set[int]):
    # The text is long, and no part of a reference.
    return Source.objects.published().filter(pk__in=pks).defer("text", "repairs", "gaps")
