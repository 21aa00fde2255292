"""Nothing that is not published is counted, on pages or in files, by whatever way it is tied."""

import pytest

from practices.analysis.listed import TABLES
from search.indexing import together
from tests.factories import (
    AnswerFactory,
    AppearanceFactory,
    EditorFactory,
    EvidenceFactory,
    GuestFactory,
    PartyOrganizationFactory,
    ProblemFactory,
    ProblemStatementFactory,
    ThemeFactory,
    ZoneFactory,
)
from tests.practices.analysed import PUBLISHED, answering, csv_of, rows
from tests.support.pages import html

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(scope="module")
def terms(shared):
    """Two published practices with everything, and the statement of a problem."""
    problems, theme = ProblemFactory.create_batch(2), ThemeFactory()
    zone = ZoneFactory(**PUBLISHED)
    answer = AnswerFactory(appearance__zone=zone, **PUBLISHED)
    organization = PartyOrganizationFactory(kind="branch", **PUBLISHED)
    tied = {"zones": [zone], "themes": [theme], "organizations": [organization]}
    for name in ("一心三亮", "三个抓手"):
        EvidenceFactory(practice=answering(problems, name=name, **tied), answer=answer)
    ProblemStatementFactory(problem=problems[0], answer=answer)
    return problems, theme


def hide(problems, theme) -> None:
    """Make records that are tied to those that visitors see, and are not published themselves."""
    with together():
        draft = answering(problems, name="双培一创", themes=[theme], published=False)
        EvidenceFactory(practice=draft, answer=AnswerFactory(**PUBLISHED))
        practice = answering([], name="党建生态圈", published=True)
        practice.zones.add(ZoneFactory())
        practice.organizations.add(PartyOrganizationFactory(kind="committee"))
        for answer in (AnswerFactory(), AnswerFactory(published=False)):
            EvidenceFactory(practice=practice, answer=answer)
            ProblemStatementFactory(problem=problems[1], answer=answer)
        interview = AnswerFactory(**PUBLISHED).interview
        interview.state = "draft"
        interview.save()
        ProblemStatementFactory(problem=problems[1], answer=interview.answers.get())
        practice.state = "draft"
        practice.save()


def pages(client) -> dict[str, list]:
    return {name: rows(html(client, f"/analysis/{name}/")) for name in TABLES}


def files(client) -> dict[str, list]:
    return {name: csv_of(client, f"/analysis/{name}/") for name in TABLES}


def test_what_is_hidden_changes_no_page_and_no_file(client, terms):
    shown, taken = pages(client), files(client)
    hide(*terms)
    assert pages(client) == shown
    assert files(client) == taken


def test_an_editor_sees_drafts_on_the_page_and_takes_away_what_everybody_may_see(client, terms):
    taken = files(client)
    hide(*terms)
    matrix = csv_of(client, "/matrix/?rows=problem&cols=theme")
    client.force_login(EditorFactory())
    assert len(rows(html(client, "/analysis/slogan-names/"))) == 3
    assert files(client) == taken
    assert csv_of(client, "/matrix/?rows=problem&cols=theme") == matrix


def test_hidden_places_and_organizations_of_a_published_practice_are_not_told(client, terms):
    problems, theme = terms
    made = answering(problems[:1], zones=[ZoneFactory()], themes=[theme])
    made.organizations.add(PartyOrganizationFactory(kind="committee"))
    EvidenceFactory(practice=made, answer=AnswerFactory())
    for name in ("zone", "province", "org_type", "guest_type", "problem-zone"):
        lines = csv_of(client, f"/analysis/{name}/")[1:]
        assert {line[-2] for line in lines if name != "problem-zone"} <= {"2"}, name
    voices = {line[0]: line for line in csv_of(client, "/analysis/voices/")[1:]}
    assert voices[problems[0].code][-4:-1] == ["3", "1", "1"]


def test_a_speaker_who_is_not_published_is_counted_without_a_kind_or_a_zone(client, terms):
    problems, _ = terms
    answer = AnswerFactory(**PUBLISHED)
    guest = GuestFactory(name="赵隐名")
    answer.appearance = AppearanceFactory(
        interview=answer.interview, guest=guest, zone=ZoneFactory(**PUBLISHED), kind="scholar"
    )
    answer.save()
    ProblemStatementFactory(problem=problems[1], answer=answer)
    head, *lines = csv_of(client, f"/analysis/voices/?problem={problems[1].code}")
    (line,) = (dict(zip(head, line, strict=True)) for line in lines)
    assert (line["陈述"], line["未公开的嘉宾"], line["提出者的高新区"]) == ("1", "1", "0")
    assert "专家学者" not in line
    assert "赵隐名" not in html(client, "/analysis/statements/")
