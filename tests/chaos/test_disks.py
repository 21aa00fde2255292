"""A disk that is full, or has become read-only: what is said, what goes on, what is there after."""

import subprocess
import time
from urllib.parse import urlencode

import pytest

from tests.cluster.editing import Refused
from tests.cluster.servers import until

from .desk import Desk, form_with
from .disks import fill, real_disk, remount, small_disk
from .examining import examined
from .site import POSTGRESQL, SQLITE, copy, site, start

IMPORT = "/admin/imports/importjob/add/"
FULL, UNWRITABLE = "磁盘满了", "磁盘现在写不进去"
GONE = "数据库暂时没有应答"


def hand_in(desk: Desk, text: str) -> None:
    """Hand a document in at the desk."""
    form = form_with("pasted", desk.author.page(desk.site.application, IMPORT))
    values = dict(form.form_values()) | {"pasted": text}
    desk.author.send(desk.site.application, IMPORT, urlencode(values), form)


def refused(action, *arguments) -> str:
    """Return what the desk says, with 503, where something cannot be done."""
    with pytest.raises(Refused) as refusal:
        action(*arguments)
    assert refusal.value.status == 503, refusal.value
    for words in (FULL, UNWRITABLE, GONE):
        if words in refusal.value.page:
            return words
    raise AssertionError(refusal.value.page)


def is_saved(desk: Desk, name: str) -> bool:
    try:
        desk.save(name)
    except (Refused, OSError):
        return False
    return True


def pages(made) -> list[int]:
    """Return the status of a page that is kept, and of one that is made anew."""
    return [made.status("/"), made.status(f"/practices/?q=x{time.monotonic()}")]


def test_the_disk_of_everything_is_full(prepared, home, row):
    with (
        small_disk(home / "small", 160 if prepared.kind == POSTGRESQL else 24) as disk,
        site(disk / "site", prepared.kind) as made,
    ):
        copy(prepared, made)
        made.serve()
        desk = Desk.of(made)
        desk.save("满盘之前的行动")
        made.manage("export_archive")
        ballast = fill(disk)
        said = [refused_in_time(desk)]
        shown = [pages(made) for _ in range(20)]
        if prepared.kind == SQLITE:
            said += [refused(hand_in, desk, "问：怎样做好党建？\n答：先建支部。")]
            said += [failing(made, "export_archive")]
        ballast.unlink()
        back = until(lambda: is_saved(desk, "满盘之后的行动"), "the desk", 60)
        until(lambda: pages(made) == [200, 200], "all pages", 60)
        assert examined(made) == []
    errors = sum(status != 200 for statuses in shown for status in statuses)
    notes = f"{'; '.join(dict.fromkeys(said))}; {errors} of 40 pages failed"
    row("the disk of database, documents and logs is full", made.kind, back=back, notes=notes)
    assert [kept for kept, _ in shown] == [200] * 20


def refused_in_time(desk: Desk) -> str:
    """Save until nothing more can be saved: databases have some room of their own."""
    for number in range(200):
        if not is_saved(desk, f"第{number}次满盘行动"):
            return refused(desk.save, "写不下的行动")
    raise AssertionError("the disk is never full")


def failing(made, *arguments: str) -> str:
    """Return the last line that a command says which has to fail."""
    process = made.start("manage.py", *arguments)
    said, _ = process.communicate()
    assert process.returncode
    assert "Traceback" not in said
    return said.splitlines()[-1].replace(str(made.folder.parent), "…")


def test_the_disk_of_documents_is_full(prepared, home, row):
    with (
        small_disk(home / "documents", 4) as disk,
        site(home / f"beside-{prepared.kind}", prepared.kind) as made,
    ):
        made.more = {"MEDIA_ROOT": str(disk / "media"), "ARCHIVE_ROOT": str(disk / "archive")}
        copy(prepared, made)
        made.serve()
        desk = Desk.of(made)
        hand_in(desk, "问：怎样做好党建？\n答：先建支部。")
        ballast = fill(disk)
        said = [refused(hand_in, desk, "问：怎样做好党建？\n答：再建阵地。")]
        said += [failing(made, "export_archive")]
        assert pages(made) == [200, 200]
        desk.save("文件存不下时保存的行动")
        ballast.unlink()
        hand_in(desk, "问：怎样做好党建？\n答：再建阵地。")
        made.manage("export_archive")
        assert examined(made) == []
    row("the disk of documents and archive is full", made.kind, back=0, notes="; ".join(said))


def test_the_disk_becomes_read_only(prepared, home, row):
    """As file systems do when the disk under them fails; and as an administrator does."""
    image = home / f"{prepared.kind}.img"
    with real_disk(home / "failing", image) as disk, site(disk / "site", prepared.kind) as made:
        copy(prepared, made)
        made.serve()
        desk = Desk.of(made)
        desk.save("只读之前的行动")
        # Each worker keeps the pages that it has made itself.
        assert [pages(made) for _ in range(20)] == [[200, 200]] * 20
        subprocess.run(["mount", "-o", "remount,abort", disk], check=False)
        said = refused(desk.save, "只读时写的行动")
        shown = [pages(made) for _ in range(10)]
        if made.database:
            made.database.kill()
        made.application.kill()
    subprocess.run(["e2fsck", "-p", image], check=False, stdout=subprocess.DEVNULL)
    with real_disk(disk, image):
        try:
            if made.database:
                start(made.database)
            made.serve()
            again = Desk.of(made)
            assert again.address("只读之前的行动")
            assert examined(made) == []
        finally:
            made.kill()
    errors = sum(status != 200 for statuses in shown for status in statuses)
    notes = f"{said}; {errors} of 20 pages failed; after fsck and a start all is there"
    row("the disk fails and becomes read-only", made.kind, notes=notes)
    assert [kept for kept, _ in shown] == [200] * 10


def test_a_site_on_a_read_only_disk_is_read(prepared, home, row):
    if prepared.kind != SQLITE:
        pytest.skip("PostgreSQL does not start there")
    with (
        real_disk(home / "fixed", home / "fixed.img") as disk,
        site(disk / "site", prepared.kind) as made,
    ):
        copy(prepared, made)
        log = home / "read-only.log"
        made.serve("config.wsgi", "--log-file", str(log))
        desk = Desk.of(made)
        made.kill()
        # The last process that closes a database properly leaves nothing beside it.
        made.python(
            "-c", "import django; django.setup(); from search.changes import newest; newest()"
        )
        remount(disk, "ro")
        made.application.log = log
        made.application.start()
        until(lambda: made.status("/") == 200, "the first page")
        said = refused(desk.save, "只读时写的行动")
        assert pages(made) == [200, 200]
        remount(disk, "rw")
        back = until(lambda: is_saved(desk, "又能写的行动"), "the desk", 90)
        assert examined(made) == []
        made.kill()
    row("a disk is mounted read-only, the site started on it", made.kind, back=back, notes=said)
