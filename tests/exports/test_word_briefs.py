"""A brief says problem, what others do and sources on one page, cut after whole sentences."""

import pytest

from exports.word.briefs import BRIEF, HEIGHT, Brief, Item, _height, fitted, shortened
from exports.word.citing import Citing
from exports.word.measuring import balanced, cells, chinese, lines_of
from sources.citations import gbt7714
from tests.factories import (
    CollectionFactory,
    CollectionItemFactory,
    PracticeFactory,
    PracticeProblemFactory,
    ProblemFactory,
    ProblemStatementFactory,
    SourceFactory,
    ZoneFactory,
)

from .documents import full_practice, taken

SENTENCE = "支部每月在车间开一次会，党员把难题带来，当场认领。"


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("刚好。", 3, "刚好。"),
        ("第一句。第二句。第三句。", 10, "第一句。第二句。……"),
        ("他说：“好！”我们记下了。", 9, "他说：“好！”……"),
        ("没有句号的一长段话，后面还有很多很多字", 14, "没有句号的一长段话……"),
        ("一二三四五六七八九十", 6, "一二三四……"),
    ],
)
def test_long_text_ends_after_a_sentence_and_says_that_it_goes_on(text, most, shown):
    assert shortened(text, most) == shown
    assert cells(shown) <= most


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("国" * 26, 1), ("国" * 27, 2), ("国" * 54, 2), ("国" * 55, 3), ("a" * 52, 1), ("", 1),
        # A mark that finds no room takes the character before it along.
        ("国" * 26 + "。", 2), ("国" * 53 + "（甲）", 3),
    ],
)  # fmt: skip
def test_lines_are_counted_as_they_are_set(text, lines):
    assert lines_of(text, 28) == lines


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (35, "三十五"),
        (101, "一百〇一"),
        (110, "一百一十"),
    ],
)
def test_headings_are_counted_as_word_counts_them(number, words):
    assert chinese(number) == words


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("短标题", ["短标题"]),
        ("高新区党建“为什么抓”“抓什么”“怎么抓”", ["高新区党建“为什么抓”", "“抓什么”“怎么抓”"]),
        ("国" * 21, ["国" * 10, "国" * 11]),
    ],
)
def test_long_titles_have_lines_of_one_length(title, lines):
    assert balanced(title, 20).split("\n") == lines


@pytest.mark.django_db
@pytest.mark.one_database
class TestBriefs:
    @pytest.mark.parametrize("practices", [1, 6, 60])
    @pytest.mark.parametrize("length", [1, 40])
    def test_one_page_holds_it_however_much_there_is(self, practices, length):
        sources = SourceFactory.create_batch(8, title="很长的题名" * 12, published=True)
        keys = [source.pk for source in sources]
        items = tuple(
            Item(f"做法{n}（某某高新区）：", SENTENCE * length, (keys[n % 8], keys[n % 7]))
            for n in range(practices)
        )
        problems = tuple(Item("老板不重视：", SENTENCE * length, (keys[0],)) for _ in range(9))
        brief = Brief("题" * 60, problems, items, "https://kb.example.org/" + "x" * 60)
        paper = fitted(brief, Citing(keys, ""))
        assert _height(paper) <= HEIGHT - BRIEF.pitch
        said = [block.text for block in paper.body]
        assert any(text.startswith("做法0") for text in said)
        shown = sum(text.startswith("做法") for text in said)
        assert (f"另有{practices - shown}项，这里放不下。" in said) is (shown < practices)

    def test_a_problem_tells_who_has_it_what_others_do_and_the_sources(self, client):
        problem = ProblemFactory(name="流动性大", scope_note="党员常换地方。")
        statement = ProblemStatementFactory(problem=problem, published=True)
        zone = ZoneFactory(published=True)
        practice = PracticeFactory(name="流动党员驿站", zones=[zone], published=True)
        PracticeProblemFactory(practice=practice, problem=problem, how="到驿站报到")
        file = taken(client, f"/word/problem/{problem.code}/brief.docx")
        assert [text for _, text in file.headings] == ["遇到的问题", "别处怎么做", "出处"]
        assert file.texts("Title") == [problem.plain_question]
        said = file.texts("Body Text")
        assert said[0] == "流动性大：党员常换地方。"
        assert f"“{statement.quote}”" in said[1]
        assert said[1].endswith("[1]")
        assert said[2] == f"流动党员驿站（{zone.short_name}）：{practice.gist}到驿站报到。"
        assert file.texts("出处条目") == [
            f"[1] {gbt7714(statement.source)}", f"全文见：http://testserver/problems/{problem.code}/",
        ]  # fmt: skip

    def test_a_practice_tells_what_it_is_for_and_how_it_is_done(self, client):
        practice = full_practice()
        file = taken(client, f"/word/practice/{practice.slug}/brief.docx")
        assert [text for _, text in file.headings] == ["针对什么问题", "怎么做", "出处"]
        link, outcome = practice.problem_links.get(), practice.outcomes.get()
        said = "\n".join(file.texts("Body Text"))
        for words in (
            f"{link.problem.name}：{link.how}",
            practice.gist.rstrip("。"),
            outcome.display,
        ):
            assert words in said
        assert "一心：不忘初心。初心课堂[1]。" in said

    def test_a_collection_tells_the_problems_that_most_of_it_answers_first(self, client):
        shared, own = ProblemFactory.create_batch(2, scope_note="说明。")
        collection = CollectionFactory(published=True)
        for problems in ([own, shared], [shared]):
            practice = PracticeFactory(published=True)
            CollectionItemFactory(collection=collection, practice=practice)
            for problem in problems:
                PracticeProblemFactory(practice=practice, problem=problem)
        file = taken(client, f"/word/collection/{collection.slug}/brief.docx")
        assert file.texts("Body Text")[:2] == [f"{one.name}：说明。" for one in (shared, own)]
