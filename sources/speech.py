"""Who speaks where in a source, as far as the apps above know."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from .models import Source


@dataclass(frozen=True)
class Speech:
    """That the text from `start` to before `end`, within one paragraph, was said there.

    `field` is the column in which a quote names the row `pk` as the place of its words.
    """

    start: int
    end: int
    field: str
    pk: int
    label: str


_tellers: list[Callable[[Source], Iterable[Speech]]] = []


def register_speech(teller: Callable[[Source], Iterable[Speech]]) -> None:
    """Have `teller(source)` say who speaks where; called by apps when Django is ready."""
    _tellers.append(teller)


def pieces(source: Source) -> Iterator[list[dict]]:
    """Yield the paragraphs of a source, each as pieces of text with who said them.

    A piece is `{"text": …}`, or `{"text": …, "field": …, "pk": …, "label": …}` where somebody
    speaks. All pieces of all paragraphs, with a newline after each paragraph, are the text.
    """
    told = sorted(
        (speech for teller in _tellers for speech in teller(source)),
        key=lambda speech: speech.start,
    )
    start = 0
    for paragraph in source.paragraphs:
        end = start + len(paragraph)
        within = [speech for speech in told if start <= speech.start and speech.end <= end]
        yield list(_cut(source.text, start, end, within))
        start = end + 1


def _cut(text: str, start: int, end: int, within: list[Speech]) -> Iterator[dict]:
    for speech in within:
        if speech.start < start:
            continue  # said twice over: the first one counts
        if start < speech.start:
            yield {"text": text[start : speech.start]}
        said = {"field": speech.field, "pk": speech.pk, "label": speech.label}
        yield {"text": text[speech.start : speech.end], **said}
        start = speech.end
    if start < end:
        yield {"text": text[start:end]}
