"""What was repaired is told by kind, in the order of the repair."""

from sources.repairs import repairs_by_rule


def test_accepted_repairs_are_counted_by_rule():
    repairs = [
        {"rule": "D6", "accepted": True},
        {"rule": "D1", "accepted": True},
        {"rule": "D1", "accepted": True},
        {"rule": "D3", "accepted": False},
        {"rule": "X9"},
    ]
    counts = [(repair.rule, repair.count) for repair in repairs_by_rule(repairs)]
    assert counts == [("删去混入的注音", 2), ("半角标点改为全角", 1), ("其他修复", 1)]
