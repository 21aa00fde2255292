"""Two machines publish what is due at the same moment; each record comes out once."""

import json
import re
import sys
from collections import Counter
from contextlib import ExitStack
from datetime import timedelta
from subprocess import PIPE

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from tests.support.processes import database, environment, running

NUMBER = 8  # of drafts, and of changes of published records
MACHINES = 2


def prepare() -> None:
    """Be the office: have records wait for their time, and tell later what became of them."""
    from editorial.models import Schedule
    from practices.models import Practice
    from tests.factories import EditorFactory, PracticeFactory

    writer, *reviewers = EditorFactory.create_batch(4)
    drafts = PracticeFactory.create_batch(NUMBER, created_by=writer)
    published = PracticeFactory.create_batch(NUMBER, published=True, gist="原来的话")
    for practice in published:
        _change(practice, writer)
    for practice in (*drafts, *published):
        _review(practice, writer, reviewers)
    Schedule.objects.update(at=timezone.now() - timedelta(minutes=1))
    _say({"waiting": Schedule.objects.count()})
    sys.stdin.readline()
    _say([_account(practice) for practice in Practice.objects.order_by("pk")])


def _change(practice, writer) -> None:
    from editorial.models import Version
    from editorial.versions import pending

    data = pending.content(practice, None)
    data["fields"]["gist"] = "改过的话"
    pending.propose(practice, data, actor=writer, action=Version.Action.SAVE)


def _review(practice, writer, reviewers) -> None:
    from editorial import services

    services.submit(record=practice, actor=writer)
    for number, reviewer in enumerate(reviewers, start=1):
        when = timezone.now() + timedelta(hours=1) if number == len(reviewers) else None
        services.pass_review(record=practice, actor=reviewer, publish_at=when)
        practice.refresh_from_db()


def _account(practice) -> dict:
    """Return what the books say about a record."""
    from editorial.models import AuditEntry, PendingChange, Schedule
    from editorial.stages import key_of, steps_of
    from editorial.versions import log

    about = key_of(practice)
    return {
        "state": practice.state,
        "gist": practice.gist,
        "steps": steps_of(practice).filter(kind="publish").count(),
        "versions": log.versions_of(practice).filter(action="publish").count(),
        "told": AuditEntry.objects.filter(**about, detail__startswith="定时发布").count(),
        "left": sum(model.objects.filter(**about).count() for model in (PendingChange, Schedule)),
    }


def publish() -> None:
    """Be a machine: begin to publish when all machines have read what is due."""
    from editorial.management.commands import publish_due

    publish_scheduled = publish_due.publish_scheduled

    def wait_once(pk):
        publish_due.publish_scheduled = publish_scheduled
        _say("ready")
        sys.stdin.readline()
        return publish_scheduled(pk)

    publish_due.publish_scheduled = wait_once
    call_command("publish_due")


def _say(what) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


@pytest.fixture(scope="module")
def begun(django_db_setup, django_db_blocker, tmp_path_factory):
    """`begun("publish")` runs that function of this module in a process with the database."""
    folder = tmp_path_factory.mktemp("machines")
    with ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())
        url = stack.enter_context(database(folder))
        pipes = {"stdin": PIPE, "stdout": PIPE, "stderr": PIPE}
        options = {**pipes, "env": environment(folder, url), "cwd": settings.BASE_DIR}

        def begin(name):
            call = f"import django; django.setup(); from {__name__} import {name}; {name}()"
            return stack.enter_context(running("-c", call, **options))

        yield begin


def heard(process):
    line = process.stdout.readline()
    assert line, process.stderr.read()
    return json.loads(line)


def test_each_due_record_is_published_once_by_one_of_two_machines(db, begun):
    office = begun("prepare")
    assert heard(office) == {"waiting": 2 * NUMBER}
    machines = [begun("publish") for _ in range(MACHINES)]
    for machine in machines:
        assert heard(machine) == "ready"
    for machine in machines:
        machine.stdin.write("go\n")
        machine.stdin.flush()
    said = [machine.communicate(timeout=60) for machine in machines]
    assert [err for _, err in said] == [""] * MACHINES
    assert [machine.returncode for machine in machines] == [0] * MACHINES
    shares = [int(re.search(r"发布了 (\d+) 条", out)[1]) for out, _ in said]
    assert sum(shares) == 2 * NUMBER
    office.stdin.write("tell\n")
    office.stdin.flush()
    books = heard(office)
    assert Counter(book.pop("gist") for book in books)["改过的话"] == NUMBER
    once = {"state": "published", "steps": 1, "versions": 1, "told": 1, "left": 0}
    assert books == [once] * (2 * NUMBER)
