"""The clock jumps: the site is started again with another time, on the same records.

libfaketime tells one process another time; nothing else on the machine is touched.
"""

import shutil
import subprocess
import sys
from urllib.parse import quote

import pytest
from django.conf import settings

from tests.cluster.editing import Refused

from .desk import Desk
from .examining import examined
from .site import copy, site

AHEAD, BACK = "+2d", "-2d"
API = "/api/practices/?page_size=1"
DUE = """
import datetime, django; django.setup()
from django.contrib.auth import get_user_model
from django.utils import timezone
from editorial import services
from practices.models import Practice
li = get_user_model().objects.get(username="li")
zhang = get_user_model().objects.get(username="zhang")
practice = Practice.objects.get(name="{name}")
services.submit(record=practice, actor=zhang)
services.pass_review(
    record=practice, actor=li, publish_at=timezone.now() + datetime.timedelta(days=1)
)
"""
WITHDRAW = """
import django; django.setup()
from django.contrib.auth import get_user_model
from editorial import services
from practices.models import Practice
li = get_user_model().objects.get(username="li")
services.archive(
    record=Practice.objects.get(name="{name}"), actor=li, reason="原文撤稿"
)
"""


@pytest.fixture
def clock():
    """`clock(offset)` is what stands before a command that is to have another time."""
    if not shutil.which("faketime"):
        pytest.fail("The clock of one process is set by faketime: apt-get install faketime")
    return lambda offset: ("faketime", "-f", offset) if offset else ()


def at(made, clock, offset: str) -> None:
    """Serve the site at another time."""
    if made.application:
        made.application.kill()
    made.serve(before=clock(offset))


def run(made, clock, offset: str, *arguments: str) -> str:
    """Run Python at another time, and return what it says."""
    command = [*clock(offset), sys.executable, *arguments]
    how = {"cwd": settings.BASE_DIR, "env": made.environment(), "text": True}
    return subprocess.run(command, check=True, capture_output=True, **how).stdout


def shown(made, name: str) -> str:
    """Return what readers are shown of the practices with this name."""
    return made.ask(f"/practices/?q={quote(name)}")[1]


def test_the_clock_jumps_ahead_and_back(prepared, home, clock, row):
    with site(home / f"clock-{prepared.kind}", prepared.kind) as made:
        copy(prepared, made)
        made.serve()
        desk = Desk.of(made)
        for name in ("今天的行动", "要撤的行动", "明天的行动"):
            desk.save(name)
        for name in ("今天的行动", "要撤的行动"):
            desk.publish(name)
        run(made, clock, "", "-c", DUE.format(name="明天的行动"))
        assert "发布了 0 条" in made.manage("publish_due")

        # Two days ahead: what is due comes out, once; who was signed in still is.
        at(made, clock, AHEAD)
        assert "发布了 1 条" in run(made, clock, AHEAD, "manage.py", "publish_due")
        desk.save("后天的行动")
        desk.publish("后天的行动")
        desk.edit("今天的行动", "后天改的话。", by=desk.author)
        desk.publish("今天的行动")
        run(made, clock, AHEAD, "manage.py", "export_archive")
        assert made.ask("/data/archive/")[0] == 200

        # And back: what was published stays so, and what comes now counts as later.
        at(made, clock, "")
        assert "先写一句" in shown(made, "后天的行动")
        assert "发布了 0 条" in made.manage("publish_due")
        run(made, clock, "", "-c", WITHDRAW.format(name="要撤的行动"))
        assert made.ask("/data/archive/")[0] == 404, "it holds what was withdrawn since"
        desk.edit("今天的行动", "回到今天改的话。", by=desk.reviewer)
        desk.move(desk.address("今天的行动"), "submit", desk.reviewer)
        with pytest.raises(Refused, match="409"):
            desk.move(desk.address("今天的行动"), "pass", desk.reviewer)
        desk.move(desk.address("今天的行动"), "pass", desk.second)
        assert "回到今天改的话" in shown(made, "今天的行动")

        # Two days behind the first of all.
        at(made, clock, BACK)
        desk.save("前天的行动")
        desk.publish("前天的行动")
        assert made.ask("/")[0] == 200
        assert {made.ask(API)[0] for _ in range(20)} == {200}
        made.application.kill()
        assert examined(made) == []
    row("the clock jumps two days ahead, back, and behind", prepared.kind)
