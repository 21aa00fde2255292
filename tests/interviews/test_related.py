"""Interviews lead to one another: the next in the list, and those with something in common."""

import re

import pytest

from tests.factories import (
    AnswerFactory,
    AppearanceFactory,
    EvidenceFactory,
    GuestFactory,
    InterviewFactory,
    PracticeFactory,
    ProblemFactory,
    ProblemStatementFactory,
    ZoneFactory,
)
from tests.support.pages import html, words

pytestmark = pytest.mark.django_db


def interview(title: str, dated: str, **guest):
    """Make a published interview with one published guest."""
    made = InterviewFactory(title=title, source__dated=dated, published=True)
    AppearanceFactory(interview=made, published=True, **guest)
    return made


def others(client, record) -> str:
    """Return what the foot of the page says of other interviews."""
    page = html(client, record.get_absolute_url())
    foot = re.search(r'<section class="section interview-related".*?</section>', page, re.DOTALL)
    return words(f"{foot.group()}</main>") if foot else ""


def ways(client, record) -> dict[str, str]:
    page = html(client, record.get_absolute_url())
    return {rel: url for url, rel in re.findall(r'href="([^"]+)" rel="(prev|next)"', page)}


def test_the_next_interviews_are_those_of_the_list(client):
    older, middle, newer = (
        interview(f"{year}年的访谈", f"{year}-05") for year in (2019, 2020, 2021)
    )
    InterviewFactory(title="还是草稿", source__dated="2020-06")
    assert ways(client, middle) == {
        "prev": newer.get_absolute_url(),
        "next": older.get_absolute_url(),
    }
    assert ways(client, newer) == {"next": middle.get_absolute_url()}
    assert ways(client, older) == {"prev": middle.get_absolute_url()}


def test_an_interview_alone_leads_nowhere(client):
    alone = interview("只此一篇", "2020")
    assert ways(client, alone) == {}
    assert others(client, alone) == ""


def test_related_interviews_say_why_they_are_shown(client):
    guest, zone = GuestFactory(name="沈言", published=True), ZoneFactory(published=True)
    here = interview("临江访谈", "2020", guest=guest, zone=zone)
    interview("无关的访谈", "2018")
    again = interview("沈言再谈", "2021", guest=guest)
    neighbour = interview("同区的访谈", "2019", zone=zone)
    told = others(client, here)
    assert f"{again.title} 同一位嘉宾：沈言" in told
    assert f"{neighbour.title} 同一高新区：{zone.short_name}" in told
    assert "无关的访谈" not in told
    assert told.index(again.title) < told.index(neighbour.title)


def test_practices_and_problems_that_both_speak_of_tie_them(client):
    here, there = interview("甲地访谈", "2020"), interview("乙地访谈", "2021")
    practice, problem = PracticeFactory(name="红领沙龙", published=True), ProblemFactory()
    for record in (here, there):
        answer = AnswerFactory(question__interview=record, published=True)
        EvidenceFactory(practice=practice, answer=answer, published=True)
        ProblemStatementFactory(problem=problem, answer=answer, published=True)
    told = others(client, here)
    assert f"{there.title} 都谈到的做法：红领沙龙；都说到的问题：{problem.name}" in told


def test_nothing_unpublished_is_a_tie_or_is_tied(client):
    guest = GuestFactory(name="隐名者")
    here = interview("甲地访谈", "2020")
    there = interview("乙地访谈", "2021")
    hidden = InterviewFactory(title="藏而未发的访谈")
    practice = PracticeFactory(name="藏而未发的做法")
    for record in (here, there, hidden):
        AppearanceFactory(interview=record, guest=guest)
        answer = AnswerFactory(question__interview=record)
        EvidenceFactory(practice=practice, answer=answer)
    page = html(client, here.get_absolute_url())
    assert others(client, here) == ""
    for secret in ("隐名者", "藏而未发"):
        assert secret not in page
