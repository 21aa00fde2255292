"""Different addresses of each kind of page, so that nothing measured comes from a cache."""

import random
from urllib.parse import urlencode

# Common words, for which nearly every record is a hit, and words of the middle.
WORDS = [
    "党建",
    "党员",
    "支部",
    "企业",
    "高新区",
    "服务",
    "书记",
    "工作",
    "组织",
    "活动",
    "园区",
    "党员教育",
    "非公企业",
    "流动党员",
    "产业链",
    "先锋",
    "红色",
    "人才",
]
QUESTIONS = (
    "老板不重视党建怎么办",
    "党员流动大怎么管理",
    "支部活动没人参加怎么办",
    "企业没有场地怎么开展活动",
    "怎样发挥党员先锋作用",
)
AXES = ("problem", "theme", "zone", "province", "region", "year", "guest_type", "org_type")


def values() -> dict[str, list[str]]:
    """Return what filters may be set to in the present base."""
    from taggit.models import Tag

    from practices.models import Problem, Theme
    from zones.models import Zone

    return {
        "problem": list(Problem.objects.values_list("code", flat=True)),
        "theme": list(Theme.objects.values_list("code", flat=True)),
        "zone": list(Zone.objects.order_by("pk").values_list("slug", flat=True)),
        "province": ["11", "31", "32", "37", "44", "50", "51", "61"],
        "year": [str(year) for year in range(2012, 2026)],
        "tag": list(Tag.objects.order_by("pk").values_list("name", flat=True)[:500]),
        "stage": ["pilot", "expanding", "routine"],
        "sort": ["newest", "started", "name"],
        "page": [str(page) for page in range(1, 40)],
    }


def addresses(count: int, seed: int = 7) -> dict[str, list[str]]:
    """Return `count` different addresses of each kind of page; the same for base and seed."""
    from practices.models import Practice

    draw, offered = random.Random(seed), values()  # noqa: S311
    newest = list(Practice.objects.order_by("-pk").values_list("slug", flat=True)[:5000])

    def only_once() -> tuple[str, str]:
        return ("n", f"{draw.random()}")

    def filtered(most: int, **more: str) -> str:
        names = draw.sample(sorted(offered), draw.randint(0, most))
        pairs = [(name, draw.choice(offered[name])) for name in names]
        return urlencode([*more.items(), *pairs, only_once()])

    def words() -> str:
        return " ".join(draw.sample(WORDS, draw.randint(1, 2)))

    def crossed() -> str:
        rows, columns = draw.sample(AXES, 2)
        return urlencode([("rows", rows), ("cols", columns), only_once()])

    kinds = {
        "catalogue": lambda: f"/practices/?{filtered(4)}",
        "catalogue, words": lambda: f"/practices/?{filtered(2, q=words())}",
        "catalogue, table": lambda: f"/practices/?{filtered(2, view='table')}",
        "search, words": lambda: f"/search/?{urlencode([('q', words()), only_once()])}",
        "search, questions": lambda: (
            f"/search/?{urlencode([('q', draw.choice(QUESTIONS)), only_once()])}"
        ),
        "search, one kind": lambda: f"/search/?{filtered(1, q=words(), kind='practice')}",
        "suggestions": lambda: f"/search/suggest/?{urlencode([('q', words()[:2]), only_once()])}",
        "practice": lambda: f"/practices/{draw.choice(newest)}/?{urlencode([only_once()])}",
        "matrix 42 × 49": lambda: f"/matrix/?{filtered(1)}",
        "matrix, others": lambda: f"/matrix/?{crossed()}",
        "analysis": lambda: f"/analysis/?{filtered(2)}",
        "problem": lambda: (
            f"/problems/{draw.choice(offered['problem'])}/?{urlencode([only_once()])}"
        ),
        "zone": lambda: f"/zones/{draw.choice(offered['zone'])}/?{urlencode([only_once()])}",
        "home": lambda: f"/?{urlencode([only_once()])}",
    }
    return {name: [make() for _ in range(count)] for name, make in kinds.items()}
