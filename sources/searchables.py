"""What of sources can be found."""

from collections.abc import Iterator

from editorial.fields import display_partial_date
from search.registry import Entry, Kind, register, watch

from .facets import register_sources
from .models import Source


def _published():
    return Source.objects.published()


def _entries(rows) -> Iterator[Entry]:
    for source in rows.defer("repairs", "gaps"):
        about = (source.publication, display_partial_date(source.published))
        yield Entry(
            record=source.pk,
            title=str(source),
            url=source.get_absolute_url(),
            names=tuple(filter(None, (source.author, source.publication))),
            text=source.text,
            about="，".join(filter(None, about)),
            line_anchor="p",
        )


def register_all() -> None:
    register_sources()
    register(
        Kind(
            name="source",
            number=9,
            label="出处",
            order=90,
            published=_published,
            entries=_entries,
            collection="source",
        )
    )
    watch(Source, lambda source: [("source", [source.pk])], gives_values=True)
