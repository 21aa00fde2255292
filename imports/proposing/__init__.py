"""Step three, second half: practices and figures proposed from what was said.

Proposals only: an editor accepts, corrects or rejects each, and every one brings its words.
"""

from __future__ import annotations

from dataclasses import dataclass

from imports.draft import (
    FactDraft,
    Known,
    MeasureDraft,
    PracticeDraft,
    Segmented,
    StatementDraft,
)
from imports.proposing.facts import propose_facts
from imports.proposing.passages import passages_of
from imports.proposing.practices import propose_practices
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
    passages = passages_of(segmented)
    practices = propose_practices(passages)
    facts, warnings = propose_facts(passages, published_on=published_on, known_zones=known.zones)
    counted = [remark for practice in practices for remark in _remarks(practice)]
    return Proposed(tuple(practices), tuple(facts), warnings=(*counted, *warnings))


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
