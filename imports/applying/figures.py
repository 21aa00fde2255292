"""Figures of zones, and who said to have which problem, as an editor accepted them."""

from __future__ import annotations

from decimal import Decimal

from editorial.loading import CONFLICT, Entry, Tally
from imports.applying.quoting import chosen_terms, put_quoted
from imports.applying.talk import Talk
from imports.draft import Draft, FactDraft
from imports.matching import zone_named
from interviews.models import Question
from practices.models import Problem, ProblemStatement
from sources.models import Source
from zones.models import Zone, ZoneFact


def put_facts(draft: Draft, source: Source, tally: Tally) -> None:
    """The figures of zones; those of anybody else have no place yet and are listed."""
    rows: dict[tuple[int, str], ZoneFact] = {}
    seen: set[int] = set()
    # Totals first: a part names its total.
    numbered = sorted(enumerate(draft.facts, start=1), key=lambda pair: bool(pair[1].part_of))
    for position, fact in numbered:
        zone = zone_named(fact.subject)
        if zone is None:
            whose = f"库里没有“{fact.subject}”" if fact.subject else "没有注明属于哪个高新区"
            name = f"{fact.indicator}：{fact.text}（{whose}，没有写入）"
            tally.entries.append(Entry(CONFLICT, None, ZoneFact, name))
            continue
        total = rows.get((zone.pk, fact.part_of))
        row = _put_fact(fact, zone, source, total, position, seen, tally)
        if row is not None:
            rows[zone.pk, fact.text] = row


def _put_fact(
    fact: FactDraft,
    zone: Zone,
    source: Source,
    total: ZoneFact | None,
    position: int,
    seen: set[int],
    tally: Tally,
) -> ZoneFact | None:
    figure = {"zone": zone, "source": source, "value": Decimal(str(fact.value))}
    return put_quoted(
        ZoneFact,
        key={**figure, "indicator": fact.indicator, "quote": fact.quote},
        values={
            "unit": fact.unit,
            "exactness": fact.exactness,
            "as_of": fact.as_of,
            "as_of_words": fact.as_of_words,
            "part_of": total,
            "position": position,
        },
        # The figures of one sentence quote the same words and differ in what they count.
        rivals=ZoneFact.objects.filter(**figure, unit=fact.unit).exclude(quote=fact.quote),
        seen=seen,
        tally=tally,
    )


def put_statements(draft: Draft, source: Source, talk: Talk, tally: Tally) -> None:
    seen: set[int] = set()
    for statement in draft.statements:
        (problem,) = chosen_terms(Problem, [statement.code])
        said = {"problem": problem, "source": source}
        answer = talk.answer_with(statement.quote, statement.start, statement.end)
        put_quoted(
            ProblemStatement,
            key={**said, "quote": statement.quote},
            values={
                "answer": answer,
                "question": None if answer else _question_with(source, statement.quote),
            },
            rivals=ProblemStatement.objects.filter(**said),
            seen=seen,
            tally=tally,
        )


def _question_with(source: Source, quote: str) -> Question | None:
    return Question.objects.filter(interview__source=source, text__contains=quote).first()
