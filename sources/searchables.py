"""What of sources can be searched."""

from editorial.fields import display_partial_date
from search.places import best_part
from search.registry import Hit, Searchable, register

from .models import Source


def _source(source: Source, terms) -> Hit:
    numbered = [(n, line) for n, line in enumerate(source.paragraphs, start=1) if line.strip()]
    number, text = best_part(numbered or [(1, "")], lambda part: part[1], terms)
    about = (source.publication, display_partial_date(source.published))
    url = f"{source.get_absolute_url()}#p{number}"
    return Hit(str(source), url, text, "，".join(filter(None, about)))


def register_all() -> None:
    register(
        Searchable(
            kind="source",
            label="出处",
            order=90,
            rows=Source.objects.visible_to,
            head=("title",),
            body=("author", "publication", "text"),
            hit=_source,
        )
    )
