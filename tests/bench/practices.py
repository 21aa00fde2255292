"""Practices with their ties, parts and evidence."""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from taggit.models import Tag, TaggedItem

from practices.models import Evidence, Measure, Outcome, Practice, PracticeProblem, Problem, Theme
from zones.models import Zone

TAGS = 2000
_STAGES = ("", "pilot", "expanding", "routine")


def _tags(writer) -> list[int]:
    if Tag.objects.count() < TAGS:
        rows = [
            Tag(name=f"{writer.name()}{number}", slug=f"biaoqian-{number}")
            for number in range(TAGS)
        ]
        Tag.objects.bulk_create(rows)
    return list(Tag.objects.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def add_practices(writer, first: int, count: int, organizations: list[int], passages) -> None:
    """Add `count` practices, the number of the first one being `first`."""
    now = timezone.now() - timedelta(days=4000)
    rows = [
        Practice(
            name=f"{writer.practice()}{number if number % 5 == 0 else ''}",
            slug=f"zuofa-{number:07}",
            gist=writer.paragraph(40),
            background=writer.paragraph(90),
            body=writer.text(200, 200, 120),
            started=("", f"{2008 + number % 18}", f"{2008 + number % 18}-{1 + number % 12:02}")[
                number % 3
            ],
            stage=_STAGES[number % 4],
            state="published",
            published_at=now + timedelta(seconds=300 * number),
            reviewed_at=now,
        )
        for number in range(first, first + count)
    ]
    Practice.objects.bulk_create(rows, batch_size=1000)
    _tie(writer, rows, organizations)
    _take_apart(writer, rows)
    _document(rows, passages)


def _drawn(writer, keys: list[int], rows, most: int):
    """Yield (practice, key): for each row one to `most` different keys, the first ones often."""
    numbers = writer.often(len(keys), most * len(rows)).reshape(len(rows), most)
    for place, row in enumerate(rows):
        for number in dict.fromkeys(numbers[place][: 1 + place % most].tolist()):
            yield row.pk, keys[number]


def _tie(writer, rows, organizations: list[int]) -> None:
    zones = list(Zone.objects.order_by("pk").values_list("pk", flat=True))
    themes = list(Theme.objects.leaves().values_list("pk", flat=True))
    problems = list(Problem.objects.leaves().values_list("pk", flat=True))
    for field, column, keys, most in (
        (Practice.zones, "zone_id", zones, 2),
        (Practice.themes, "theme_id", themes, 3),
        (Practice.organizations, "partyorganization_id", organizations, 1),
    ):
        through = field.through
        ties = [
            through(practice_id=row, **{column: key})
            for row, key in _drawn(writer, keys, rows, most)
        ]
        through.objects.bulk_create(ties, batch_size=1000)
    PracticeProblem.objects.bulk_create(
        [
            PracticeProblem(practice_id=row, problem_id=key, how="上门指导，逐家解决。")
            for row, key in _drawn(writer, problems, rows, 3)
        ],
        batch_size=1000,
    )
    kind = ContentType.objects.get_for_model(Practice)
    TaggedItem.objects.bulk_create(
        [
            TaggedItem(content_type=kind, object_id=row, tag_id=key)
            for row, key in _drawn(writer, _tags(writer), rows, 4)
        ],
        batch_size=1000,
    )


def _take_apart(writer, rows) -> None:
    tops = [
        Measure(
            practice=row,
            position=number,
            label=f"{''.join(writer.words_of(2))[:7]}{number + 1}",
            content=writer.paragraph(14),
            detail=writer.paragraph(60),
        )
        for row in rows
        for number in range(3)
    ]
    Measure.objects.bulk_create(tops, batch_size=1000)


def _document(rows, passages) -> None:
    Evidence.objects.bulk_create(
        [
            Evidence(
                practice=row,
                source_id=passage.source,
                answer_id=passage.answer if place % 2 else None,
                quote=passage.quote,
                start=passage.start,
            )
            for place, (row, passage) in enumerate(zip(rows, passages, strict=True))
        ],
        batch_size=1000,
    )
    Outcome.objects.bulk_create(
        [
            Outcome(
                practice=row,
                source_id=passage.source,
                quote=passage.quote,
                start=passage.start,
                indicator="受益党员",
                value=100 + place,
                unit="人",
            )
            for place, (row, passage) in enumerate(zip(rows, passages, strict=True))
            if place % 7 == 0
        ]
    )
