"""The curated catalogue: whole, and tied to the words."""

import pytest

from imports.catalogue.loading import load_catalogue
from interviews.models import Appearance, Guest, Interview
from practices.models import Measure, Practice, ProblemStatement
from practices.services import load_vocabularies
from sources.services import quoting_models
from zones.models import Alliance, HostUnit, PartyOrganization, ZoneFact
from zones.services import load_zones

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def catalogue(shared):
    load_zones()
    load_vocabularies()
    load_catalogue()


def parts(measure_or_practice, parent=None) -> dict:
    measures = measure_or_practice.measures.all() if parent is None else parent.children.all()
    return {
        measure.label: parts(measure_or_practice, measure)
        for measure in measures
        if measure.parent == parent
    }


def test_every_kind_of_record_of_the_seed_is_there(catalogue):
    assert Interview.objects.visible_to(None).count() == 1
    assert set(Guest.objects.visible_to(None).values_list("name", flat=True)) == {
        "傅岗",
        "沙凯",
        "何勇洲",
        "杨倩",
        "刘洋",
        "崔志利",
    }
    assert HostUnit.objects.published().count() == 3
    assert PartyOrganization.objects.published().count() >= 15
    assert Practice.objects.published().count() >= 20
    assert Alliance.objects.filter(founded="2020-09").exists()


def test_the_answers_have_the_paragraphs_of_the_article(catalogue):
    answers = Interview.objects.get().answers.order_by("number")
    assert [len(answer.paragraphs) for answer in answers] == [3, 3, 3, 2, 5, 2, 4]


def test_yi_xin_san_liang_is_taken_apart_to_the_last_word(catalogue):
    practice = Practice.objects.get(slug="yi-xin-san-liang")
    tree = parts(practice)
    assert list(tree) == ["一心", "三亮"]
    assert list(tree["三亮"]) == ["党员亮身份", "工作亮标准", "服务亮承诺"]
    assert practice.count_check() == "ok"


def test_san_zhuan_has_four_three_and_three_measures(catalogue):
    practice = Practice.objects.get(name__contains="三专")
    tree = parts(practice)
    assert [len(children) for children in tree.values()] == [4, 3, 3]


def test_every_measure_and_practice_has_its_words(catalogue):
    assert not Practice.objects.filter(evidence=None).exists()
    assert not Measure.objects.filter(evidence=None).exists()


def test_every_quote_stands_in_its_source_where_it_says(catalogue):
    checked = 0
    for model in quoting_models():
        for row in model.objects.select_related("source"):
            assert row.source.text[row.start : row.start + len(row.quote)] == row.quote
            checked += 1
    assert checked > 150


def test_the_problems_of_the_seed_are_stated_by_those_who_have_them(catalogue):
    stated = set(ProblemStatement.objects.values_list("problem__code", flat=True))
    assert stated >= {
        "P2.3", "P3.1", "P5.1", "P4.1", "P4.2", "P1.4", "P5.2", "P5.3",
        "P5.4", "P5.5", "P1.1", "P2.1", "P2.2", "P1.2", "P3.2", "P2.4",
    }  # fmt: skip
    said = ProblemStatement.objects.filter(problem__code="P1.1").first()
    assert said.answer.appearance.guest.name == "崔志利"


def test_the_organizations_of_xian_add_up(catalogue):
    total = ZoneFact.objects.get(zone__slug="xian", indicator="党组织")
    assert (total.number, total.parts.count(), total.sum_difference()) == ("1316", 5, 0)


def test_officials_speak_for_their_zones_and_secretaries_for_none(catalogue):
    spoken_for = dict(Appearance.objects.values_list("guest__name", "zone__slug"))
    assert spoken_for == {
        "傅岗": "chongqing",
        "沙凯": "xian",
        "何勇洲": "wuxi",
        "杨倩": "jinan",
        "刘洋": None,
        "崔志利": None,
    }
