"""Step three, second half: practices and figures proposed from what was said.

Proposals only: an editor accepts, corrects or rejects each, and every one brings its words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from imports.draft import (
    FactDraft,
    Known,
    MeasureDraft,
    PracticeDraft,
    Segmented,
    StatementDraft,
)
from imports.proposing.facts import propose_facts
from imports.proposing.passages import Paragraphs, asked_in, passages_of
from imports.proposing.practices import propose_practices
from imports.proposing.quoting import as_written, with_even_quotes
from imports.proposing.terms import propose_statements, suggest_terms
from practices.slogans import count_check, promises

__all__ = ["Proposed", "propose"]


@dataclass(frozen=True, slots=True)
class Proposed:
    """What was found, with Chinese remarks for the editor on what does not add up."""

    practices: tuple[PracticeDraft, ...] = ()
    facts: tuple[FactDraft, ...] = ()
    statements: tuple[StatementDraft, ...] = ()
    warnings: tuple[str, ...] = ()


def propose(segmented: Segmented, *, published_on: str, known: Known) -> Proposed:
    """Practices and figures in the answers of an interview or the narrative of a case."""
    written = passages_of(segmented, known.zones)
    passages = with_even_quotes(written)
    asked = asked_in(segmented)
    title = segmented.title if segmented.kind == "case" else ""
    paragraphs = Paragraphs([*asked, *written])
    practices = [
        _with_terms(practice, paragraphs, known)
        for practice in propose_practices(passages, with_even_quotes(asked), title)
    ]
    facts, warnings = propose_facts(passages, published_on=published_on, known_zones=known.zones)
    counted = [remark for practice in practices for remark in _remarks(practice)]
    return Proposed(
        practices=tuple(as_written(practices, [*asked, *written])),
        facts=tuple(as_written(facts, written)),
        statements=_in_order(propose_statements([*asked, *written], known)),
        warnings=(*counted, *warnings),
    )


def _in_order(statements: list[StatementDraft]) -> tuple[StatementDraft, ...]:
    return tuple(sorted(statements, key=lambda statement: statement.start))


def _with_terms(practice: PracticeDraft, paragraphs: Paragraphs, known: Known) -> PracticeDraft:
    problems, themes = suggest_terms(practice, paragraphs.at(practice.start).text, known)
    return replace(practice, problems=problems, themes=themes)


def _remarks(practice: PracticeDraft) -> list[str]:
    """Where a name or a label promises another number of parts than were found."""
    remarks = []
    if practice.count_check in ("short", "over"):
        numbers = "、".join(str(promise.number) for promise in promises(practice.name))
        remarks.append(f"“{practice.name}”名称中的数目是 {numbers}，与找到的构成不符。")
    remarks += [
        f"“{measure.label}”只列出 {len(measure.items)} 项。"
        for measure in practice.measures
        if measure.items and _is_short(measure)
    ]
    return remarks


def _is_short(measure: MeasureDraft) -> bool:
    return count_check(measure.label, [(measure.label, measure.items)]) == "short"
