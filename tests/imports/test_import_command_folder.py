"""`manage.py import_interview FOLDER`: file by file, past the bad ones, to the sum at the end."""

import io
import json
from dataclasses import replace

import pytest
from django.core.management import call_command

from imports.management.commands import import_interview
from interviews.models import Interview
from practices.models import Practice
from sources.models import Source
from tests.imports.desk import TALK, word

pytestmark = pytest.mark.django_db

NOTE = "编者按：本期专题讨论基层治理。"


@pytest.fixture
def folder(tmp_path):
    """Two interviews, one of them in a folder below; an editor's note; a broken file."""
    place = tmp_path / "交来的文件"
    place.mkdir()
    (place / "b-访谈.txt").write_text(TALK, encoding="utf-8")
    (place / "a").mkdir()
    (place / "a" / "访谈.docx").write_bytes(word(TALK.replace("共建红色引擎", "再谈红色引擎")))
    (place / "c-按语.txt").write_text(NOTE, encoding="utf-8")
    (place / "d-坏.pdf").write_bytes(b"%PDF-1.7 ...")
    (place / ".hidden.txt").write_text(TALK, encoding="utf-8")
    (place / ".git").mkdir()
    (place / ".git" / "x.txt").write_text(TALK, encoding="utf-8")
    (place / "~$访谈.docx").write_bytes(b"lock")
    return place


def run(folder, **options) -> int:
    try:
        call_command("import_interview", folder, **options)
    except SystemExit as ended:
        return ended.code
    return 0


def titles() -> list[str]:
    return list(Source.objects.order_by("pk").values_list("title", flat=True))


def test_good_files_are_imported_and_each_bad_one_gets_a_line(folder, capsys):
    assert run(folder) == 2
    assert titles() == ["再谈红色引擎", "共建红色引擎"]
    printed = capsys.readouterr()
    complaints = printed.err.strip().splitlines()
    assert [line.partition("：")[0] for line in complaints] == ["c-按语.txt", "d-坏.pdf"]
    assert "共 4 份文件，处理 4：导入 2，不宜收录 1，无法读取 1。" in printed.out


def test_proposals_wait_for_an_editor_and_the_command_says_so(folder, capsys):
    run(folder)
    assert not Practice.objects.exists()
    assert "条做法、数据和问题没有写入" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("gone", "status"), [((), 2), (("d-坏.pdf",), 1), (("d-坏.pdf", "c-按语.txt"), 0)]
)
def test_the_status_is_that_of_the_worst_file(folder, gone, status):
    for name in gone:
        (folder / name).unlink()
    assert run(folder) == status


def test_a_second_run_adds_nothing_and_says_what_was_there(folder, capsys):
    run(folder)
    capsys.readouterr()
    assert run(folder) == 2
    assert (Source.objects.count(), Interview.objects.count()) == (2, 2)
    assert "导入 0，已有 2" in capsys.readouterr().out


def test_json_is_one_object_a_line_in_the_order_of_the_files_and_nothing_else(folder, capsys):
    run(folder, json=True, dry_run=True)
    printed = capsys.readouterr()
    objects = [json.loads(line) for line in printed.out.splitlines()]
    assert [found["title"] for found in objects][:2] == ["再谈红色引擎", "共建红色引擎"]
    assert [found["kind"] for found in objects] == ["interview", "interview", "refused"]
    assert "这次只是试读" in printed.err
    assert not Source.objects.exists()


def test_a_stop_keeps_what_is_done_and_the_next_run_goes_on(folder, capsys, monkeypatch):
    read = import_interview.read

    def read_until_stopped(path):
        if path.name.startswith("b-"):
            raise KeyboardInterrupt
        return read(path)

    monkeypatch.setattr(import_interview, "read", read_until_stopped)
    assert run(folder) == 130
    assert titles() == ["再谈红色引擎"]
    assert "再运行一次会接着做" in capsys.readouterr().out
    monkeypatch.setattr(import_interview, "read", read)
    run(folder)
    assert titles() == ["再谈红色引擎", "共建红色引擎"]


def test_a_file_that_the_base_would_not_take_is_told_and_leaves_no_trace(
    folder, capsys, monkeypatch
):
    draft_from = import_interview.draft_from

    def with_a_long_name(document, **options):
        draft = draft_from(document, **options)
        is_meant = document.file_name.startswith("b-")
        return replace(draft, publication="园" * 201) if is_meant else draft

    monkeypatch.setattr(import_interview, "draft_from", with_a_long_name)
    assert run(folder) == 2
    assert titles() == ["再谈红色引擎"]
    told = capsys.readouterr().err.splitlines()[0]
    assert told.startswith("b-访谈.txt：没有写入：出处“共建红色引擎”的刊名或网站")


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_somebody_watching_sees_a_bar_that_ends_full(folder):
    watched = Terminal()
    run(folder, stderr=watched)
    last = watched.getvalue().split("\r")[-2]
    assert "4/4" in last
    assert "░" not in last


def test_without_a_terminal_there_is_no_bar(folder, capsys):
    run(folder)
    assert "█" not in capsys.readouterr().err


def test_an_empty_folder_is_said_in_one_line(tmp_path, capsys):
    assert run(tmp_path) == 2
    assert "没有可以导入的文件" in capsys.readouterr().err
