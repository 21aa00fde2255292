"""What a document says of one practice: what it is, its parts, what came of it, and the words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from editorial.fields import display_partial_date
from practices.models import Evidence, Measure, Outcome

from .citing import Citing
from .drafting import Block, Entry, Heading, Paragraph, Quotation, Words, led, marked, plain
from .loading import Loaded
from .prose import paragraphs

_QUOTES = "“”‘’《》 "


def entry_of(loaded: Loaded, citing: Citing, remark: str = "") -> Entry:
    """Return a practice as a piece of a compilation; `remark` is what somebody noted on it."""
    return Entry(loaded.practice.name, (*remarks(remark), *blocks_of(loaded, citing)))


def remarks(text: str) -> list[Paragraph]:
    """Return what somebody noted on a piece, told apart from what the site says of it."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [Paragraph((Words("按：", is_strong=True), Words(line)), "按语") for line in lines]


def blocks_of(loaded: Loaded, citing: Citing) -> Iterator[Block]:
    """Yield all that is said of a practice; a speaker's post is given once."""
    known: set[str] = set()
    for block in _blocks(loaded, citing):
        if isinstance(block, Quotation):
            if block.speaker in known:
                block = replace(block, speaker=block.speaker.partition("，")[0])
            known.add(block.speaker)
        yield block


def _blocks(loaded: Loaded, citing: Citing) -> Iterator[Block]:
    practice = loaded.practice
    marks = [citing.source(pk) for pk in loaded.sources if citing.knows(pk)]
    yield marked(practice.gist, marks)
    if facts := "；".join(facts_of(loaded)):
        yield plain(f"{facts}。")
    yield from problems_of(loaded)
    yield from paragraphs(practice.background)
    yield from paragraphs(practice.body)
    quoted = _worth_quoting(loaded)
    yield from _parts(loaded, None, 1, quoted, citing)
    if loaded.outcomes:
        yield from (outcome_of(row, citing) for row in loaded.outcomes)
    words = [row for row in quoted if not row.measure_id]
    yield from map(citing.quotation, words)


def facts_of(loaded: Loaded) -> Iterator[str]:
    """Yield where, by whom and since when."""
    practice = loaded.practice
    if loaded.zones:
        yield f"所在高新区：{'、'.join(zone.short_name for zone in loaded.zones)}"
    if loaded.organizations:
        yield f"党组织：{'、'.join(row.name for row in loaded.organizations)}"
    if practice.started:
        yield f"开始时间：{display_partial_date(practice.started)}"
    if practice.stage:
        yield f"阶段：{practice.get_stage_display()}"


def problems_of(loaded: Loaded) -> Iterator[Paragraph]:
    """Yield the problems that it answers, each with how."""
    if loaded.links:
        answered = (
            f"{link.problem.name}：{link.how.rstrip('。')}" if link.how else link.problem.name
            for link in loaded.links
        )
        yield led("回应的问题：", f"{'；'.join(answered)}。")


def _parts(
    loaded: Loaded, parent: int | None, level: int, quoted: Sequence[Evidence], citing: Citing
) -> Iterator[Block]:
    """Yield the parts under a part as levels, each with its explanation and its words."""
    for measure in loaded.measures.get(parent, ()):
        yield Heading(str(measure), level)
        yield from paragraphs(measure.detail)
        yield from (citing.quotation(row) for row in quoted if row.measure_id == measure.pk)
        yield from _parts(loaded, measure.pk, level + 1, quoted, citing)


def outcome_of(outcome: Outcome, citing: Citing) -> Paragraph:
    """Return what came of a practice, with the place where it is said."""
    when = outcome.as_of_words or display_partial_date(outcome.as_of)
    before = "" if outcome.before is None else f"，原为{outcome.before.normalize():f}{outcome.unit}"
    noted = f"（{when}{before}）".replace("（，", "（") if when or before else ""
    cites = []
    if citing.knows(outcome.source_id):
        cites = [citing.passage(outcome.source_id, outcome.start, outcome.quote)]
    said = led("成效：", f"{outcome.indicator}：{outcome.display}{noted}", *cites)
    return replace(said, runs=(*said.runs, Words("。")))


def _worth_quoting(loaded: Loaded) -> list[Evidence]:
    """Return the words to print: none that stand within others, or in the name of their part."""
    names = {row.pk: row for rows in loaded.measures.values() for row in rows}
    longest = sorted(loaded.evidence, key=lambda row: -len(row.quote))
    kept: list[Evidence] = []
    for row in longest:
        repeats = any(row.quote in other.quote for other in kept)
        if not repeats and not _says_only(row, names.get(row.measure_id)):
            kept.append(row)
    return [row for row in loaded.evidence if row in kept]


def _says_only(row: Evidence, measure: Measure | None) -> bool:
    return measure is not None and row.quote.strip(_QUOTES) in f"{measure.label}{measure.content}"
