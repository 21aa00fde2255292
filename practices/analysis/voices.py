"""Who names a problem, and who answers it: statements of problems beside practices."""

from __future__ import annotations

from typing import NamedTuple

from pyroaring import BitMap

from practices.models import ProblemStatement
from practices.row_links import rows_of, value_of
from search.bitmaps import numbers
from search.matrix import Axis, axis
from search.registry import Value

from .counting import counts
from .scope import Scope
from .tables import Bar, Cell, Column, Row, Table, Term

OPEN = "有人提出，没有做法"
UNNAMED = "有做法，没有人提出"
# So many statements are read at once.
_AT_ONCE = 200
NOTES = (
    "问题陈述是访谈和文献里说到某个问题的原话，一处算一条。",
    "问题、高新区、省份、地区和年份的条件对陈述和做法都起作用，其余条件只筛选做法；"
    "陈述的高新区是说话人所在的高新区。",
    "行是词表里的二级问题，只归到一级的陈述和做法不在其中。",
)


class Line(NamedTuple):
    """A problem with the statements that name it and the practices that answer it."""

    problem: Value
    stated: BitMap
    answering: BitMap

    @property
    def sides(self) -> str:
        if self.stated and not self.answering:
            return OPEN
        return UNNAMED if self.answering and not self.stated else ""


def _lines(scope: Scope) -> list[Line]:
    """Return the problems that are named or answered: open ones first, then the most named."""
    stated = axis(scope.statements, "problem", sort="usual", every=False)
    answered = axis(scope.practices, "problem", sort="usual", every=False)
    by_code = {
        value.code: (value, records)
        for value, records in zip(stated.values, stated.records, strict=True)
    }
    lines = [
        Line(value, by_code.pop(value.code, (value, BitMap()))[1], records)
        for value, records in zip(answered.values, answered.records, strict=True)
    ]
    lines += [Line(value, records, BitMap()) for value, records in by_code.values()]
    lines.sort(key=lambda line: (bool(line.answering), -len(line.stated), -len(line.answering)))
    return lines


class _Sides:
    """The numbers of both sides of a problem, and where their rows are."""

    def __init__(self, scope: Scope, lines: list[Line]):
        def values(selection, facet: str) -> Axis:
            return axis(selection, facet, sort="usual", every=False)

        def url(selection, *facets: str, table: str) -> str:
            return rows_of(selection, *facets, path=scope.path(table))

        stated, answers = scope.statements, scope.practices
        self.speakers, self.places = values(stated, "speaker"), values(stated, "zone")
        self.zones, self.kinds = values(answers, "zone"), values(answers, "org_type")
        self.stated_url = url(stated, "problem", table="statements")
        self.speaker_url = url(stated, "problem", "speaker", table="statements")
        self.places_url = url(stated, "problem", table="stated-zone")
        self.answers_url = rows_of(answers, "problem")
        self.zones_url, self.kinds_url = (
            url(answers, "problem", table=table) for table in ("zone", "org_type")
        )
        self.most_stated = max((len(line.stated) for line in lines), default=0)
        self.most_answers = max((len(line.answering) for line in lines), default=0)

    def row(self, line: Line) -> Row:
        chosen = value_of("problem", line.problem.code)
        stated, answers = len(line.stated), len(line.answering)
        said = (
            Cell(
                line.stated.intersection_cardinality(records),
                f"{self.speaker_url}{chosen}&{value_of('speaker', speaker.code)}",
            )
            for speaker, records in zip(self.speakers.values, self.speakers.records, strict=True)
        )
        return Row(
            (Term(line.problem.code, line.problem.label),),
            (
                Cell(stated, self.stated_url + chosen, Bar.of(stated, self.most_stated)),
                *said,
                Cell(_touched(self.places, line.stated), self.places_url + chosen),
                Cell(answers, self.answers_url + chosen, Bar.of(answers, self.most_answers)),
                Cell(_touched(self.zones, line.answering), self.zones_url + chosen),
                Cell(_touched(self.kinds, line.answering), self.kinds_url + chosen),
                Cell(line.sides),
            ),
        )


def voices(scope: Scope, *, name: str) -> Table:
    """Return a row for each problem that anybody names or any practice answers."""
    lines = _lines(scope)
    sides = _Sides(scope, lines)
    return Table(
        name,
        "谁提出问题，谁有做法",
        "一行是一个问题；有人提出而没有做法的排在前面。",
        scope.practices,
        ("问题",),
        _columns(sides.speakers),
        lines,
        sides.row,
        NOTES,
    )


def _columns(speakers: Axis) -> tuple[Column, ...]:
    return (
        Column("陈述", "说到这个问题的原话，一处一条"),
        *(Column(speaker.label, "其中由这一类人提出的条数") for speaker in speakers.values),
        Column("提出者的高新区", "说话人来自几家高新区；企业和学者多不注明"),
        Column("做法", "回应这个问题的做法数"),
        Column("做法的高新区", "这些做法出自几家高新区"),
        Column("做法的党组织类别", "这些做法由几类党组织承担"),
        Column("对照", "按现在的条件只有一边时，写明缺的是哪一边", has_words=True),
    )


def _touched(places: Axis, records: BitMap) -> int:
    """Return how many values any of the records has."""
    return sum(1 for of in places.records if of.intersect(records))


def stated_zones(scope: Scope, *, name: str) -> Table:
    return counts(scope.statements, "zone", name=name, path=scope.path("statements"))


def statements(scope: Scope, *, name: str) -> Table:
    """Return a row for each statement: the words, who says them, and where."""
    selection = scope.statements
    lines = numbers(selection.selected).tolist()
    loaded: dict[int, ProblemStatement] = {}

    def row(pk: int) -> Row:
        if pk not in loaded:
            place = lines.index(pk)
            rows = ProblemStatement.objects.select_related("problem", "source", "answer__interview")
            loaded.update(rows.in_bulk(lines[place : place + _AT_ONCE]))
        quoted = loaded[pk]
        speakers, zones = (selection.shelf.values_of(pk, facet) for facet in ("speaker", "zone"))
        return Row(
            (Term(quoted.problem.code, quoted.problem.name, quoted.problem.get_absolute_url()),),
            (
                Cell(quoted.quote, quoted.passage_url),
                Cell("、".join(speaker.label for speaker in speakers)),
                Cell("、".join(zone.label for zone in zones)),
                Cell(str(quoted.source)),
            ),
        )

    return Table(
        name,
        "问题陈述",
        "一行是一处原话。",
        selection,
        ("问题",),
        (
            Column("原话", "出处里的原话", has_words=True),
            Column("提出者", "说话人的类型", has_words=True),
            Column("高新区", "说话人所在的高新区", has_words=True),
            Column("出处", "原话所在的文献", has_words=True),
        ),
        lines,
        row,
        NOTES[:1],
    )
