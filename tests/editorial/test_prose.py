"""Text is tidied on its way in: nothing unseen, no HTML, no address that runs a script."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.prose import tidy, tidy_exact
from editorial.templatetags.editorial_tags import prose
from practices.models import Practice
from tests.factories import EditorFactory, EvidenceFactory, PracticeFactory, SourceFactory

from .desk import save

HAN = "党建引领高新区支部𠮷〇"
MARKUP = st.lists(
    st.one_of(
        st.text(HAN, max_size=3),
        st.sampled_from(
            ["<", ">", "</", "<b", "<script>", "<a href=x", "[", "](", ")", "javascript:", "/>"]
        ),
        st.sampled_from(["\u202e", "\u200b", "\x00", "\r\n", "\n", "&lt;", '"', "'", " ", "<!--"]),
        st.characters(),
    ),
    max_size=14,
).map("".join)


def han(text: str) -> str:
    return "".join(re.findall(f"[{HAN}]", text))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("党\u200b建\u202e引领\ufeff", "党建引领"),
        ("一\x00二\x07三\x85", "一二三"),
        ("一\r\n二\r三", "一\n二\n三"),
        ("<p>党建<br/>工作</p>", "党建工作"),
        ('<a href="x" onclick="y">党建</a>', "党建"),
        ("<script>alert(1)</script>", "alert(1)"),
        ("<<b>b>党建", "党建"),
        ("<!-- 党建 -->", "<!-- 党建 -->"),
        ("占比 < 30%，增速 > 5%", "占比 < 30%，增速 > 5%"),
        ("a<b且c>d", "a<b且c>d"),
        ("1<x<3", "1<x<3"),
        ("见[附件](JavaScript:alert(1))", "见附件"),
        ("见[附件]( java\nscript:x)", "见附件"),
        ("见[附件](data:text/html,x)", "见附件"),
        ("见[附件](https://example.org/a_(b))", "见[附件](https://example.org/a_(b))"),
        ("见[附件](/practices/)", "见[附件](/practices/)"),
        ("**加粗**、- 列表、> 引用", "**加粗**、- 列表、> 引用"),
    ],
)
def test_what_is_typed_is_tidied(typed, kept):
    assert tidy(typed) == kept


@given(MARKUP)
def test_tidying_twice_is_tidying_once(text):
    assert tidy(tidy(text)) == tidy(text)


@given(MARKUP)
def test_no_chinese_character_is_ever_lost(text):
    links_dropped = re.sub(r"\]\([^()]*(?:\([^()]*\)[^()]*)*\)", "]", text)
    assert han(tidy(links_dropped)) == han(links_dropped)


@given(st.text(HAN + "，。！？：“”（）《》—…、；1aA \n", max_size=80))
def test_plain_chinese_prose_stays_as_it_is(text):
    assert tidy(text) == text


@given(MARKUP)
def test_what_readers_get_has_only_the_tags_that_prose_has(text):
    html = prose(tidy(text))
    tags = set(re.findall(r"<\s*/?\s*([a-zA-Z][\w:-]*)", html))
    assert tags <= {"p", "strong", "em", "ul", "ol", "li", "blockquote", "a", "br"}
    assert "javascript:" not in "".join(re.findall(r'href="([^"]*)"', html)).lower()


@given(st.text())
def test_words_of_others_lose_nothing_but_what_cannot_be_kept(text):
    assert tidy_exact(text) == text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


@pytest.mark.django_db
def test_a_form_tidies_what_is_the_office_s_own_and_no_quote(client):
    client.force_login(EditorFactory())
    practice = PracticeFactory()
    source = SourceFactory(text="他说\u200b“党建”<b>要</b>实。")
    row = EvidenceFactory(practice=practice, source=source, quote="党建”<b>要</b>实")
    answer = save(
        client,
        practice,
        body="<p>党\u200b建</p>",
        other_names="<i>甲</i>\r\n乙",
        **{"evidence-0-quote": "他说\u200b“党建”<b>要</b>"},
    )
    assert answer.status_code == 302
    practice = Practice.objects.get()
    assert (practice.body, practice.other_names) == ("党建", ["甲", "乙"])
    row.refresh_from_db()
    assert row.quote == "他说\u200b“党建”<b>要</b>"


@pytest.mark.django_db
def test_a_name_of_nothing_but_markup_is_no_name(client):
    client.force_login(EditorFactory())
    practice = PracticeFactory(name="三亮")
    assert save(client, practice, name="<b></b>\u200b").status_code == 200
    assert Practice.objects.get().name == "三亮"
