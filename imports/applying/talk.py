"""Questions and answers. Known ones are found again by their words, never under another speaker."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from editorial.loading import CONFLICT, Entry, Tally, put
from imports.draft import AnswerDraft, Draft
from interviews.models import Answer, Appearance, Interview, Question
from sources.models import Source

_ALIKE = 0.6  # share of equal characters from which two texts are versions of one another
_COMPARED = 400  # characters
GONE = "新文本里没有"


@dataclass(frozen=True, slots=True)
class Placed:
    """An answer as drafted and as stored (None where an editor deleted it)."""

    draft: AnswerDraft
    row: Answer | None


def put_interview(draft: Draft, source: Source, tally: Tally) -> Interview:
    return put(
        Interview,
        key={"source": source},
        values={"title": source.title, "introduction": draft.introduction},
        tally=tally,
    )


def put_talk(
    draft: Draft, interview: Interview, speakers: dict[str, Appearance], tally: Tally
) -> list[Placed]:
    """Write the conversation; what stood there and is in the draft no more is listed and stays."""
    questions = _Known(interview.questions.all(), Question, interview)
    answers = _Known(interview.answers.select_related("appearance"), Answer, interview)
    placed: list[Placed] = []
    for position, asked in enumerate(draft.questions, start=1):
        question = put(
            Question,
            key={"interview": interview, "number": questions.number_for(asked.text)},
            values={"position": position, "text": asked.text},
            tally=tally,
        )
        for place, given in enumerate(asked.answers, start=1):
            speaker = speakers[given.guest]
            row = None
            if question is not None and speaker is not None:
                row = _put_answer(interview, question, speaker, given, place, answers, tally)
            placed.append(Placed(given, row))
    for row in [*questions.unused(), *answers.unused()]:
        tally.entries.append(Entry(CONFLICT, row, type(row), f"{row}（{GONE}，保留不动）"))
    return placed


def _put_answer(interview, question, speaker, given, place: int, known, tally: Tally) -> Answer:
    text = "\n".join(given.paragraphs)
    number = known.number_for(text, lambda row: row.appearance_id == speaker.pk)
    return put(
        Answer,
        key={"interview": interview, "number": number},
        values={"question": question, "appearance": speaker, "position": place, "text": text},
        tally=tally,
    )


class _Known:
    """The rows of an interview that numbers belong to, each found at most once."""

    def __init__(self, rows: Iterable, model, interview: Interview) -> None:
        self._rows = list(rows)
        once = model.history.filter(interview_id=interview.pk).values_list("number", flat=True)
        self._taken = {row.number for row in self._rows}
        self._deleted = sorted(set(once) - self._taken)
        self._last = max([*self._taken, *self._deleted], default=0)
        self._used: set[int] = set()

    def number_for(self, text: str, may_be: Callable = lambda row: True) -> int:
        """The number of the row that this text is a version of, else a number never used."""
        free = [row for row in self._rows if row.number not in self._used and may_be(row)]
        best = max(free, key=lambda row: _likeness(row.text, text), default=None)
        if best is not None and _likeness(best.text, text) >= _ALIKE:
            number = best.number
        else:
            self._last += 1
            number = self._last
        self._used.add(number)
        return number

    def unused(self) -> list:
        return [row for row in self._rows if row.number not in self._used]


def _likeness(one: str, other: str) -> float:
    if one == other:
        return 2.0
    one, other = one[:_COMPARED], other[:_COMPARED]
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
