"""Where in its source an interview is asked and answered."""

from collections.abc import Iterator

from sources.models import Source
from sources.speech import Speech, register_speech

from .models import Answer, Interview, Question


def _spoken(source: Source) -> Iterator[Speech]:
    """Yield each paragraph of each question and answer that stands in the source's text."""
    interview = Interview.objects.filter(source=source).first()
    if interview is None:
        return
    answers = interview.answers.select_related("appearance__guest", "question")
    turns: list[Question | Answer] = sorted(
        [*interview.questions.all(), *answers],
        key=lambda turn: (
            (turn.position, 0, 0)
            if isinstance(turn, Question)
            else (turn.question.position, 1, turn.position)
        ),
    )
    # In the order of the interview: the same words may stand in a text twice.
    reached = 0
    for turn in turns:
        field = "question" if isinstance(turn, Question) else "answer"
        for paragraph in filter(None, turn.text.split("\n")):
            at = source.text.find(paragraph, reached)
            if at >= 0:
                reached = at + len(paragraph)
                yield Speech(at, reached, field, turn.pk, _label(turn))


def _label(turn: Question | Answer) -> str:
    return f"问{turn.number}" if isinstance(turn, Question) else str(turn)


def register_all() -> None:
    register_speech(_spoken)
