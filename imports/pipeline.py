"""The whole way from a document to a draft: repair, segment, propose. Nothing is written."""

from __future__ import annotations

from collections.abc import Callable

from imports.draft import Document, Draft, Known
from imports.proposing import propose
from imports.repair import repair
from imports.segmenting import segment

NOTHING_KNOWN = Known()

# Called before each step with its Chinese name and how much of the whole is done, from 0 to 1; may
# raise to stop the work.
Report = Callable[[str, float], None]
_REPAIR_SHARE = 0.7  # of the time that a damaged document takes


def _silent(step: str, done: float) -> None:
    """Report to nobody."""


def draft_from(
    document: Document,
    *,
    published_on: str = "",
    known: Known = NOTHING_KNOWN,
    report: Report = _silent,
) -> Draft:
    """Everything that can be read out of a document, for an editor to review.

    `published_on` is a partial ISO date; it is used where neither the file nor its text gives
    one. Never raises for any text: what is no interview and no case comes back with kind
    "refused" and a reason.
    """
    repaired = repair(document.text, lambda done: report("修复文字", _REPAIR_SHARE * done))
    report("分清提问和回答", _REPAIR_SHARE)
    segmented = segment(repaired.text, known.zones)
    published_on = document.published_on or segmented.published_on or published_on
    report("找出做法和数据", (1 + _REPAIR_SHARE) / 2)
    proposed = propose(segmented, published_on=published_on, known=known)
    return Draft(
        kind=segmented.kind,
        reason=segmented.reason,
        title=document.title or segmented.title,
        publication=document.publication or segmented.publication,
        author=document.author or segmented.author,
        published_on=published_on,
        url=document.url,
        introduction=segmented.introduction,
        hosts=segmented.hosts,
        guests=segmented.guests,
        questions=segmented.questions,
        practices=proposed.practices,
        facts=proposed.facts,
        statements=proposed.statements,
        repairs=repaired.repairs,
        gaps=repaired.gaps,
        text=repaired.text,
        credits=repaired.credits,
        warnings=proposed.warnings,
    )
