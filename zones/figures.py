"""The figures of a zone, parts under their total."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from .models import ZoneFact


@dataclass
class FactRow:
    fact: ZoneFact
    parts: list[ZoneFact] = field(default_factory=list)

    @property
    def parts_make_the_total(self) -> bool:
        """Whether the parts add up; only then may a reader be told what the total is made of."""
        return sum(part.value for part in self.parts) == self.fact.value


def with_parts(facts: Iterable[ZoneFact]) -> list[FactRow]:
    """Put each part under its total; one whose total is not among `facts` stands alone."""
    facts = list(facts)
    rows = {fact.pk: FactRow(fact) for fact in facts}
    result = []
    for fact in facts:
        total = rows.get(fact.part_of_id)
        if total is None:
            result.append(rows[fact.pk])
        else:
            total.parts.append(fact)
    return result


def difference_words(difference: Decimal) -> str:
    """Say how the sum of the parts stands to the total."""
    if difference == 0:
        return "分项之和等于合计"
    return f"分项之和比合计{'多' if difference > 0 else '少'} {abs(difference).normalize():f}"
