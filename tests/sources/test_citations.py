"""References by GB/T 7714-2015; nothing that is not known is made up."""

import datetime

import pytest

from sources.citations import gbt7714, known_facts, left_out, left_out_said
from sources.models import Source


def cited(**fields) -> str:
    return gbt7714(Source(**{"kind": "article", "title": "党建引领发展", **fields}))


@pytest.mark.parametrize(
    ("fields", "reference"),
    [
        (
            {
                "author": "王建国、李志强",
                "publication": "党建通讯",
                "published": "2020-11-17",
                "volume": "12",
                "issue": "11",
                "pages": "5-8",
            },
            "王建国, 李志强. 党建引领发展[J]. 党建通讯, 2020, 12(11): 5-8.",
        ),
        (
            {"publication": "党建通讯", "published": "2020", "issue": "11"},
            "党建引领发展[J]. 党建通讯, 2020(11).",
        ),
        (
            {"kind": "newspaper", "publication": "日报", "published": "2020-11-17", "pages": "3"},
            "党建引领发展[N]. 日报, 2020-11-17(3).",
        ),
        (
            {
                "kind": "webpage",
                "author": "新华社",
                "published": "2020-11-17",
                "url": "https://example.org/a",
                "accessed_on": datetime.date(2026, 1, 9),
            },
            "新华社. 党建引领发展[EB/OL]. (2020-11-17)[2026-01-09]. https://example.org/a.",
        ),
        (
            {
                "kind": "book",
                "author": "王建国",
                "publisher_place": "北京",
                "publisher": "人民出版社",
                "published": "2019",
                "pages": "12",
            },
            "王建国. 党建引领发展[M]. 北京: 人民出版社, 2019: 12.",
        ),
        ({"kind": "report"}, "党建引领发展[R]."),
        ({"kind": "other", "published": "2020-09"}, "党建引领发展[Z]. 2020."),
        ({"title_is_supplied": True, "published": "2020"}, "[党建引领发展][J]. 2020."),
        ({"pages": "5"}, "党建引领发展[J]. 5."),
        ({"title": "什么是党建."}, "什么是党建.[J]."),
    ],
)
def test_reference(fields, reference):
    assert cited(**fields) == reference


def test_of_many_authors_three_are_named():
    assert cited(author="甲、乙、丙、丁").startswith("甲, 乙, 丙, 等. ")


@pytest.mark.parametrize("kind", Source.Kind.values)
def test_every_kind_has_a_mark_and_ends_once(kind):
    reference = cited(kind=kind)
    assert reference.count("[") == 1
    assert reference.endswith("].")


def test_only_known_facts_are_listed():
    source = Source(kind="article", title="党建", published="2020-09", issue="11")
    assert known_facts(source) == [
        ("文献类型", "期刊文章"),
        ("卷期", "第11期"),
        ("发表日期", "2020年9月"),
    ]


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({"author": "王建国", "publication": "日报", "published": "2020"}, ["期号", "页码"]),
        ({"kind": "webpage", "author": "新华社", "published": "2020"}, ["引用日期", "网址"]),
        ({"kind": "newspaper"}, ["责任者", "报名", "出版日期", "版次"]),
        ({"kind": "book", "author": "王建国", "publisher": "社"}, ["出版地", "出版年"]),
        ({"kind": "other", "author": "王建国", "published": "2020"}, []),
    ],
)
def test_what_the_standard_asks_for_and_the_text_lacks_is_named(fields, missing):
    source = Source(**{"kind": "article", "title": "党建引领发展", **fields})
    assert left_out(source) == missing
    listed = "、".join(missing)
    said = f"所收文本未载明{listed}，著录时从略，未作推补。" if missing else ""
    assert left_out_said(source) == said
