"""Backups on SQLite: made while others write, refused when not whole, proven when restored."""

import datetime
import io
import json
import shutil
import sqlite3
import tarfile
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from operations.backups import describing, last_backup, places
from operations.backups.databases import sqlite
from operations.backups.making import make
from tests import factories as f

# They copy files of SQLite; test_postgresql_backups.py is about the other.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
PRACTICES = "SELECT name FROM practices_practice"


@pytest.fixture(scope="module")
def small(shared, tmp_path_factory):
    """A file with all that the database of the tests holds, and one practice."""
    f.PracticeFactory(name="一心三亮", published=True)
    path = tmp_path_factory.mktemp("base") / "small.sqlite3"
    path.write_bytes(connection.connection.serialize())
    with closing(sqlite3.connect(path)) as copy:
        copy.execute("PRAGMA journal_mode = WAL")
    return path


@pytest.fixture(autouse=True)
def base(small, settings, tmp_path, monkeypatch):
    """The base that commands see: a file of its own, with one received document."""
    settings.BACKUP_ROOT = tmp_path / "backups"
    settings.BACKUP_KEY_FILE = ""
    default_storage.save("sources/a1.docx", ContentFile(b"as received"))
    return move_to(Path(shutil.copy(small, tmp_path / "base.sqlite3")), monkeypatch)


def move_to(path, monkeypatch):
    """Let the commands work on another file."""
    monkeypatch.setitem(connection.settings_dict, "NAME", str(path))
    return path


def run(*arguments, **options) -> str:
    said = StringIO()
    call_command(*arguments, stdout=said, stderr=StringIO(), **options)
    return said.getvalue()


def made():
    return make(lambda sentence: None)


def names(path) -> set[str]:
    with closing(sqlite3.connect(path)) as base:
        return {name for (name,) in base.execute(PRACTICES)}


def write(path, name: str) -> None:
    with closing(sqlite3.connect(path)) as base, base:
        base.execute("UPDATE practices_practice SET name = ?", [name])


def keys(tmp_path, name="key"):
    run("backup_key", str(tmp_path / name))
    return tmp_path / name


def altered(path, tmp_path, change):
    """Return a copy of a backup of which `change` has changed the members, a name: bytes."""
    with tarfile.open(path) as tar:
        members = {one.name: tar.extractfile(one).read() for one in tar}
    change(members)
    copy = tmp_path / "altered.tar.gz"
    with tarfile.open(copy, "w:gz") as tar:
        for name, data in members.items():
            told = tarfile.TarInfo(name)
            told.size = len(data)
            tar.addfile(told, io.BytesIO(data))
    return copy


def about(**changes):
    """Change what a backup says that it is."""

    def change(members):
        told = json.loads(members["about.json"])
        members["about.json"] = json.dumps({**told, **changes}).encode()

    return change


def test_a_backup_is_restored_on_another_machine_and_proven(tmp_path, settings, monkeypatch):
    run("backup")
    (path,) = settings.BACKUP_ROOT.glob("dangjian-*")
    other = move_to(tmp_path / "elsewhere" / "new.sqlite3", monkeypatch)
    settings.MEDIA_ROOT = tmp_path / "elsewhere" / "media"
    said = run("restore", str(path))
    assert names(other) == {"一心三亮"}
    assert default_storage.open("sources/a1.docx").read() == b"as received"
    assert "不一致" not in said
    assert "practices_practice " in said
    assert "全部与" in said


def test_only_its_owner_reads_a_backup(settings):
    path = made()
    assert path.stat().st_mode & 0o777 == 0o600
    assert settings.BACKUP_ROOT.stat().st_mode & 0o777 == 0o700


def test_a_backup_without_a_key_says_so_and_one_with_a_key_is_encrypted(tmp_path, settings):
    assert "没有加密" in run("backup")
    settings.BACKUP_KEY_FILE = f"{keys(tmp_path)}.pub"
    assert "没有加密" not in run("backup")
    assert "一心三亮".encode() not in last_backup().path.read_bytes()
    assert last_backup().path.read_bytes().startswith(b"age-encryption.org")


def test_an_encrypted_backup_opens_with_its_private_key_only(tmp_path, settings):
    key, other = keys(tmp_path), keys(tmp_path, "other")
    settings.BACKUP_KEY_FILE = f"{key}.pub"
    path = made()
    with pytest.raises(CommandError, match="只有公钥"):
        run("backup", check=path)
    with pytest.raises(CommandError, match="另一把密钥"):
        run("backup", check=path, key=other)
    assert "完好" in run("backup", check=path, key=key)


@pytest.mark.parametrize("text", ["", "age1nonsense\n", "# nothing\n", "AGE-SECRET-KEY-1X\n"])
def test_a_key_file_that_is_none_keeps_backups_from_being_made(tmp_path, settings, text):
    path = tmp_path / "key"
    path.write_text(text)
    settings.BACKUP_KEY_FILE = str(path)
    with pytest.raises(CommandError, match="密钥"):
        run("backup")
    assert last_backup() is None


def test_a_key_is_never_overwritten(tmp_path):
    key = keys(tmp_path)
    before = key.read_text()
    with pytest.raises(CommandError, match="已经存在"):
        run("backup_key", str(key))
    assert key.read_text() == before


@pytest.mark.parametrize("encrypted", [True, False], ids=["encrypted", "plain"])
@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[: len(data) // 2],
        lambda data: data[:-10],
        lambda data: data[:-4000] + b"X" + data[-3999:],
        lambda data: data + b"more",
    ],
    ids=["half", "without its end", "one byte changed", "with something behind"],
)
def test_a_damaged_backup_is_refused_and_nothing_touched(
    tmp_path, settings, base, damage, encrypted
):
    key = keys(tmp_path)
    settings.BACKUP_KEY_FILE = f"{key}.pub" if encrypted else ""
    path = made()
    path.write_bytes(damage(path.read_bytes()))
    write(base, "改过的")
    with pytest.raises(CommandError, match="不完整，或被改动过"):
        run("restore", str(path), key=key, replace=True)
    assert names(base) == {"改过的"}
    assert not list(settings.BACKUP_ROOT.glob("before-restore*"))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (about(version=2), "第 2 版格式"),
        (about(format="other"), "不是本程序的备份"),
        (about(vendor="postgresql"), "PostgreSQL 的备份"),
        (about(migrations=["practices.9999_later"]), "更新的程序"),
        (lambda members: members.pop("manifest.json"), "不完整"),
        (lambda members: members.pop("database"), "不完整"),
        (lambda members: members.update({"media/../../x": b""}), "不完整"),
        (lambda members: members.update({"media/sources/a1.docx": b"AS RECEIVED"}), "不完整"),
    ],
    ids=[
        "format of tomorrow",
        "other program",
        "other database",
        "newer program",
        "no manifest",
        "no database",
        "out of the folder",
        "other document",
    ],
)
def test_what_is_not_for_here_is_refused(tmp_path, base, change, sentence):
    path = altered(made(), tmp_path, change)
    with pytest.raises(CommandError, match=sentence):
        run("restore", str(path), replace=True)
    assert names(base) == {"一心三亮"}


def test_tables_that_differ_from_the_manifest_are_refused(tmp_path):
    def change(members):
        told = json.loads(members["manifest.json"])
        told["tables"]["practices_practice"]["rows"] += 1
        members["manifest.json"] = json.dumps(told).encode()

    with pytest.raises(CommandError, match="与清单对不上"):
        run("backup", check=altered(made(), tmp_path, change))


def test_a_base_with_content_is_replaced_only_on_an_explicit_word(settings, base):
    path = made()
    write(base, "后来改的")
    with pytest.raises(CommandError, match="--replace"):
        run("restore", str(path))
    assert names(base) == {"后来改的"}
    run("restore", str(path), replace=True)
    assert names(base) == {"一心三亮"}
    (safety,) = settings.BACKUP_ROOT.glob("before-restore-*")
    run("restore", str(safety), replace=True)
    assert names(base) == {"后来改的"}


def test_what_is_written_while_it_is_copied_waits_for_the_next_backup(monkeypatch, base):
    monkeypatch.setattr(sqlite, "_STEP", 5)
    written = []

    def say(sentence):
        if "已复制" in sentence and not written:
            write(base, "备份期间改的")
            written.append(sentence)

    first = make(say)
    assert written
    assert names(base) == {"备份期间改的"}
    run("restore", str(first), replace=True)
    assert names(base) == {"一心三亮"}


def test_a_restore_that_is_not_what_was_backed_up_fails(monkeypatch):
    path = made()
    put = sqlite.put

    def put_otherwise(copy, expected):
        return {**put(copy, expected), "practices_practice": describing.Sum(7, "")}

    monkeypatch.setattr(sqlite, "put", put_otherwise)
    with pytest.raises(CommandError, match="与备份时不一致"):
        run("restore", str(path), replace=True)


def test_only_the_newest_backups_are_kept(settings):
    settings.BACKUP_KEEP = 2
    paths = [made() for _ in range(3)]
    assert [one.path for one in places.backups()] == [paths[2], paths[1]]


def test_two_at_once_are_refused_and_what_a_killed_one_left_is_cleared(settings):
    with places.alone() as work:
        left = work.with_name(".work-killed")
        (left / "x").mkdir(parents=True)
        with pytest.raises(CommandError, match="正在进行"):
            run("backup")
        assert left.exists()
    made()
    assert not left.exists()
    assert [path.name[:8] for path in settings.BACKUP_ROOT.iterdir() if path.name != ".lock"] == [
        "dangjian"
    ]


def test_a_full_disk_is_told_before_anything_is_written(settings, monkeypatch):
    full = shutil.disk_usage("/")._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: full)
    with pytest.raises(CommandError, match="磁盘只剩"):
        run("backup")
    assert last_backup() is None


def test_the_last_backup_is_told_by_its_name(settings):
    settings.BACKUP_ROOT.mkdir()
    for name in ("dangjian-20260101-020000.tar.gz", "dangjian-20260102-020000.tar.gz.age", "x"):
        (settings.BACKUP_ROOT / name).write_bytes(b"1234")
    last = last_backup()
    assert timezone.localtime(last.made).date() == datetime.date(2026, 1, 2)
    assert (last.size, last.is_encrypted) == (4, True)


def test_a_base_that_is_damaged_gives_no_backup(base, settings):
    data = bytearray(base.read_bytes())
    data[8192:40960] = bytes(32768)
    base.write_bytes(data)
    with pytest.raises(CommandError, match=r"损坏|复制不出来"):
        run("backup")
    assert last_backup() is None
