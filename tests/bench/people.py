"""Party organizations, and interviews with the people who speak in them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from interviews.models import Answer, Appearance, Guest, GuestKind, Interview, Question
from practices.models import Problem, ProblemStatement
from sources.models import Source
from zones.models import PartyOrganization, Zone

BATCH = 200
_KINDS = [kind for kind, _ in GuestKind.choices]


@dataclass(frozen=True)
class Passage:
    """Words that somebody said, and where."""

    source: int
    answer: int
    quote: str
    start: int


def _published() -> dict:
    now = timezone.now()
    return {"state": "published", "published_at": now, "reviewed_at": now}


def add_organizations(writer, count: int) -> list[int]:
    """Add party organizations; return their primary keys."""
    zones = list(Zone.objects.order_by("pk").values_list("pk", flat=True))
    kinds = [kind for kind in PartyOrganization.Kind.values if kind != "functional"]
    rows = [
        PartyOrganization(
            name=f"{writer.name()}{writer.name()}{number}号党组织",
            slug=f"zuzhi-{number:06}",
            kind=kinds[number % len(kinds)],
            zone_id=zones[zone],
            **_published(),
        )
        for number, zone in enumerate(writer.often(len(zones), count))
    ]
    PartyOrganization.objects.bulk_create(rows, batch_size=1000)
    return [row.pk for row in rows]


def add_interviews(writer, count: int) -> Iterator[Passage]:
    """Add interviews batch by batch, and yield the passages that may be quoted, without an end."""
    zones = list(Zone.objects.order_by("pk").values_list("pk", flat=True))
    problems = list(Problem.objects.leaves().values_list("pk", flat=True))
    passages: list[Passage] = []
    for start in range(0, count, BATCH):
        with transaction.atomic():
            passages += _batch(writer, start, min(BATCH, count - start), zones, problems)
    while True:
        yield from passages


def _batch(writer, start: int, count: int, zones, problems) -> list[Passage]:
    guests = [
        Guest(
            name=writer.person(),
            distinction=f"第{start + number}号",
            slug=f"jiabin-{start + number:06}",
            **_published(),
        )
        for number in range(count)
    ]
    Guest.objects.bulk_create(guests)
    talks = [[writer.text(90, 140) for _ in range(6)] for _ in range(count)]
    asked = [[f"{writer.paragraph(24)[:-1]}？" for _ in range(3)] for _ in range(count)]
    sources = [
        Source(
            kind="article",
            title=f"{writer.name()}：{writer.paragraph(16)}访谈录",
            publication=writer.pick(("党建通讯", "园区周刊", "先锋报")),
            published=f"{2012 + (start + number) % 15}-{1 + number % 12:02}",
            text="\n".join(
                "\n".join((question, *talk[2 * place : 2 * place + 2]))
                for place, question in enumerate(questions)
            ),
            **_published(),
        )
        for number, (talk, questions) in enumerate(zip(talks, asked, strict=True))
    ]
    Source.objects.bulk_create(sources)
    interviews = [
        Interview(
            source=source, title=source.title, slug=f"fangtan-{start + number:06}", **_published()
        )
        for number, source in enumerate(sources)
    ]
    Interview.objects.bulk_create(interviews)
    return _talk(writer, interviews, guests, talks, asked, zones, problems)


def _talk(writer, interviews, guests, talks, asked, zones, problems) -> list[Passage]:
    """Add speakers, questions, answers and statements of problems; return what was said."""
    appearances, questions, answers = [], [], []
    for place, interview in enumerate(interviews):
        speakers = [guests[place], guests[place - 1]]
        zone = writer.often(len(zones), 2)
        appearances += [
            Appearance(
                interview=interview,
                guest=guest,
                kind=_KINDS[(place + number) % len(_KINDS)],
                posts_as_given=f"{writer.name()}党委书记",
                zone_id=zones[zone[number]],
                position=number,
            )
            for number, guest in enumerate(speakers[: len({guest.pk for guest in speakers})])
        ]
        questions += [
            Question(interview=interview, number=number + 1, position=number, text=text)
            for number, text in enumerate(asked[place])
        ]
    Appearance.objects.bulk_create(appearances)
    Question.objects.bulk_create(questions)
    speakers_of: dict[int, list[Appearance]] = {}
    for row in appearances:
        speakers_of.setdefault(row.interview_id, []).append(row)
    for place, interview in enumerate(interviews):
        speakers = speakers_of[interview.pk]
        answers += [
            Answer(
                interview=interview,
                question=questions[3 * place + number // 2],
                appearance=speakers[number % len(speakers)],
                number=number + 1,
                position=number,
                text=text,
                paragraph_numbers=[1, 2],
                last_paragraph=2,
            )
            for number, text in enumerate(talks[place])
        ]
    Answer.objects.bulk_create(answers, batch_size=500)
    passages = [_passage(answer) for answer in answers]
    _state(writer, passages, problems)
    return passages


def _state(writer, passages, problems) -> None:
    """Add a statement of a problem for every second passage."""
    ProblemStatement.objects.bulk_create(
        ProblemStatement(
            problem_id=problems[problem],
            source_id=passage.source,
            answer_id=passage.answer,
            quote=passage.quote,
            start=passage.start,
        )
        for passage, problem in zip(
            passages[::2], writer.often(len(problems), len(passages)), strict=False
        )
    )


def _passage(answer: Answer) -> Passage:
    source = answer.interview.source
    quote = answer.text.split("\n")[0][:40]
    return Passage(source.pk, answer.pk, quote, source.text.find(quote))
