"""Quotes that stay with their words when paragraphs go from one answer to another.

An answer that took paragraphs over says so in `former_anchors`: `a7-p2` is paragraph 2 of answer 7.
"""

import re
from collections.abc import Iterator

from django.db import models

from editorial.rows import count_revisions, pointers_to, save_past_checks, wholes_of
from sources.models import Quoted

REASON = "回答拆分或合并，引文随原话移动"
_ANCHOR = re.compile(r"a(\d+)(?:-p\d+)?")


def origins(former_anchors: dict[str, list[str]]) -> set[int]:
    """Return the numbers of the answers that paragraphs came from."""
    anchors = [anchor for anchors in former_anchors.values() for anchor in anchors]
    return {int(match[1]) for anchor in anchors if (match := _ANCHOR.fullmatch(anchor))}


def take_words_over(answer: models.Model) -> None:
    """Point what quoted words that went to `answer` to it."""
    numbers = origins(answer.former_anchors)
    if not numbers:
        return
    others = type(answer)._base_manager.filter(
        interview=answer.interview_id, number__in=numbers - {answer.number}
    )
    for other in others:
        for row in _quoting(other):
            if other.paragraph_with(row.quote) is None and answer.paragraph_with(row.quote):
                _point(row, answer)


def hand_words_on(answer: models.Model) -> None:
    """Point what quotes an answer that goes to those that took its paragraphs over."""
    rows = list(_quoting(answer))
    if not rows:
        return
    others = type(answer)._base_manager.filter(interview=answer.interview_id).order_by("pk")
    for heir in others.exclude(pk=answer.pk):
        if answer.number not in origins(heir.former_anchors):
            continue
        for row in rows:
            if row.answer_id == answer.pk and heir.paragraph_with(row.quote):
                _point(row, heir)


def _quoting(answer: models.Model) -> Iterator[models.Model]:
    """Yield the quotes that say that their words stand in `answer`."""
    for pointer in pointers_to(type(answer)):
        if not issubclass(pointer.model, Quoted):
            continue
        yield from pointer.rows(answer.pk).select_for_update()


def _point(row: models.Model, answer: models.Model) -> None:
    row.answer = answer
    save_past_checks(row, ["answer"], by=getattr(answer, "_history_user", None), reason=REASON)
    count_revisions(wholes_of(row))
