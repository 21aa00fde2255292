"""Questions and answers. Known ones are found again by their words, never under another speaker."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from editorial.loading import CONFLICT, Entry, Tally, put
from imports.draft import AnswerDraft, Draft
from interviews.models import Answer, Appearance, Interview, Question
from sources.models import Source
from zones.models import HostUnit, PartyOrganization

_ALIKE = 0.6  # share of equal characters from which two texts are versions of one another
_COMPARED = 400  # characters
GONE = "新文本里没有"

Speakers = dict[str, Appearance | None]


@dataclass(frozen=True, slots=True)
class Placed:
    """An answer as drafted and as stored (None where it was not written)."""

    draft: AnswerDraft
    row: Answer | None

    def holds(self, start: int, end: int) -> bool:
        """Whether these words of the clean text stand in one paragraph of the answer."""
        return any(
            place <= start and end <= place + len(words)
            for words, place in zip(self.draft.paragraphs, self.draft.starts, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Talk:
    """What proposals need of the conversation: whom each guest speaks for, and the answers."""

    places: Mapping[str, Sequence[PartyOrganization | HostUnit]] = field(default_factory=dict)
    answers: Sequence[Placed] = ()

    def answer_with(self, quote: str, start: int, end: int) -> Answer | None:
        """The answer in which these words of the clean text stand, if they still do."""
        row = next((placed.row for placed in self.answers if placed.holds(start, end)), None)
        return row if row is not None and row.paragraph_with(quote) else None


def put_interview(draft: Draft, source: Source, tally: Tally) -> Interview | None:
    return put(
        Interview,
        key={"source": source},
        values={"title": source.title, "introduction": draft.introduction},
        tally=tally,
    )


def put_talk(draft: Draft, interview: Interview, speakers: Speakers, tally: Tally) -> list[Placed]:
    """Write the conversation; what stood there and is in the draft no more is listed and stays."""
    questions, answers = _Numbers(Question, interview), _Numbers(Answer, interview)
    asked_numbers = questions.assign([(asked.text, None) for asked in draft.questions])
    given = [answer for asked in draft.questions for answer in asked.answers]
    wanted = [(_text(answer), getattr(speakers[answer.guest], "pk", None)) for answer in given]
    given_numbers = iter(answers.assign(wanted))
    placed: list[Placed] = []
    for position, (asked, number) in enumerate(
        zip(draft.questions, asked_numbers, strict=True), start=1
    ):
        question = put(
            Question,
            key={"interview": interview, "number": number},
            values={"position": position, "text": asked.text},
            tally=tally,
        )
        for place, answer in enumerate(asked.answers, start=1):
            number, speaker = next(given_numbers), speakers[answer.guest]
            row = None
            if question is not None and speaker is not None:
                row = _put_answer(question, speaker, answer, number, place, tally)
            placed.append(Placed(answer, row))
    for row in [*questions.unused, *answers.unused]:
        tally.entries.append(Entry(CONFLICT, row, type(row), f"{row}（{GONE}，保留不动）"))
    return placed


def _put_answer(question, speaker, answer, number: int, place: int, tally: Tally) -> Answer | None:
    return put(
        Answer,
        key={"interview": question.interview, "number": number},
        values={
            "question": question,
            "appearance": speaker,
            "position": place,
            "text": _text(answer),
        },
        tally=tally,
    )


def _text(answer: AnswerDraft) -> str:
    """The words as `Answer.save` keeps them, so that a second run finds no difference."""
    return "\n".join(words.strip() for words in answer.paragraphs if words.strip())


class _Numbers:
    """The numbers that questions or answers of an interview have, or had before they were deleted.

    A row is known by any text, and under any speaker, that it ever had: what an editor rewrote or
    gave to somebody else is still the same answer. `unused` are the rows that no text came for.
    """

    def __init__(self, model: type[Question | Answer], interview: Interview) -> None:
        self.unused = list(model.objects.filter(interview=interview))
        self._texts: dict[int, set[str]] = {}
        self._speakers: dict[int, set[int | None]] = {}
        for version in [*self.unused, *model.history.filter(interview_id=interview.pk)]:
            self._texts.setdefault(version.number, set()).add(version.text)
            speaker = getattr(version, "appearance_id", None)
            self._speakers.setdefault(version.number, set()).add(speaker)
        self._last = max(self._texts, default=0)

    def assign(self, wanted: Sequence[tuple[str, int | None]]) -> list[int]:
        """A number for each text (with the key of its speaker): its own, or one never used.

        The same words are found first, so that a similar text cannot take their number.
        """
        free = dict(self._texts)
        numbers: dict[int, int] = {}
        for likeness in (_sameness, _likeness):
            for index, (text, speaker) in enumerate(wanted):
                own = [number for number in free if speaker in self._speakers[number]]
                if index not in numbers and (number := _best(own, text, free, likeness)):
                    numbers[index] = number
                    del free[number]
        self.unused = [row for row in self.unused if row.number in free]
        return [numbers.get(index) or self._next() for index in range(len(wanted))]

    def _next(self) -> int:
        self._last += 1
        return self._last


def _best(own: list[int], text: str, texts: dict[int, set[str]], likeness: Callable) -> int | None:
    """The number one of whose texts is most like this one, if it is like enough."""
    graded = [(max(likeness(known, text) for known in texts[number]), number) for number in own]
    best = max(graded, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= _ALIKE else None


def _sameness(one: str, other: str) -> float:
    return float(one == other)


def _likeness(one: str, other: str) -> float:
    """Share of equal characters at the beginning of two texts, from 0 to 1."""
    matcher = SequenceMatcher(None, one[:_COMPARED], other[:_COMPARED], autojunk=False)
    # The quick bounds are never below the true ratio.
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0.0
    return matcher.ratio()
