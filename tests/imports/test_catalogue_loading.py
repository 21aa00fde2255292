"""Loading the catalogue: again, after editors, from nothing, and not with a mistake in it."""

import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from editorial.models import State
from imports.catalogue.files import CatalogueError
from imports.catalogue.loading import FIXTURES, load_catalogue
from interviews.models import Interview
from practices.models import Evidence, Practice
from practices.services import load_vocabularies
from tests.factories import EditorFactory
from zones.models import Zone
from zones.services import load_zones

pytestmark = pytest.mark.django_db


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


@pytest.fixture(scope="module")
def base(shared):
    load_zones()
    load_vocabularies()


def test_loading_twice_adds_nothing(base):
    load_catalogue()
    again = load_catalogue()
    assert (again.added, again.updated, again.kept) == (0, 0, 0)
    assert again.unchanged > 400


def test_an_editors_changes_outlive_the_next_loading(base):
    load_catalogue()
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


# What is found wrong in a file, and that all is undone then, is the same on both databases.
a_mistake = pytest.mark.one_database


def copy_of_files(tmp_path: Path) -> Path:
    shutil.copytree(FIXTURES, tmp_path / "fixtures")
    return tmp_path / "fixtures" / "catalogue"


@a_mistake
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


@a_mistake
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
