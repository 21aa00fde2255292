"""What was repaired in a damaged copy, in words for readers."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

RULES = {
    "D1": "删去混入的注音",
    "D2": "繁体转为简体",
    "D3": "复原错位的字节",
    "D4": "复原被注音截断的字",
    "D5": "标出已经丢失的文字",
    "D6": "半角标点改为全角",
    "D7": "删去与正文无关的文字",
    "手改": "编辑改正的文字",
}
OTHER = "其他修复"


@dataclass(frozen=True)
class RepairCount:
    rule: str
    count: int


def repairs_by_rule(repairs: Iterable[dict]) -> list[RepairCount]:
    """Count the accepted repairs of a source (dicts with `rule` and `accepted`) by rule."""
    rules = Counter(
        RULES.get(repair.get("rule"), OTHER) for repair in repairs if repair.get("accepted", True)
    )
    order = [*RULES.values(), OTHER]
    return [RepairCount(rule, rules[rule]) for rule in order if rules[rule]]
