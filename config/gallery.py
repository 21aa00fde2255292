"""A page for the editors on which every component of the site's look stands with its hard cases.

What is shown is made up here and not stored: the longest names, the shortest, nothing, and many.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from types import SimpleNamespace

from django.core.paginator import Paginator
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from editorial.models import State
from interviews.models import Answer, Appearance, Guest, Interview, Question
from practices.answers import Answer as ProblemAnswer
from practices.covers import Cover, Square
from practices.models import (
    Evidence,
    Measure,
    Practice,
    PracticeProblem,
    Problem,
    ProblemStatement,
    Theme,
)
from practices.parts import Part, Related
from practices.vocabulary import Term
from search.facets import Chip, FacetItem, Loosening, PrintedFacet
from sources.models import Source
from zones.models import Zone
from zones.tiles import province_tiles

_LONG = "以“一核引领、两网融合、三级联动、四方协同”为抓手的两新组织党建高质量发展示范区建设行动"
_UNBROKEN = "https://example.org/" + "a" * 90
_SENTENCE = "非公企业党员流动性也很大，数量不固定"
_COLOURS = ("red", "red-deep", "ink", "ink-soft", "ink-faint", "line", "mark", "shade-1", "shade-4")
_PUBLISHED = {"pk": 0, "state": State.PUBLISHED}


@dataclass(frozen=True)
class Case:
    """One state of a component: what is hard about it, and how it looks."""

    about: str
    looks: SafeString


@dataclass(frozen=True)
class Shown:
    """A component, by the name of its template, with its cases."""

    name: str
    cases: list[Case]

    @property
    def is_row(self) -> bool:
        """Whether it is an item of a list."""
        return self.name.endswith("_row")


def gallery(request):
    shown = [
        Shown(
            name,
            [
                Case(about, render_to_string(f"components/{name}.html", context, request))
                for about, context in cases
            ],
        )
        for name, cases in _components()
    ]
    context = {"shown": shown, "colours": _COLOURS}
    return render(request, "gallery.html", context)


def _components() -> Iterator[tuple[str, list[tuple[str, dict]]]]:
    """Yield each component with its cases: what is hard, and the context."""
    yield from _of_finding()
    yield from _of_words()
    yield from _of_practices()
    yield from _of_vocabularies()
    yield from _of_states()


def _practice(**values) -> Practice:
    made = {"name": "一心三亮", "slug": "yi-xin-san-liang", "gist": "以不忘初心抓实组织生活。"}
    return Practice(**(_PUBLISHED | {"updated_at": datetime.now(UTC)} | made | values))


def _problem(name: str = "党员流动性大", **values) -> Problem:
    made = {"code": "P3.2", "plain_question": "党员流动大，怎么管？", "scope_note": "去向难掌握。"}
    return Problem(pk=0, name=name, **(made | values))


def _theme(name: str = "组织覆盖") -> Theme:
    return Theme(pk=0, code="T1.1", name=name, scope_note="党组织建到哪里。")


def _source() -> Source:
    text = f"同时，{_SENTENCE}，党组织不够稳定。"
    return Source(title=f"《{_LONG}》", text=text, **_PUBLISHED)


def _said(model, quote: str = _SENTENCE, posts: str = "党支部书记", **values):
    """Return words of an answer, as `model` keeps them."""
    source = _source()
    interview = Interview(title="座谈纪实", slug="zuotan", source=source, **_PUBLISHED)
    question = Question(pk=0, interview=interview, text="怎么管？", number=1)
    appearance = Appearance(
        pk=0,
        interview=interview,
        guest=Guest(name="崔志利", slug="cui-zhili", **_PUBLISHED),
        zone=Zone(name="重庆高新区", short_name="重庆高新区", slug="chongqing", **_PUBLISHED),
        posts_as_given=posts,
    )
    answer = Answer(
        pk=0,
        interview=interview,
        question=question,
        appearance=appearance,
        text=source.text,
        number=1,
        paragraph_numbers=[1],
    )
    return model(pk=0, source=source, answer=answer, quote=quote, start=3, **values)


def _of_finding() -> Iterator[tuple[str, list[tuple[str, dict]]]]:
    yield "search_box", [("空着", {}), ("很长的检索词", {"query": _LONG})]
    chips = [Chip("问题", "党员流动性大", "?"), Chip("主题", _LONG, "?")]
    yield "chips", [("一短一长", {"chips": chips, "clear_url": "?"})]
    items = [
        FacetItem("a", "组织覆盖", 12, True),
        FacetItem("b", _LONG, 100_000, False, [FacetItem("c", "下一级", 1, False)]),
        FacetItem("d", "没有做法的一项", 0, False),
    ]
    folded = [FacetItem(str(n), f"第{n}项", n, False) for n in range(30)]
    facet = PrintedFacet("g", "主题", items, folded, 33, "?", match_all=False)
    yield "facet", [("长的、没有的、折起的", {"facet": facet})]
    paginator = Paginator(range(2_000), 20)
    yield "pagination", [("很多页的当中", {"page": paginator.page(50)})]
    loosenings = [Loosening("问题", 3, "?"), Loosening(_LONG, 1, "?")]
    yield (
        "nothing_left",
        [
            ("放宽就有", {"message": "没有符合全部条件的做法。", "loosenings": loosenings}),
            ("怎样也没有", {"message": "没有符合条件的做法。", "loosenings": []}),
        ],
    )
    crumbs = [("做法", "/practices/"), (_LONG, "")]
    yield "breadcrumbs", [("长名", {"crumbs": crumbs})]


def _of_words() -> Iterator[tuple[str, list[tuple[str, dict]]]]:
    long = _said(Evidence, quote=_SENTENCE * 12, posts=_LONG * 2)
    yield (
        "quotation",
        [
            ("平常", {"quoted": _said(Evidence)}),
            ("长话、长职务", {"quoted": long}),
            ("不能折行的", {"quoted": _said(Evidence, quote=_UNBROKEN)}),
        ],
    )
    yield "words", [("平常", {"quoted": _said(Evidence)}), ("长话", {"quoted": long})]
    stated = _said(ProblemStatement, problem=_problem())
    yield "statement", [("整句，标出原话", {"quoted": stated})]
    word = [("职务", "党支部书记", ""), ("长的一项", _LONG, "/"), ("网址", _UNBROKEN, "/")]
    yield "definition_rows", [("长的、不能折行的", {"rows": word})]


def _of_practices() -> Iterator[tuple[str, list[tuple[str, dict]]]]:
    long = _practice(name=_LONG * 2, gist=_LONG * 6)
    short = _practice(name="链", gist="")
    mixed = _practice(name="“2510”倍增计划与1+X、APP", gist="用App把1,000多名党员连起来。")
    cases = [("平常", _practice()), ("最长", long), ("最短", short), ("中西文混排", mixed)]
    yield "practice_card", [(about, {"practice": practice}) for about, practice in cases]
    links = [PracticeProblem(pk=0, problem=_problem(), how="把业务骨干培养成党员。")]
    for link in links:
        link.words = [_said(Evidence)]
    answers = [ProblemAnswer(_practice(), links), ProblemAnswer(long, links * 2)]
    yield "answer_card", [("平常", {"answer": answers[0]}), ("最长", {"answer": answers[1]})]
    leaf = Part(Measure(pk=1, label="党员亮身份", content=_LONG), [_said(Evidence)], [])
    branch = Part(Measure(pk=2, label=_LONG, content=_LONG), [], [leaf, leaf])
    yield (
        "parts",
        [("只有一条", {"parts": [leaf]}), ("三层、长名", {"parts": [branch, leaf, branch]})],
    )
    related = [Related(_practice(), "包含", "之二"), Related(long, "借鉴")]
    yield "related_list", [("一短一长", {"related": related})]
    squares = [Square(x * 12, y * 12, (x + y) % 3 + 1) for x in range(24) for y in range(x % 5 + 1)]
    covers = [
        ("一条", Cover(1, ["甲"], squares[:1])),
        ("很多", Cover(99, list("甲乙丙丁戊"), squares)),
    ]
    yield "cover", [(about, {"cover": cover}) for about, cover in covers]


def _of_vocabularies() -> Iterator[tuple[str, list[tuple[str, dict]]]]:
    problems = [Term(_problem(), 3, 2), Term(_problem(_LONG, plain_question=_LONG), 0)]
    themes = [Term(_theme(), 12), Term(_theme(_LONG), 0)]
    yield "question_links", [("有做法的、没有的", {"terms": problems})]
    yield "problem_row", [("有做法", {"term": problems[0]}), ("没有，长名", {"term": problems[1]})]
    yield "theme_row", [("有做法", {"term": themes[0]}), ("没有，长名", {"term": themes[1]})]
    yield "term_links", [("有做法的、没有的", {"terms": themes})]
    yield "tags", [("一短一长", {"terms": [_theme(), _theme(_LONG)]})]
    counts = {"11": 1, "32": 18, "44": 14, "50": 4}
    yield (
        "tile_grid",
        [("只有四省", {"tiles": province_tiles(counts)}), ("没有", {"tiles": province_tiles({})})],
    )


def _of_states() -> Iterator[tuple[str, list[tuple[str, dict]]]]:
    yield "empty", [("没有内容", {"message": "还没有收录做法；收录后列在这里。"})]
    error = {
        "status": 404,
        "heading": "没有这一页",
        "message": "地址可能写错了，或者内容已经撤下。",
    }
    yield "error", [("找不到", error)]
    version = SimpleNamespace(number=2, at=datetime.now(UTC))
    cited = SimpleNamespace(is_now=True, now=version)
    yield "cited_version", [("引用的仍是这一版", {"cited": cited})]
