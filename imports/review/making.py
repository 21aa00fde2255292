"""A working copy of what the pipeline found."""

from __future__ import annotations

from imports.draft import Draft, Suggestion
from imports.review.workcopy import (
    ANSWER,
    INTRODUCTION,
    QUESTION,
    Block,
    FactItem,
    GuestItem,
    PracticeItem,
    RepairItem,
    StatementItem,
    WorkingCopy,
)

_LIKELY = 0.5  # from here on a suggested term is ticked; the editor still accepts the practice


def working_copy(draft: Draft) -> WorkingCopy:
    """The working copy of a draft, with nothing decided yet."""
    guests = [
        GuestItem(
            key=f"g{number}",
            name=guest.name,
            posts=[[post.organization, post.title] for post in guest.posts],
            zone=guest.zone,
            start=guest.start,
            end=guest.end,
            confidence=guest.confidence,
        )
        for number, guest in enumerate(draft.guests, start=1)
    ]
    keys = {guest.name: guest.key for guest in guests}
    return WorkingCopy(
        text=draft.text,
        kind=draft.kind,
        reason=draft.reason,
        title=draft.title,
        publication=draft.publication,
        author=draft.author,
        published_on=draft.published_on,
        url=draft.url,
        source_kind=_source_kind(draft),
        hosts=list(draft.hosts),
        warnings=list(draft.warnings),
        credits=[[credit.label, credit.value] for credit in draft.credits],
        blocks=_blocks(draft, keys),
        guests=guests,
        practices=_practices(draft, keys),
        facts=_facts(draft),
        statements=_statements(draft, keys),
        repairs=_repairs(draft),
        gaps=[gap.start for gap in draft.gaps],
    )


def _source_kind(draft: Draft) -> str:
    """The likeliest kind of source (`sources.models.Source.Kind`), from what the document says."""
    if draft.publication.endswith(("报", "报社", "日报")):
        return "newspaper"
    if draft.url:
        return "webpage"
    return "article" if draft.publication else "other"


def _blocks(draft: Draft, keys: dict[str, str]) -> list[Block]:
    """A block for every piece of the conversation, and for every line that is none of it."""
    spoken = {block.start: block for block in _conversation(draft, keys)}
    before = draft.introduction.split("\n") if draft.introduction else []
    blocks: list[Block] = []
    start = 0
    for line in draft.text.split("\n"):
        end = start + len(line)
        inside = [spoken[place] for place in range(start, end + 1) if place in spoken]
        if inside:
            blocks += inside
        elif line:
            is_introduction = line.strip() in before
            blocks.append(Block(start, end, INTRODUCTION) if is_introduction else Block(start, end))
        start = end + 1
    return blocks


def _conversation(draft: Draft, keys: dict[str, str]) -> list[Block]:
    blocks = []
    for question in draft.questions:
        texts = question.text.split("\n") if question.text else []
        for place, (text, start) in enumerate(zip(texts, question.starts, strict=True)):
            block = Block(start, start + len(text), QUESTION, "", not place, question.confidence)
            blocks.append(block)
        for answer in question.answers:
            guest = keys.get(answer.guest, "")
            for place, (text, start) in enumerate(
                zip(answer.paragraphs, answer.starts, strict=True)
            ):
                end = start + len(text)
                blocks.append(Block(start, end, ANSWER, guest, not place, answer.confidence))
    return blocks


def _practices(draft: Draft, keys: dict[str, str]) -> list[PracticeItem]:
    return [
        PracticeItem(
            key=f"p{number}",
            name=practice.name,
            guest=keys.get(practice.guest, ""),
            zone=practice.zone,
            start=practice.start,
            end=practice.end,
            measures=[[measure.label, list(measure.items)] for measure in practice.measures],
            count_check=practice.count_check,
            problems=[_term(suggestion) for suggestion in practice.problems],
            themes=[_term(suggestion) for suggestion in practice.themes],
            confidence=practice.confidence,
        )
        for number, practice in enumerate(draft.practices, start=1)
    ]


def _term(suggestion: Suggestion) -> dict:
    on = suggestion.confidence >= _LIKELY
    return {"code": suggestion.code, "words": list(suggestion.words), "on": on}


def _facts(draft: Draft) -> list[FactItem]:
    return [
        FactItem(
            key=f"f{number}",
            subject=fact.subject,
            indicator=fact.indicator,
            value=str(fact.value),
            unit=fact.unit,
            text=fact.text,
            as_of=fact.as_of,
            as_of_words=fact.as_of_words,
            exactness=fact.exactness,
            part_of=fact.part_of,
            start=fact.start,
            end=fact.end,
            confidence=fact.confidence,
        )
        for number, fact in enumerate(draft.facts, start=1)
    ]


def _statements(draft: Draft, keys: dict[str, str]) -> list[StatementItem]:
    return [
        StatementItem(
            key=f"s{number}",
            code=statement.code,
            guest=keys.get(statement.guest, ""),
            words=list(statement.words),
            start=statement.start,
            end=statement.end,
            confidence=statement.confidence,
        )
        for number, statement in enumerate(draft.statements, start=1)
    ]


def _repairs(draft: Draft) -> list[RepairItem]:
    return [
        RepairItem(
            key=f"r{number}",
            rule=repair.rule,
            before=repair.before,
            after=repair.after,
            start=repair.start,
            end=repair.end,
            candidates=repair.candidates,
            accepted=repair.accepted,
            options=list(repair.options),
        )
        for number, repair in enumerate(draft.repairs, start=1)
    ]
