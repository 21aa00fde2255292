"""Whoever tampers with the audit log is found out, and each entry is sent to another machine."""

import json
import socket
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from editorial import audit, syslog
from editorial.models import AuditEntry, AuditHead
from tests.factories import UserFactory, ZoneFactory

pytestmark = pytest.mark.django_db
Action = AuditEntry.Action
# What somebody with the database, but without the key, can do.
raw = AuditEntry._base_manager


@pytest.fixture
def log():
    """Seven entries of all sorts, linked; whatever was there before is gone."""
    raw.all()._raw_delete("default")
    AuditHead.objects.all().delete()
    actor, zone = UserFactory(username="wangwu"), ZoneFactory()
    for number in range(2):
        audit.note(Action.EXPORT, actor=actor, title=f"第{number}份", detail="“引”\r\n<b>")
        audit.note(Action.DELETE, actor=None, record=zone)
        audit.note(Action.SIGN_IN_FAILED, actor=None, title="x" * 400)
    audit.link_waiting()
    assert audit.first_break() is None
    return list(raw.order_by("number"))


def reason() -> str:
    return str(audit.first_break() or "")


def test_entries_are_numbered_without_a_gap_and_linked_to_the_one_before(log):
    numbers = [entry.number for entry in log]
    assert numbers == list(range(1, len(log) + 1))
    assert len({entry.link for entry in log}) == len(log)
    assert AuditHead.objects.get().count == len(log)


@pytest.mark.parametrize(
    "change",
    [
        {"title": "别的"},
        {"detail": "别的"},
        {"actor_name": "lisi"},
        {"actor": None},
        {"action": "import"},
        {"object_id": 7},
        {"address": "10.0.0.1"},
        {"content_type": None},
        {"seal": "0" * 64},
    ],
    ids=str,
)
@pytest.mark.one_database
def test_a_changed_entry_is_found(log, change):
    # The first has an actor, the second a record; a change has to be one.
    victim = next(e for e in log if any(getattr(e, name) != new for name, new in change.items()))
    raw.filter(pk=victim.pk).update(**change)
    assert f"编号 {victim.pk}" in reason()
    assert "被改动" in reason()


@pytest.mark.one_database
def test_a_changed_time_is_found(log):
    raw.filter(pk=log[2].pk).update(at=log[3].at)
    assert "被改动" in reason()


@pytest.mark.one_database
def test_a_deleted_entry_is_found(log):
    raw.filter(pk=log[2].pk)._raw_delete("default")
    assert "第 3 条被删去" in reason()


@pytest.mark.one_database
def test_entries_that_closed_the_gap_are_found(log):
    raw.filter(pk=log[2].pk)._raw_delete("default")
    for entry in log[3:]:
        raw.filter(pk=entry.pk).update(number=entry.number - 1)
    assert "接不上" in reason()


@pytest.mark.one_database
def test_swapped_entries_are_found(log):
    first, second = log[1].pk, log[2].pk
    raw.filter(pk=first).update(number=99)
    raw.filter(pk=second).update(number=2)
    raw.filter(pk=first).update(number=3)
    assert "接不上" in reason()


@pytest.mark.one_database
def test_a_cut_off_end_is_found(log):
    raw.filter(number__gt=4)._raw_delete("default")
    assert "末尾被删去 3 条" in reason()
    # Even if the remembered end is made to fit: its seal cannot be.
    AuditHead.objects.update(count=4, link=log[3].link)
    assert "记着末尾的一行被改动" in reason()
    AuditHead.objects.all().delete()
    assert "记着末尾的一行不见了" in reason()


@pytest.mark.one_database
def test_an_entry_that_the_program_did_not_write_is_found(log):
    forged = {"action": "export", "title": "伪造", "at": log[0].at}
    raw.bulk_create([AuditEntry(**forged)])
    assert "不是本程序写的" in reason()
    audit.link_waiting()
    assert "不是本程序写的" in reason()


@pytest.mark.one_database
def test_a_log_without_its_end_is_not_gone_on_with(log):
    AuditHead.objects.all().delete()
    audit.note(Action.EXPORT, actor=None, title="以后")
    with pytest.raises(AuditHead.DoesNotExist):
        audit.link_waiting()


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_leaves_no_gap_and_what_is_committed_is_linked():
    with transaction.atomic():
        audit.note(Action.EXPORT, actor=None, title="没有发生")
        transaction.set_rollback(True)
    with transaction.atomic():
        audit.note(Action.EXPORT, actor=None, title="发生了")
        assert raw.get().number is None
    audit.note(Action.EXPORT, actor=None, title="也发生了")
    assert [entry.number for entry in raw.order_by("pk")] == [1, 2]
    assert reason() == ""


@pytest.mark.one_database
def test_many_entries_of_one_transaction_are_linked_at_once(log):
    for number in range(30):
        with transaction.atomic():
            audit.note(Action.REVIEW, actor=None, title=str(number))
    waiting = [callback for _, callback, _ in connection.run_on_commit]
    assert waiting.count(audit.link_waiting) == 1
    audit.link_waiting()
    assert not raw.filter(number=None).exists()


@pytest.mark.one_database
def test_what_a_process_that_died_left_is_linked_by_the_next(log, monkeypatch):
    monkeypatch.setattr(audit, "_AT_ONCE", 2)
    for number in range(5):
        audit.note(Action.EXPORT, actor=None, title=f"留下的{number}")
    assert reason() == ""
    audit.link_waiting()
    assert AuditHead.objects.get().count == len(log) + 5
    assert reason() == ""


@pytest.mark.one_database
def test_a_new_key_proves_old_entries_as_long_as_the_old_one_is_kept(log, settings):
    old = settings.AUDIT_KEYS
    settings.AUDIT_KEYS = ["another-key-of-some-length", *old]
    audit.note(Action.EXPORT, actor=None, title="以后")
    audit.link_waiting()
    assert reason() == ""
    settings.AUDIT_KEYS = ["another-key-of-some-length"]
    assert "编号" in reason()
    settings.AUDIT_KEYS = old
    assert reason() != ""


@pytest.mark.one_database
def test_the_command_says_whether_the_log_is_whole(log):
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert f"完好，共 {len(log)} 条" in out.getvalue()
    raw.filter(pk=log[0].pk).update(title="改")
    with pytest.raises(CommandError, match="审计日志被动过：编号"):
        call_command("verify_audit")


@pytest.fixture
def receiver(settings):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiver:
        receiver.bind(("127.0.0.1", 0))
        receiver.settimeout(5)
        settings.SYSLOG = f"udp://127.0.0.1:{receiver.getsockname()[1]}"
        yield receiver
    syslog._sender.cache_clear()


@pytest.mark.one_database
def test_each_entry_is_sent_as_one_line(log, receiver):
    audit.note(Action.EXPORT, actor=None, title="做法一览", detail="一行\n又一行" * 1000)
    audit.link_waiting()
    got = receiver.recv(65535).decode()
    assert got.startswith("<38>gaoxin-dangjian-audit: {")
    assert "\n" not in got
    line = json.loads(got.partition(": ")[2])
    entry = raw.get(title="做法一览")
    assert (line["number"], line["link"], line["title"]) == (entry.number, entry.link, "做法一览")


@pytest.mark.one_database
@pytest.mark.parametrize("address", ["unix:///nowhere/log", "udp://127.0.0.1:1"])
def test_a_receiver_that_is_away_breaks_nothing(log, settings, address):
    settings.SYSLOG = address
    audit.note(Action.EXPORT, actor=None, title="照样")
    audit.link_waiting()
    syslog._sender.cache_clear()
    assert raw.get(title="照样").number == len(log) + 1
