"""What an editor adds to a draft before it is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sources.models import Source


class NotApplied(Exception):
    """The draft could not be written and nothing was; `sentences` tell the editor why."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = list(sentences)


@dataclass(frozen=True)
class Account:
    """What an editor knows of a document and the document does not say."""

    title: str = ""
    title_is_supplied: bool = False
    kind: str = Source.Kind.OTHER
    publication: str = ""
    author: str = ""
    published: str = ""
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Choices:
    """Which rows of the base are meant.

    `persons` maps a guest's name to the primary key of a `Guest`, or to 0 for somebody new.
    `organizations` maps the name in a post to `organization:<pk>`, `unit:<pk>`,
    `new:organization:<kind>`, `new:unit:<kind>` or "" for none; what is not in it is not made.
    `source` is the key of a known source that the document is a better copy of.
    """

    persons: Mapping[str, int] = field(default_factory=dict)
    organizations: Mapping[str, str] = field(default_factory=dict)
    source: int | None = None


NO_CHOICES = Choices()
