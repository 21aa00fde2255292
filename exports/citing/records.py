"""What can be cited: practices, interviews to the paragraph, and documents."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404
from django.utils import timezone

from editorial.models import Publishable
from editorial.versions.citing import version_now
from interviews.models import Answer, Appearance, Interview, Paragraph, Question
from practices.models import Evidence, Practice
from sources.citations import gbt7714
from sources.models import Source

from .entries import Entry, entry_of_record, entry_of_source
from .formats import record_reference

_PLACE = re.compile(r"([qa]\d{1,5})(-p\d{1,5})?", re.ASCII)


@dataclass(frozen=True)
class Place:
    """The words at an address within an interview: a question, an answer, or one paragraph of it.

    `speaker` has a name only where the guest is published; `whole` is the answer's address where
    only one of its paragraphs is meant.
    """

    what: str
    paragraphs: tuple[Paragraph, ...]
    speaker: Appearance | None = None
    whole: str = ""

    @property
    def author(self) -> str:
        return self.speaker.guest.name if self.speaker else ""

    @property
    def said(self) -> str:
        """What the place is, as in 王建国（党工委书记）的回答中的一段."""
        if self.what == "提问":
            return f"第{self.paragraphs[0].anchor.removeprefix('q')}问"
        posts = (
            f"（{self.speaker.posts_as_given}）"
            if self.speaker and self.speaker.posts_as_given
            else ""
        )
        return f"{self.author or '嘉宾'}{posts}的回答{'中的一段' * (self.what == '一段')}"


@dataclass(frozen=True)
class Cited:
    """A record as it is cited: its entry and reference (None for a document), and its sources."""

    record: Publishable
    what: str
    title: str
    entry: Entry | None
    sources: list[Source]
    place: Place | None = None

    @property
    def references(self) -> list[str]:
        own = [record_reference(self.entry)] if self.entry else []
        return [*own, *map(gbt7714, self.sources)]

    @property
    def entries(self) -> list[Entry]:
        own = [self.entry] if self.entry else []
        return [*own, *map(entry_of_source, self.sources)]


def cited(kind: str, name: str, root: str, at: str = "") -> Cited:
    """Return what is cited; `at` is the anchor of a question, an answer or a paragraph.

    Raises `Http404` for what is not published, as for what there is not.
    """
    if kind not in _KINDS:
        raise Http404
    return _KINDS[kind](name, root, at)


def _practice(slug: str, root: str, at: str) -> Cited:
    practice = _one(Practice.objects.published(), slug=slug)
    quoted = Evidence.objects.visible_to(None).filter(practice=practice).order_by()
    sources = Source.objects.published().filter(pk__in=quoted.values("source"))
    entry = _entry(practice, practice.name, root)
    return Cited(practice, "做法", practice.name, entry, _without_text(sources))


def _interview(slug: str, root: str, at: str) -> Cited:
    interview = _one(Interview.objects.visible_to(None), slug=slug)
    place = _place(interview, at) if at else None
    entry = _entry(interview, interview.title, root, at, place)
    sources = Source.objects.published().filter(pk=interview.source_id)
    return Cited(interview, "访谈", interview.title, entry, _without_text(sources), place)


def _place(interview: Interview, at: str) -> Place:
    """Return what stands at an anchor; `Http404` when nothing does."""
    asked = _PLACE.fullmatch(at)
    if not asked:
        raise Http404
    number = int(asked[1][1:])
    if asked[1][0] == "q":
        question = _one(Question.objects.visible_to(None), interview=interview, number=number)
        if asked[2] or not question.text:
            raise Http404
        return Place("提问", (Paragraph(question.anchor, 1, question.text),))
    answer = _one(Answer.objects.visible_to(None), interview=interview, number=number)
    speakers = Appearance.objects.visible_to(None).select_related("guest")
    speaker = speakers.filter(pk=answer.appearance_id).first()
    if not asked[2]:
        return Place("回答", tuple(answer.paragraphs), speaker)
    chosen = tuple(one for one in answer.paragraphs if one.anchor == at)
    if not chosen:
        raise Http404
    return Place("一段", chosen, speaker, answer.anchor)


def _source(pk: str, root: str, at: str) -> Cited:
    if not pk.isdecimal() or len(pk) > 15:
        raise Http404
    source = _one(Source.objects.published(), pk=int(pk))
    return Cited(source, "出处", str(source), None, [source])


_KINDS: dict[str, Callable[[str, str, str], Cited]] = {
    "practice": _practice,
    "interview": _interview,
    "source": _source,
}


def _one(rows, **names):
    record = rows.filter(**names).first()
    if record is None:
        raise Http404
    return record


def _without_text(sources) -> list[Source]:
    return list(sources.defer("text", "repairs", "gaps").order_by("pk"))


def own_reference(practice: Practice, root: str) -> str:
    """Return how a published practice is cited, as it stands today; `root` is that of the site."""
    return record_reference(_entry(practice, practice.name, root))


def _entry(
    record: Publishable, title: str, root: str, at: str = "", place: Place | None = None
) -> Entry:
    version = version_now(record)
    anchor = f"#{at}" if at else ""
    return entry_of_record(
        name=f"{record._meta.model_name}-{record.slug}{f'-{at}' if at else ''}",
        title=title,
        url=f"{root}{record.get_absolute_url()}?v={version.number}{anchor}",
        version=version.number,
        issued=_day(version.at),
        day=timezone.localdate(),
        author=place.author if place else "",
        part=place.said if place else "",
    )


def _day(at: datetime.datetime) -> datetime.date:
    return timezone.localtime(at).date()
