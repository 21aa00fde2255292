"""Ask the search every judged query and measure what it gives, by sort of query."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import mean

from search.finding import find_in
from search.models import Document
from search.queries import parse
from search.registry import kind_named
from search.spelling import nearly, sounding

from .measures import ndcg, recall, reciprocal_rank
from .queries import Judged

DEEP = 20


def ranking(judged: Judged) -> list[int]:
    """Return the documents that the page offers first for a query, best first."""
    kind, query = kind_named(judged.kind), parse(judged.query)
    if judged.sort == "pinyin":
        urls = [name.url for name in sounding(query)]
        rows = dict(Document.objects.filter(url__in=urls).values_list("url", "pk"))
        return [rows[url] for url in urls]
    meant = nearly(query) if judged.sort == "one_wrong_character" else ""
    return find_in(kind, parse(meant) if meant else query)[1][:DEEP].tolist()


@dataclass
class Measured:
    """The measures of one sort of query; `missed` are the queries below the best."""

    ndcg: list[float] = field(default_factory=list)
    rank: list[float] = field(default_factory=list)
    recall: list[float] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def add(self, judged: Judged, found: list[int]) -> None:
        self.ndcg.append(ndcg(found, judged.grades))
        self.rank.append(reciprocal_rank(found, judged.grades))
        self.recall.append(recall(found, judged.grades))
        if self.ndcg[-1] < 0.9 or self.rank[-1] < 1:
            self.missed.append(f"{judged.query} ({judged.kind}) {self.ndcg[-1]:.2f}")


def measure(queries: Iterable[Judged]) -> dict[str, Measured]:
    measured: dict[str, Measured] = defaultdict(Measured)
    for judged in queries:
        measured[judged.sort].add(judged, ranking(judged))
    return measured


def table(measured: dict[str, Measured]) -> str:
    """Return the measures by sort as lines of text."""
    lines = [f"{'sort of query':<22}{'queries':>8}{'nDCG@10':>9}{'MRR':>7}{'recall@20':>11}"]
    for sort, one in sorted(measured.items()):
        lines.append(
            f"{sort:<22}{len(one.ndcg):>8}{mean(one.ndcg):>9.3f}{mean(one.rank):>7.3f}"
            f"{mean(one.recall):>11.3f}"
        )
    scored = [score for sort, one in measured.items() if sort != "pinyin" for score in one.ndcg]
    lines.append(f"{'all but pinyin':<22}{len(scored):>8}{mean(scored):>9.3f}")
    return "\n".join(lines)
