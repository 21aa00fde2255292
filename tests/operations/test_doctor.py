"""What the doctor says of an installation, whatever is broken in it."""

import datetime
import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection, models
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from editorial.models import AuditEntry
from operations.examining import State, examine, registry
from operations.replicas import health
from search.models import Listing
from tests import factories as f

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(scope="module")
def base(shared):
    f.PracticeFactory(name="一心三亮", published=True)
    call_command("reindex", stdout=StringIO(), stderr=StringIO())


@pytest.fixture(autouse=True)
def _folders(base, settings, tmp_path):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.BACKUP_ROOT = tmp_path / "backups"
    settings.ARCHIVE_ROOT = tmp_path / "archive"


def found(subject: str, state: State = State.WRONG) -> str:
    """Return what is said of one subject that is in a state."""
    looked = registry._look_at(registry._subjects[subject], database_answers=True)
    return "\n".join(f"{one.sentence}{one.advice}" for one in looked if one.state == state)


def test_a_laptop_with_defaults_has_nothing_wrong():
    wrong = [finding for finding in examine() if finding.state == State.WRONG]
    assert wrong == []


def test_the_command_tells_every_subject_and_fails_when_something_is_wrong():
    MigrationRecorder(connection).record_unapplied("search", "0002_token_indexes")
    said = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("doctor", stdout=said)
    assert ended.value.code == 1
    assert "有误　迁移：有" in said.getvalue()
    assert {
        line.split("　")[1].split("：")[0] for line in said.getvalue().splitlines()[:-1]
    } == set(registry._subjects)


def test_a_look_that_fails_is_a_finding_and_the_others_are_still_taken(monkeypatch):
    def look():
        raise PermissionError(13, "not for you")
        yield

    subjects = {"坏的": registry._Subject("坏的", look, False), **registry._subjects}
    monkeypatch.setattr(registry, "_subjects", subjects)
    first, *others = examine()
    assert (first.state, "not for you" in first.sentence) == (State.WRONG, True)
    assert len(others) >= len(subjects) - 1


def test_a_database_that_does_not_answer_is_said_once_and_the_rest_is_looked_at(monkeypatch):
    def fail():
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "ensure_connection", fail)
    sentences = {one.subject: one.sentence for one in examine()}
    assert "connection refused" in sentences["数据库"]
    assert "没有查" in sentences["迁移"]
    assert "磁盘" in sentences["磁盘"]


def test_secrets_are_not_told(settings, monkeypatch):
    settings.PRODUCTION = True
    settings.SECRET_KEY = "geheim1"
    settings.EMAIL_HOST_PASSWORD = "geheim2"
    monkeypatch.setitem(connection.settings_dict, "PASSWORD", "geheim3")
    told = "".join(f"{one.sentence}{one.advice}" for one in examine())
    assert "geheim" not in told


def test_a_database_newer_than_the_program_is_wrong():
    MigrationRecorder(connection).record_applied("practices", "9999_later")
    assert "practices.9999_later" in found("迁移")


def test_an_index_with_fewer_records_than_the_base_is_wrong():
    Listing.objects.filter(collection="practice").delete()
    assert "做法有 1 条，索引里有 0 条" in found("检索索引")


def test_a_cache_that_keeps_nothing_is_wrong(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    assert "读不出来" in found("缓存")


@pytest.mark.parametrize(("free", "state"), [(500_000_000, State.NOTICE), (1000, State.WRONG)])
def test_little_room_is_told(monkeypatch, free, state):
    monkeypatch.setattr(
        shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10**12, 0, free)
    )
    assert "还剩" in found("磁盘", state)


def test_a_clock_that_jumped_back_is_wrong():
    entry = f.AuditEntryFactory()
    late = timezone.now() + datetime.timedelta(hours=2)
    models.QuerySet(AuditEntry).filter(pk=entry.pk).update(at=late)
    assert "往回跳过" in found("时钟")


def test_backups_that_everybody_may_read_are_told(settings):
    settings.BACKUP_ROOT.mkdir(mode=0o755)
    settings.BACKUP_ROOT.chmod(0o755)
    assert f"chmod 700 {settings.BACKUP_ROOT}" in found("权限", State.NOTICE)


def test_a_mail_server_that_does_not_answer_is_wrong(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert "连不上发信的服务器 127.0.0.1" in found("发信")


def test_static_files_that_were_not_collected_are_wrong(settings, tmp_path):
    settings.PRODUCTION, settings.STATIC_ROOT = True, tmp_path
    assert "还没有收集" in found("静态文件")
    (tmp_path / "staticfiles.json").write_text("{}")
    assert "是旧的" in found("静态文件")


def test_settings_of_a_server_are_looked_at(settings):
    settings.PRODUCTION, settings.SECRET_KEY = True, "x" * 12
    settings.ALLOWED_HOSTS, settings.SITE_URL = ["example.org"], "https://other.example"
    said = found("设置")
    assert "只有 12 个字符" in said
    assert "不在 ALLOWED_HOSTS" in said


def test_old_backups_and_a_key_that_is_gone_are_told(settings):
    assert "还没有备份" in found("备份", State.NOTICE)
    root = Path(settings.BACKUP_ROOT)
    root.mkdir(mode=0o700)
    (root / "dangjian-20260101-020000.tar.gz").write_bytes(b"")
    assert "已过" in found("备份", State.NOTICE)
    settings.BACKUP_KEY_FILE = str(root / "gone.pub")
    assert "读不了密钥文件" in found("备份")


def test_templates_of_an_office_that_are_gone_are_told(settings, tmp_path):
    settings.WORD_TEMPLATES = str(tmp_path / "gone")
    assert "目录不存在" in found("Word 模板", State.NOTICE)


def test_an_audit_log_that_was_tampered_with_is_told():
    entry = f.AuditEntryFactory()
    assert found("审计日志", State.GOOD)
    models.QuerySet(AuditEntry).filter(pk=entry.pk).update(title="别的")
    assert "保留现场" in found("审计日志")


def test_a_shared_cache_that_is_gone_is_told_though_memory_stands_in(settings):
    backend, nowhere = "operations.shared_cache.SharedCache", "redis://127.0.0.1:1/0"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": nowhere}}
    assert "缓存服务是否在运行" in found("缓存")


@pytest.mark.parametrize(
    ("answer", "words"),
    [(None, "没有应答"), (health.Answer(is_replica=False, position=0, number=1), "不是副本")],
)
def test_a_replica_that_is_none_or_does_not_answer_is_told(monkeypatch, answer, words):
    monkeypatch.setattr(health, "replicas", lambda: ("replica1",))
    monkeypatch.setattr(health, "ask", lambda alias: answer)
    assert words in found("副本")
