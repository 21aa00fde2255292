"""What stands at a passage: its card, and the ways to cite it and to report a mistake."""

import re

import pytest

from tests.factories import (
    AnswerFactory,
    AppearanceFactory,
    EditorFactory,
    EvidenceFactory,
    InterviewFactory,
    PracticeFactory,
    ProblemFactory,
    ProblemStatementFactory,
    QuestionFactory,
    SourceFactory,
    ZoneFactory,
)
from tests.support.pages import html

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def answer():
    words = "我们办了红领沙龙，职工都来。"
    source = SourceFactory(text=f"怎么抓的？\n{words}", published=True)
    interview = InterviewFactory(source=source, published=True)
    question = QuestionFactory(interview=interview, text="怎么抓的？", published=True)
    return AnswerFactory(question=question, text=words, published=True)


def cards(page: str) -> dict[str, str]:
    """Return the text of each card by the address that it stands for."""
    pattern = r'<span class="spoken-card" data-for="([^"]+)">(.*?)</span>\s+</span>'
    found = re.findall(pattern, page, re.DOTALL)
    return {url: re.sub(r"<[^>]+>|\s+", " ", card) for url, card in found}


def test_every_subject_has_one_card_with_its_gist_and_zones(client, answer):
    zone, hidden = ZoneFactory(published=True), ZoneFactory(short_name="藏龙")
    practice = PracticeFactory(gist="每月谈一次。", zones=[zone, hidden], published=True)
    for quote in ("办了红领沙龙", "职工都来"):
        EvidenceFactory(practice=practice, answer=answer, quote=quote, published=True)
    problem = ProblemFactory(scope_note="只指认识上的。")
    ProblemStatementFactory(problem=problem, answer=answer, quote="我们", published=True)
    shown = cards(html(client, answer.interview.get_absolute_url()))
    assert set(shown) == {practice.get_absolute_url(), problem.get_absolute_url()}
    told = shown[practice.get_absolute_url()]
    for part in ("做法", zone.short_name, practice.name, practice.gist):
        assert part in told
    assert "藏龙" not in told
    assert problem.scope_note in shown[problem.get_absolute_url()]


def test_what_is_not_published_has_no_card(client, answer):
    EvidenceFactory(practice__gist="藏而未发", answer=answer, quote="红领沙龙")
    page = html(client, answer.interview.get_absolute_url())
    assert "藏而未发" not in page
    assert cards(page) == {}


def test_quoted_words_are_cited_and_reported_where_they_were_said(client, answer):
    evidence = EvidenceFactory(answer=answer, quote="红领沙龙", published=True)
    page = html(client, evidence.practice.get_absolute_url())
    address, anchor = answer.interview.get_absolute_url(), answer.paragraphs[0].anchor
    assert f'href="/cite{address.replace("interviews", "interview")}?at={anchor}"' in page
    assert f'href="/report/?of={address.replace("/", "%2F")}&amp;at={anchor}"' in page


def test_words_of_a_document_are_cited_and_reported_there(client):
    evidence = EvidenceFactory(published=True)
    page = html(client, evidence.practice.get_absolute_url())
    assert f'href="/cite/source/{evidence.source_id}/"' in page
    assert f'href="/report/?of=%2Fsources%2F{evidence.source_id}%2F%3Fat%3D' in page


def test_questions_lead_to_one_another(client):
    interview = InterviewFactory(published=True)
    for text in ("为什么抓？", "抓什么？", "怎么抓？"):
        QuestionFactory(interview=interview, text=text, published=True)
    page = html(client, interview.get_absolute_url())
    middle = page[page.index('id="q2"') : page.index('id="q3"')]
    assert re.findall(r'href="#(q\d)"', middle)[-2:] == ["q1", "q3"]


def test_editors_find_the_way_to_the_form_and_others_do_not(client, answer):
    AppearanceFactory(interview=answer.interview, published=True)
    guest, source = answer.appearance.guest, answer.interview.source
    pages = [record.get_absolute_url() for record in (answer.interview, guest, source)]
    for page in pages:
        assert "编辑此页" not in html(client, page)
    client.force_login(EditorFactory())
    for page in pages:
        assert "编辑此页" in html(client, page)


def test_a_paragraph_is_collected_with_its_words(client, answer):
    page = html(client, answer.interview.get_absolute_url())
    menu = re.search(r'<details class="passage-menu.*?</details>', page, re.DOTALL)[0]
    name = re.search(r'name="piece" value="([^"#]+)', menu)[1]
    client.post("/basket/add/", {"piece": name}, headers={"Origin": "http://testserver"})
    basket = html(client, "/basket/")
    assert f"<p>{answer.text}</p>" in basket


def test_a_paragraph_whose_words_are_not_in_its_document_has_no_button(client, answer):
    type(answer).objects.filter(pk=answer.pk).update(text="别的话。")
    page = html(client, answer.interview.get_absolute_url())
    menu = re.search(r'<details class="passage-menu.*?</details>', page, re.DOTALL)[0]
    assert "收入材料篮" not in menu
