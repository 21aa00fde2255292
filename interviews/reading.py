"""An interview prepared for reading: what is spoken of in each paragraph, and where."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Prefetch

from sources.passages import Segment, Span, cut, runs

from .models import Answer, Appearance, Guest, Interview, Paragraph, Question


@dataclass(frozen=True)
class Subject:
    """What a passage speaks of: `kind` is `practice` or `problem`; `gist` says what it is."""

    kind: str
    pk: int
    label: str
    url: str
    gist: str


@dataclass(frozen=True)
class Passages:
    """A paragraph, or a question, cut where its subjects begin and end.

    Where passages lie in one another the words belong to the innermost; `spoken_of` names all.
    `former` are anchors that the paragraph had in other answers.
    """

    segments: tuple[Segment, ...]
    spoken_of: tuple[Subject, ...]
    anchor: str = ""
    former: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadAnswer:
    """An answer; `speaker` is None when the person is not shown to this reader."""

    answer: Answer
    speaker: Appearance | None
    paragraphs: tuple[Passages, ...]

    @property
    def spoken_of(self) -> tuple[Subject, ...]:
        return _once(subject for part in self.paragraphs for subject in part.spoken_of)


@dataclass(frozen=True)
class ReadQuestion:
    question: Question
    words: Passages
    answers: tuple[ReadAnswer, ...]

    @property
    def asked(self) -> str:
        """The question in one line, for links to it."""
        return " ".join(self.question.text.split()) or "（未提问）"

    @property
    def spoken_of(self) -> tuple[Subject, ...]:
        in_answers = (subject for answer in self.answers for subject in answer.spoken_of)
        return _once([*self.words.spoken_of, *in_answers])


def subjects_of(questions: Iterable[ReadQuestion]) -> list[Subject]:
    """Return all that is spoken of, each once, in the order spoken."""
    return list(_once(subject for question in questions for subject in question.spoken_of))


def _once(subjects: Iterable[Subject]) -> tuple[Subject, ...]:
    return tuple(dict.fromkeys(subjects))


def _visible(model, relation: str, user, *related: str) -> Prefetch:
    """Prefetch a reverse relation of an app above this one, as far as `user` may see it."""
    rows = model._meta.get_field(relation).related_model.objects.visible_to(user)
    return Prefetch(relation, queryset=rows.select_related(*related))


def _with_subjects(answers, user):
    return answers.prefetch_related(
        _visible(Answer, "practices_evidence_set", user, "practice"),
        _visible(Answer, "practices_outcome_set", user, "practice"),
        _visible(Answer, "practices_problemstatement_set", user, "problem"),
    )


def _problem(statement) -> Subject:
    term = statement.problem
    return Subject("problem", term.pk, term.name, term.get_absolute_url(), term.scope_note)


def _practice(row) -> Subject:
    told = row.practice
    return Subject("practice", told.pk, told.name, told.get_absolute_url(), told.gist)


def _subjects(answer: Answer) -> Iterator[tuple[str, Subject]]:
    """Yield the quoted words of an answer, each with what they speak of."""
    for statement in answer.practices_problemstatement_set.all():
        yield statement.quote, _problem(statement)
    for row in (*answer.practices_evidence_set.all(), *answer.practices_outcome_set.all()):
        yield row.quote, _practice(row)


def _passages(
    text: str,
    quotes: Iterable[tuple[str, Subject]],
    anchor: str = "",
    former: tuple[str, ...] = (),
) -> Passages:
    spans = []
    for quote, subject in quotes:
        start = text.find(quote)
        spans.append(Span(start, start + len(quote), subject))
    spans.sort(key=lambda span: span.start)
    return Passages(runs(cut(text, spans)), _once(span.value for span in spans), anchor, former)


def _paragraphs(answer: Answer) -> tuple[Passages, ...]:
    """Mark each quote in the first paragraph that holds it: the one its own link leads to."""
    quotes: dict[Paragraph, list[tuple[str, Subject]]] = {part: [] for part in answer.paragraphs}
    for quote, subject in _subjects(answer):
        paragraph = answer.paragraph_with(quote)
        if paragraph is not None:
            quotes[paragraph].append((quote, subject))
    return tuple(
        _passages(part.text, found, part.anchor, part.former) for part, found in quotes.items()
    )


def _in_question(question: Question) -> Iterator[tuple[str, Subject]]:
    for statement in question.problem_statements.all():
        if statement.quote in question.text:
            yield statement.quote, _problem(statement)


def speakers_of(interview: Interview, user) -> list[Appearance]:
    return list(interview.appearances.visible_to(user).select_related("guest", "zone"))


def questions_of(
    interview: Interview, appearances: Iterable[Appearance], user
) -> list[ReadQuestion]:
    """Return the questions of an interview with their answers; a fixed number of queries.

    `appearances` are those of `speakers_of`: whoever shows the talk shows them, too.
    """
    speakers = {row.pk: row for row in appearances}
    answers: dict[int, list[ReadAnswer]] = {}
    for answer in _with_subjects(interview.answers.visible_to(user), user):
        read = ReadAnswer(answer, speakers.get(answer.appearance_id), _paragraphs(answer))
        answers.setdefault(answer.question_id, []).append(read)
    questions = interview.questions.visible_to(user).prefetch_related(
        _visible(Question, "problem_statements", user, "problem")
    )
    return [
        ReadQuestion(
            question,
            _passages(question.text, _in_question(question)),
            tuple(answers.get(question.pk, ())),
        )
        for question in questions
    ]


def answers_of(guest: Guest, user) -> list[ReadAnswer]:
    """Return what a guest said in all interviews, newest first."""
    rows = (
        Answer.objects.visible_to(user)
        .filter(appearance__guest=guest)
        .select_related("interview", "question", "appearance")
        .order_by("-interview__source__published", "interview", "question__position", "position")
    )
    return [
        ReadAnswer(answer, answer.appearance, _paragraphs(answer))
        for answer in _with_subjects(rows, user)
    ]
