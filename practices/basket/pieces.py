"""What can be collected, under names that hold: practices, answers, and passages of sources."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import blake2s
from itertools import chain

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Prefetch, QuerySet

from editorial.models import FormerAddress
from interviews.models import Answer, Interview, Question
from practices.models import Practice
from sources.models import Quoted, Source
from zones.models import Zone

LABELS = {"practice": "做法", "answer": "回答", "passage": "原话"}
LONGEST_REMARK = 500
LONGEST_PASSAGE = 2000
# How far from where they stood the words of a passage are looked for, when their text was mended.
_NEAR = 2000

_KEYS = {
    "practice": re.compile(r"([-\w]{1,120})", re.ASCII),
    "answer": re.compile(r"([-\w]{1,120})\.a(\d{1,5})", re.ASCII),
    "passage": re.compile(r"(\d{1,15})-(\d{1,9})-(\d{1,9})(?:-([0-9a-f]{8}))?", re.ASCII),
}


@dataclass(frozen=True)
class Piece:
    """One thing collected, with what the reader remarked on it.

    The key of a practice is its slug, of an answer the slug of the interview and the anchor in it
    (`yin-tai.a7`), of a passage the source, the first and the last character, and a digest of the
    words, by which they are known again: `3-120-164-9f86d081`.
    """

    kind: str
    key: str
    remark: str = ""

    @property
    def name(self) -> str:
        return f"{self.kind}:{self.key}"

    @property
    def anchor(self) -> str:
        return f"piece-{self.kind}-{self.key}"

    @property
    def label(self) -> str:
        return LABELS[self.kind]

    def remarked(self, remark: str) -> Piece:
        return replace(self, remark=remark)


def named(name: str, remark: str = "") -> Piece | None:
    """Return the piece of this name; None when nothing can have it."""
    kind, _, key = name.partition(":")
    if kind not in _KEYS or not _KEYS[kind].fullmatch(key):
        return None
    return Piece(kind, key, remark)


def row_of(piece: Piece) -> list[str]:
    """Return a piece as it is stored."""
    return [piece.kind, piece.key, piece.remark]


def piece_of_row(row) -> Piece | None:
    """Read what was stored; None for what another program, or nobody, has written."""
    if not (isinstance(row, list) and len(row) == 3 and all(isinstance(one, str) for one in row)):
        return None
    kind, key, remark = row
    return named(f"{kind}:{key}", remark[:LONGEST_REMARK])


@dataclass(frozen=True)
class Passage:
    """A span of a source's text; where an answer was read in these words, who said them.

    Templates print it like any other quote.
    """

    source: Source
    quote: str
    start: int
    answer: Answer | None = None
    question: Question | None = None

    @property
    def source_id(self) -> int:
        return self.source.pk

    @property
    def url(self) -> str:
        return self.source.passage_url(self.start, len(self.quote))

    @property
    def passage_url(self) -> str:
        return self.url

    @property
    def spoken_url(self) -> str:
        paragraph = self.answer.paragraph_with(self.quote) if self.answer else None
        if paragraph is None:
            return self.url
        return f"{self.answer.interview.get_absolute_url()}#{paragraph.anchor}"


@dataclass(frozen=True)
class Collected:
    """A piece and what it names, as far as the reader may see it."""

    piece: Piece
    thing: Practice | Answer | Passage

    @property
    def title(self) -> str:
        if isinstance(self.thing, Practice):
            return self.thing.name
        if isinstance(self.thing, Answer):
            return self.thing.question.text or self.thing.interview.title
        return str(self.thing.source)

    @property
    def url(self) -> str:
        return self.thing.url if isinstance(self.thing, Passage) else self.thing.get_absolute_url()


def piece_of(thing: Practice | Answer | Quoted | Passage) -> Piece | None:
    """Return the piece that a thing is; None for words that are too long or have no place."""
    if isinstance(thing, Practice):
        return Piece("practice", thing.slug)
    if isinstance(thing, Answer):
        return Piece("answer", f"{thing.interview.slug}.{thing.anchor}")
    if thing.start is None or len(thing.quote) > LONGEST_PASSAGE:
        return None
    end = thing.start + len(thing.quote)
    return Piece("passage", f"{thing.source_id}-{thing.start}-{end}-{_digest(thing.quote)}")


def collected(pieces: Iterable[Piece], user) -> list[Collected]:
    """Return what the pieces name, in their order, without what `user` may not see.

    The number of queries does not depend on the number of pieces. Of a practice its visible zones
    are loaded, of an answer its interview with the source, its question and its speaker.
    """
    pieces = list(pieces)
    things: dict[str, Practice | Answer | Passage] = {}
    for kind, find in (("practice", _practices), ("answer", _answers), ("passage", _passages)):
        keys = {piece.key for piece in pieces if piece.kind == kind}
        things |= {f"{kind}:{key}": thing for key, thing in find(keys, user).items()}
    return [Collected(piece, things[piece.name]) for piece in pieces if piece.name in things]


def _addressed(rows: QuerySet, slugs: Iterable[str]) -> dict[str, Model]:
    """Return the records that have these slugs, or had them, by the slug asked for."""
    slugs = set(slugs)
    found = {row.slug: row for row in rows.filter(slug__in=slugs)}
    if missing := slugs - found.keys():
        kind = ContentType.objects.get_for_model(rows.model)
        former = FormerAddress.objects.filter(content_type=kind, slug__in=missing)
        owners = dict(former.values_list("slug", "object_id"))
        records = rows.in_bulk(set(owners.values()))
        found |= {slug: records[pk] for slug, pk in owners.items() if pk in records}
    return found


def _practices(keys: Iterable[str], user) -> dict[str, Practice]:
    zones = Prefetch("zones", Zone.objects.visible_to(user))
    return _addressed(Practice.objects.visible_to(user).prefetch_related(zones), keys)


def _interviews(user) -> QuerySet:
    return Interview.objects.visible_to(user).select_related("source")


def _said(interviews: Iterable[Interview], user) -> dict[int, list[Answer]]:
    """Return the answers in each of some interviews, by its primary key."""
    known = {interview.pk: interview for interview in interviews}
    rows = Answer.objects.visible_to(user).filter(interview__in=list(known))
    said: dict[int, list[Answer]] = {}
    for answer in rows.select_related("question", "appearance__guest", "appearance__zone"):
        answer.interview = known[answer.interview_id]
        said.setdefault(answer.interview_id, []).append(answer)
    return said


def _answers(keys: Iterable[str], user) -> dict[str, Answer]:
    asked = {key: key.rpartition(".")[::2] for key in keys}
    interviews = _addressed(_interviews(user), {slug for slug, _ in asked.values()})
    said = _said(interviews.values(), user)
    found = {}
    for key, (slug, anchor) in asked.items():
        answers = said.get(interviews[slug].pk, []) if slug in interviews else []
        if answer := _answer_at(anchor, answers):
            found[key] = answer
    return found


def _answer_at(anchor: str, answers: list[Answer]) -> Answer | None:
    """Return the answer that has this anchor, or the one that it was joined to."""
    for answer in answers:
        if answer.anchor == anchor:
            return answer
    return next((row for row in answers if anchor in chain(*row.former_anchors.values())), None)


def _passages(keys: Iterable[str], user) -> dict[str, Passage]:
    asked = {key: _KEYS["passage"].fullmatch(key).groups() for key in keys}
    sources = Source.objects.visible_to(user).in_bulk({int(parts[0]) for parts in asked.values()})
    interviews = _interviews(user).filter(source__in=list(sources))
    said = _said(interviews, user)
    of_source = {row.source_id: said.get(row.pk, []) for row in interviews}
    found = {}
    for key, (pk, start, end, digest) in asked.items():
        source = sources.get(int(pk))
        place = _place(source.text, int(start), int(end), digest) if source else None
        if place is not None:
            quote = source.text[place : place + int(end) - int(start)]
            answer = _speaking(source, place, quote, of_source.get(source.pk, []))
            found[key] = Passage(source, quote, place, answer)
    return found


def _place(text: str, start: int, end: int, digest: str | None) -> int | None:
    """Return where the words of a passage stand now; None when they are gone, or never were."""
    length = end - start
    if not 0 < length <= LONGEST_PASSAGE or start > len(text):
        return None
    further = () if digest is None else chain(*((near, -near) for near in range(1, _NEAR + 1)))
    for place in (start + shift for shift in chain([0], further)):
        words = text[place : place + length] if place >= 0 else ""
        if len(words) == length and words.strip() and digest in (None, _digest(words)):
            return place
    return None


def _digest(words: str) -> str:
    return blake2s(words.encode(), digest_size=4).hexdigest()


def _speaking(source: Source, start: int, quote: str, answers: list[Answer]) -> Answer | None:
    """Return the answer in which exactly these words of the source were read."""
    for answer in answers:
        paragraph = answer.paragraph_with(quote)
        place = source.text.find(paragraph.text) if paragraph else -1
        if place >= 0 and place <= start and start + len(quote) <= place + len(paragraph.text):
            return answer
    return None
