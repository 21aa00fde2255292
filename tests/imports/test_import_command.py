"""`manage.py import_interview`: what it prints, what it writes, how it ends."""

import json
import sys
from pathlib import Path
from subprocess import run

import pytest
from django.core.management import call_command

from imports.catalogue.loading import FIXTURES
from interviews.models import Answer, Interview
from sources.models import Source
from zones.services import load_zones

pytestmark = pytest.mark.django_db

SEED = FIXTURES / "seed-interview.txt"
CLEAN = Path(__file__).with_name("seed-clean.txt")
KEYS = [
    *("kind", "reason", "title", "publication", "author", "published_on", "url", "introduction"),
    *("hosts", "guests", "questions", "practices", "facts", "repairs", "gaps", "text"),
]


def test_a_dry_run_prints_one_object_of_the_contract_and_writes_nothing(capsys):
    load_zones()
    call_command("import_interview", SEED, dry_run=True, json=True)
    output = json.loads(capsys.readouterr().out)
    assert list(output) == KEYS
    assert output["kind"] == "interview"
    assert output["text"] == CLEAN.read_text(encoding="utf-8").rstrip("\n")
    answers = [answer for asked in output["questions"] for answer in asked["answers"]]
    assert [(one["guest"], len(one["paragraphs"])) for one in answers] == [
        ("傅岗", 3),
        ("何勇洲", 3),
        ("刘洋", 3),
        ("崔志利", 2),
        ("傅岗", 5),
        ("沙凯", 2),
        ("杨倩", 4),
    ]
    assert len(output["gaps"]) == 1
    assert not Source.objects.exists()


def test_a_run_makes_drafts_and_a_second_adds_nothing(capsys):
    load_zones()
    call_command("import_interview", SEED)
    call_command("import_interview", SEED)
    assert (Source.objects.count(), Interview.objects.count(), Answer.objects.count()) == (1, 1, 7)
    assert "已经导入过" in capsys.readouterr().out
    assert not Source.objects.published().exists()


def test_an_update_of_the_same_file_changes_nothing(capsys):
    load_zones()
    call_command("import_interview", SEED, published_on="2020-11-17")
    call_command("import_interview", SEED, published_on="2020-11-17", on_existing="update")
    assert "新增 0，更新 0" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [
        ("missing.txt", None, 2),
        ("empty.txt", b"", 2),
        ("blank.txt", b" \n\n ", 2),
        ("binary.txt", bytes(range(256)) * 20, 2),
        ("report.pdf", b"%PDF-1.7 ...", 2),
        ("note.txt", "编者按：本期专题讨论基层治理。".encode(), 1),
    ],
    ids=["missing", "empty", "blank", "binary", "pdf", "editor's note"],
)
def test_what_cannot_be_imported_gets_one_clear_line_and_writes_nothing(
    tmp_path, capsys, name, content, status
):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SystemExit) as stopped:
        call_command("import_interview", path)
    assert stopped.value.code == status
    complaint = capsys.readouterr().err
    assert len(complaint.strip().splitlines()) == 1
    assert not Source.objects.exists()


def test_a_folder_and_a_wrong_date_are_refused_in_one_line(tmp_path, capsys):
    for arguments in ((tmp_path,), (SEED, "--published-on", "2020-13")):
        with pytest.raises(SystemExit) as stopped:
            call_command("import_interview", *arguments)
        assert stopped.value.code == 2
        assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_the_program_itself_exits_with_the_promised_status(tmp_path, settings):
    command = [sys.executable, "manage.py", "import_interview", tmp_path / "missing.txt"]
    ended = run(command, cwd=settings.BASE_DIR, capture_output=True, check=False)  # noqa: S603
    assert ended.returncode == 2
    assert len(ended.stderr.decode().strip().splitlines()) == 1
