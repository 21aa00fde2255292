"""What an editor made of a draft, as a draft again: only what was accepted goes on."""

from __future__ import annotations

from dataclasses import dataclass

from imports.draft import (
    AnswerDraft,
    Credit,
    Draft,
    FactDraft,
    Gap,
    GuestDraft,
    MeasureDraft,
    Post,
    PracticeDraft,
    QuestionDraft,
    Repair,
    StatementDraft,
    Suggestion,
)
from imports.review.workcopy import (
    ACCEPTED,
    ANSWER,
    INTRODUCTION,
    QUESTION,
    REJECTED,
    Block,
    FactItem,
    GuestItem,
    PracticeItem,
    WorkingCopy,
)
from practices.slogans import count_check

_CONTEXT = 20  # characters shown on each side of a gap


@dataclass(slots=True)
class Turn:
    """A question's blocks and the answers to it, each a speaker's key and blocks."""

    asked: list[Block]
    answers: list[tuple[str, list[Block]]]


def turns_of(copy: WorkingCopy) -> list[Turn]:
    """The conversation as the blocks tell it; `asked` is empty where somebody speaks unasked."""
    turns: list[Turn] = []
    last = ""
    for block in copy.blocks:
        if block.role == QUESTION:
            if last != QUESTION or block.opens:
                turns.append(Turn([], []))
            turns[-1].asked.append(block)
        elif block.role == ANSWER:
            if not turns:
                turns.append(Turn([], []))
            answers = turns[-1].answers
            if not answers or answers[-1][0] != block.guest or block.opens:
                answers.append((block.guest, []))
            answers[-1][1].append(block)
        if block.role in (QUESTION, ANSWER):
            last = block.role
    return turns


def as_draft(copy: WorkingCopy) -> Draft:
    """The draft to be written. Guests count unless rejected; proposals only if accepted."""
    is_interview = copy.kind == "interview"
    introduction = (block for block in copy.blocks if block.role == INTRODUCTION)
    return Draft(
        kind=copy.kind,
        reason=copy.reason,
        title=copy.title,
        publication=copy.publication,
        author=copy.author,
        published_on=copy.published_on,
        url=copy.url,
        introduction="\n".join(copy.text[block.start : block.end] for block in introduction),
        hosts=tuple(copy.hosts),
        guests=tuple(_guest(guest) for guest in copy.guests if guest.state != REJECTED)
        if is_interview
        else (),
        questions=tuple(_question(copy, turn) for turn in turns_of(copy)) if is_interview else (),
        practices=tuple(_practice(copy, item) for item in copy.practices if _accepted(item)),
        facts=tuple(_fact(copy, item) for item in copy.facts if _accepted(item)),
        statements=tuple(
            StatementDraft(
                code=item.code,
                guest=copy.name_of(item.guest),
                quote=copy.quote(item),
                start=item.start,
                end=item.end,
                words=tuple(item.words),
            )
            for item in copy.statements
            if _accepted(item)
        ),
        repairs=tuple(_repair(item) for item in copy.repairs),
        gaps=tuple(Gap(place, _around(copy.text, place)) for place in copy.gaps),
        text=copy.text,
        credits=tuple(Credit(label, value) for label, value in copy.credits),
    )


def _accepted(item) -> bool:
    return item.state == ACCEPTED


def _guest(item: GuestItem) -> GuestDraft:
    posts = tuple(Post(organization, title) for organization, title in item.posts)
    return GuestDraft(item.name, posts, item.zone, item.start, item.end)


def _question(copy: WorkingCopy, turn: Turn) -> QuestionDraft:
    return QuestionDraft(
        text="\n".join(copy.text[block.start : block.end] for block in turn.asked),
        starts=tuple(block.start for block in turn.asked),
        answers=tuple(
            AnswerDraft(
                guest=copy.name_of(guest),
                paragraphs=tuple(copy.text[block.start : block.end] for block in blocks),
                starts=tuple(block.start for block in blocks),
            )
            for guest, blocks in turn.answers
        ),
    )


def _practice(copy: WorkingCopy, item: PracticeItem) -> PracticeDraft:
    measures = tuple(MeasureDraft(label, tuple(items)) for label, items in item.measures)
    return PracticeDraft(
        name=item.name,
        guest=copy.name_of(item.guest),
        zone=item.zone,
        quote=copy.quote(item),
        measures=measures,
        count_check=count_check(item.name, [(part.label, part.items) for part in measures]),
        start=item.start,
        end=item.end,
        problems=_terms(item.problems),
        themes=_terms(item.themes),
        further=tuple((start, end) for start, end in item.evidence),
    )


def _terms(terms: list[dict]) -> tuple[Suggestion, ...]:
    return tuple(Suggestion(term["code"], tuple(term["words"])) for term in terms if term["on"])


def _fact(copy: WorkingCopy, item: FactItem) -> FactDraft:
    number = float(item.value)
    return FactDraft(
        subject=item.subject,
        indicator=item.indicator,
        value=int(number) if number.is_integer() else number,
        unit=item.unit,
        text=item.text,
        as_of=item.as_of,
        quote=copy.quote(item),
        exactness=item.exactness,
        part_of=item.part_of,
        as_of_words=item.as_of_words,
        start=item.start,
        end=item.end,
    )


def _repair(item) -> Repair:
    return Repair(
        rule=item.rule,
        before=item.before,
        after=item.after,
        start=item.start,
        end=item.end,
        candidates=item.candidates,
        accepted=item.accepted,
        options=tuple(item.options),
    )


def _around(text: str, place: int) -> str:
    start = max(text.rfind("\n", 0, place) + 1, place - _CONTEXT)
    return text[start : place + _CONTEXT].split("\n")[0]
