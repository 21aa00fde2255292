"""Who says it, and where: quoted words with their speaker, their source, and the place in it."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.utils import timezone

from interviews.models import Appearance
from sources.citations import gbt7714
from sources.models import Source

from .drafting import Cite, Closing, Note, Quotation

# Of a source everything is needed but what the importer noted.
_UNUSED = ("repairs", "gaps", "note")


class Citing:
    """Makes the marks of one document; `root` is the address of the site.

    Sources are read once, and only those that everybody may see: words of others are not cited.
    """

    def __init__(self, sources: Iterable[int], root: str):
        self.root = root
        rows = Source.objects.published().filter(pk__in=set(sources)).defer(*_UNUSED)
        self._sources = {row.pk: row for row in rows}
        self._notes = {pk: Note(pk, gbt7714(row)) for pk, row in self._sources.items()}

    def knows(self, source: int) -> bool:
        return source in self._sources

    def source(self, source: int) -> Cite:
        """Return the mark for a whole source."""
        return Cite(self._notes[source])

    def title(self, source: int) -> str:
        return f"《{self._sources[source].title}》"

    def passage(self, source: int, start: int | None, quote: str) -> Cite:
        """Return the mark for words of a source, with the paragraph that they stand in."""
        row = self._sources[source]
        if start is None:
            return Cite(self._notes[source])
        before = row.text[:start].split("\n")
        number = sum(1 for line in before[:-1] if line.strip()) + 1
        url = self.root + row.passage_url(start, len(quote))
        return Cite(self._notes[source], f"第{number}段", url)

    def quotation(self, quoted) -> Quotation:
        """Return quoted words (evidence, or the statement of a problem) as a quotation."""
        cite = self.passage(quoted.source_id, quoted.start, quoted.quote)
        if quoted.answer:
            speaker = speaker_of(quoted.answer.appearance)
        elif getattr(quoted, "question", None):
            speaker = "访谈提问"
        else:
            speaker = self.title(quoted.source_id)
        return Quotation(paragraphs_of(quoted.quote), speaker, cite)


def speaker_of(appearance: Appearance) -> str:
    """Return who speaks, with their post; a person who is not published is not named."""
    guest = appearance.guest
    name = guest.name if guest.is_published else ""
    return "，".join(filter(None, (name, appearance.posts_as_given))) or "嘉宾"


def closing(url: str) -> Closing:
    """Return what every document ends with; `url` is where it was taken from."""
    day = timezone.localdate()
    return Closing(settings.SITE_NAME, f"{day.year}年{day.month}月{day.day}日", url)


def paragraphs_of(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("\n") if line.strip())
