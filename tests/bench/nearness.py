"""How often what is shown as near a practice is what editors tied to it.

Of each practice that editors related to others: which share of these is among those shown
(`recall`), and one divided by the place of the first (`MRR`).
"""

from collections import defaultdict
from statistics import mean


def print_nearness() -> None:
    """Print the measures over the relations in the database."""
    from practices.models import Practice, PracticeRelation
    from practices.parts import PracticeParts
    from practices.related import SHOWN, Nearness

    tied: dict[int, set[int]] = defaultdict(set)
    for one, other in PracticeRelation.objects.visible_to(None).values_list("practice", "related"):
        tied[one].add(other)
        tied[other].add(one)
    recalls, ranks = [], []
    slugs = dict(Practice.objects.values_list("slug", "pk"))
    for practice in Practice.objects.filter(pk__in=tied):
        answers = PracticeParts(practice, None).answers
        near = [slugs[row.slug] for row in Nearness(practice, answers, None).nearest(())]
        others = tied[practice.pk]
        recalls.append(len(others & set(near)) / min(SHOWN, len(others)))
        ranks.append(next((1 / at for at, pk in enumerate(near, start=1) if pk in others), 0.0))
    if recalls:
        print(f"\nnear practices: recall {mean(recalls):.2f}, MRR {mean(ranks):.2f}", end=" ")
        print(f"(of {len(recalls)} practices with relations)")
