"""The curated catalogue: whole, tied to the words, loaded once, loud about a mistake."""

import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from editorial.models import State
from imports.catalogue.files import CatalogueError
from imports.catalogue.loading import FIXTURES, load_catalogue
from interviews.models import Appearance, Guest, Interview
from practices.models import Evidence, Measure, Practice, ProblemStatement
from practices.services import load_vocabularies
from sources.services import quoting_models
from tests.factories import EditorFactory
from zones.models import Alliance, HostUnit, PartyOrganization, Zone, ZoneFact
from zones.services import load_zones

pytestmark = pytest.mark.django_db


@pytest.fixture
def base():
    load_zones()
    load_vocabularies()


@pytest.fixture
def catalogue(base):
    return load_catalogue()


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


def test_loading_twice_adds_nothing(catalogue):
    again = load_catalogue()
    assert (again.added, again.updated, again.kept) == (0, 0, 0)
    assert again.unchanged > 400


def test_an_editors_changes_outlive_the_next_loading(catalogue):
    practice = Practice.objects.get(slug="yi-xin-san-liang")
    practice.gist = "编辑改过的一句话。"
    practice._history_user = EditorFactory()
    practice.save()
    evidence = practice.evidence.first()
    evidence._history_user = EditorFactory()
    evidence.delete()
    again = load_catalogue()
    assert Practice.objects.get(slug="yi-xin-san-liang").gist == "编辑改过的一句话。"
    assert again.kept == 2
    assert again.added == 0


def copy_of_files(tmp_path: Path) -> Path:
    shutil.copytree(FIXTURES, tmp_path / "fixtures")
    return tmp_path / "fixtures" / "catalogue"


@pytest.mark.parametrize(
    ("file", "right", "wrong", "complaint"),
    [
        ("statements.yaml", "企业主对党建工作重视不够", "企业主很重视", "没有这句话"),
        ("statements.yaml", "problem: P1.1, answer: 4", "problem: P1.1, answer: 5", "没有这句话"),
        ("statements.yaml", "problem: P1.1, answer: 4", "problem: P9.9, answer: 4", "P9.9"),
        ("practices-xian.yaml", 'quote: "', 'quote: "不', "没有这句话"),
        ("practices-xian.yaml", "organizations: [xian-zzb]", "organizations: [nobody]", "nobody"),
        ("organizations.yaml", "zone: xian", "zone: nowhere", "xian-dgw"),
        ("zones.yaml", "value: 1079", "value: 很大", "xian"),
        ("collections.yaml", "collections:", "collections: [", "YAML"),
    ],
)
def test_a_mistake_in_a_file_is_loud_and_loads_nothing(
    base, tmp_path, file, right, wrong, complaint
):
    folder = copy_of_files(tmp_path)
    text = (folder / file).read_text(encoding="utf-8")
    assert right in text
    (folder / file).write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(CatalogueError) as error:
        load_catalogue(folder)
    assert file in str(error.value)
    assert complaint in str(error.value)
    assert not Practice.objects.exists()
    assert not Interview.objects.exists()


def test_the_command_names_the_mistake_in_one_line(base, tmp_path):
    folder = copy_of_files(tmp_path)
    file = folder / "statements.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("党员数量少", "党员数量多", 1), encoding="utf-8"
    )
    with pytest.raises(CommandError, match=r"statements\.yaml.*党员数量多"):
        call_command("load_catalogue", folder, verbosity=0)
    with pytest.raises(CommandError, match="没有这个文件夹"):
        call_command("load_catalogue", tmp_path / "nowhere")


def test_prepare_makes_the_whole_base_and_a_second_run_keeps_it(capsys):
    call_command("prepare")
    zone = Zone.objects.get(slug="xian")
    zone.city = "西安"
    zone._history_user = EditorFactory()
    zone.save()
    call_command("prepare")
    assert Zone.objects.get(slug="xian").city == "西安"
    assert "编辑改过而保留" in capsys.readouterr().out
    assert Evidence.objects.count() > 100
    assert Practice.objects.exclude(state=State.PUBLISHED).count() == 0
