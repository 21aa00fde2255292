"""The whole way from a document to a draft: repair, segment, propose. Nothing is written."""

from __future__ import annotations

from imports.draft import Document, Draft, Known
from imports.proposing import propose
from imports.repair import repair
from imports.segmenting import segment

NOTHING_KNOWN = Known()


def draft_from(
    document: Document, *, published_on: str = "", known: Known = NOTHING_KNOWN
) -> Draft:
    """Everything that can be read out of a document, for an editor to review.

    `published_on` is a partial ISO date; it is used where neither the file nor its text gives
    one. Never raises for any text: what is no interview and no case comes back with kind
    "refused" and a reason.
    """
    repaired = repair(document.text)
    segmented = segment(repaired.text, known.zones)
    published_on = document.published_on or segmented.published_on or published_on
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
