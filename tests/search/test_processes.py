"""Counts over several processes: what one commits, every worker of gunicorn shows at once.

Readers keep asking two workers while an editor's process publishes and withdraws. An answer between
two changes must be that of the state between them; one that changes overlap must be that of one of
the states before, between or after them, in all its parts.
"""

import itertools
import json
import re
import socket
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from subprocess import PIPE, Popen
from typing import NamedTuple
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import transaction

from tests.support.processes import database, environment, running

NAMES = {"yinxing": "银杏", "haitang": "海棠", "yulan": "玉兰", "mumian": "木棉"}
LIST = "/practices/"
FOUND = f"/search/?q={quote('梧桐')}&kind=practice"
NAMED = f"/search/?q={quote(NAMES['yinxing'])}"
PAGES = (LIST, FOUND, f"/search/?q={quote('梧桐')}", NAMED)
# What is done in one transaction each: slug, and the theme it is published or moved with, or none.
CHANGES = (
    "yinxing:1; haitang:2; yinxing:; yulan:2 haitang:; yinxing:3 haitang:1; yulan:3;"
    "mumian:1 yinxing:; haitang:2 yulan:; yinxing:2 mumian:2 haitang:;"
    "yinxing: haitang: yulan: mumian:"
)
STEPS = [[tuple(one.split(":")) for one in step.split()] for step in CHANGES.split(";")]
SECONDS = 20


def obey() -> None:
    """Be the editor's process: do what each line says in one transaction, and say when it is."""
    from editorial import services
    from practices.models import Practice
    from tests.factories import EditorFactory, PracticeFactory, ThemeFactory, ThemeGroupFactory

    group, editor = ThemeGroupFactory(code="T900"), EditorFactory()
    themes = {number: ThemeFactory(parent=group, code=f"T900.{number}") for number in "123"}
    for slug, name in NAMES.items():
        PracticeFactory(slug=slug, name=name, gist="种下梧桐树。")
    for line in itertools.chain(["[]"], sys.stdin):
        with transaction.atomic():
            for slug, theme in json.loads(line):
                practice = Practice.objects.get(slug=slug)
                if theme:
                    practice.themes.set([themes[theme]])
                if theme and not practice.is_published:
                    services.release(record=practice, remark="上架")
                elif practice.is_published and not theme:
                    services.reopen(record=practice, actor=editor, reason="重写")
        sys.stdout.write("done\n")
        sys.stdout.flush()


class Answer(NamedTuple):
    """What a worker answered; `number` is the number of the request."""

    path: str
    number: int
    begun: float
    ended: float
    status: int
    etag: str
    page: str

    def shown(self) -> tuple:
        """Return how many practices the page counts, how many on each theme, and which it lists.

        Themes that nothing has are shown with 0 in the list, and not at all where it is empty.
        """
        total = re.search(r"(?:共|找到) (\d+) 条", self.page)
        counts = re.findall(r'data-value="T900\.(\d)" data-count="(\d+)"', self.page)
        slugs = re.findall(r'<h3><a href="/practices/([a-z]+)/">', self.page)
        on_themes = {theme: int(number) for theme, number in counts if number != "0"}
        return int(total[1]) if total else 0, on_themes, set(slugs)


class Site:
    """Two workers, an editor in a third process, and the states that the editor brought about."""

    def __init__(self, port: int, log: Path, editor: Popen):
        self.port, self.log, self.editor = port, log, editor
        self.numbers = itertools.count()
        self.answers: list[Answer] = []
        # When the change to a state began, and the state; when each change was committed.
        self.states: list[tuple[float, dict[str, str]]] = [(0.0, {})]
        self.committed: list[float] = []

    def change(self, step: list[tuple[str, str]]) -> None:
        """Have one transaction done; return when it is committed."""
        state = self.states[-1][1] | dict(step)
        self.states.append((time.monotonic(), {slug: state[slug] for slug in state if state[slug]}))
        self.editor.stdin.write(json.dumps(step) + "\n")
        self.editor.stdin.flush()
        assert self.editor.stdout.readline() == "done\n"
        self.committed.append(time.monotonic())

    def possible(self, one: Answer) -> list[tuple]:
        """Return what an answer may show: the states that there were while it was made."""
        shown = []
        for (begun, state), end in zip(self.states, [*self.committed, float("inf")], strict=True):
            if begun <= one.ended and one.begun <= end:
                there = set(state) & ({"yinxing"} if one.path == NAMED else set(NAMES))
                counts = dict(Counter(state.values())) if one.path in (LIST, FOUND) else {}
                shown.append((len(there), counts, there))
        return shown

    def ask(self, path: str, etag: str = "") -> None:
        """Ask on a connection of its own, so that either worker may take it."""
        number, begun = next(self.numbers), time.monotonic()
        headers = {"X-Number": str(number), "If-None-Match": etag, "Connection": "close"}
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)) as asked:
            asked.request("GET", path, headers=headers)
            answer = asked.getresponse()
            page, etag = answer.read().decode(), answer.headers.get("ETag", "")
        ended = time.monotonic()
        self.answers.append(Answer(path, number, begun, ended, answer.status, etag, page))

    @contextmanager
    def asked(self, *paths: str, etag: str = ""):
        """Ask for pages all the while; yield what waits until each worker has answered each."""
        over = threading.Event()

        def keep_asking(path: str) -> None:
            while not over.is_set():
                self.ask(path, etag)

        def wait_for_both() -> None:
            first, deadline, seen = next(self.numbers), time.monotonic() + SECONDS, set()
            while len(seen) < 2 * len(paths):
                assert time.monotonic() < deadline, f"only these have answered: {seen}"
                time.sleep(0.02)
                lines = [line.split() for line in self.log.read_text().splitlines()]
                workers = {int(line[1]): line[0] for line in lines if line[-1] == "."}
                late = [one for one in list(self.answers) if one.number > first]
                seen = {(workers[one.number], one.path) for one in late if one.number in workers}

        with ThreadPoolExecutor() as threads:
            asking = [threads.submit(keep_asking, path) for path in (paths * 4)[:4]]
            try:
                yield wait_for_both
            finally:
                over.set()
        for one in asking:
            one.result()

    def of_both(self, path: str, etag: str = "") -> list[Answer]:
        """Ask for one page until both workers have answered."""
        self.answers.clear()
        with self.asked(path, etag=etag) as wait_for_both:
            wait_for_both()
        return list(self.answers)


@pytest.fixture(scope="module")
def processes(django_db_setup, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    said = ("--access-logfile", folder / "access", "--access-logformat", "%(p)s %({x-number}i)s .")
    few = ("--workers", "2", "--threads", "2", "--worker-class", "gthread", "--log-level", "error")
    call = f"import django; django.setup(); from {__name__} import obey; obey()"
    with ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())
        url = stack.enter_context(database(folder))
        options = {"env": environment(folder, url), "cwd": settings.BASE_DIR}
        editor = stack.enter_context(running("-c", call, stdin=PIPE, stdout=PIPE, **options))
        # Requests wait in the open socket until the workers are there.
        with socket.create_server(("127.0.0.1", 0)) as listening:
            port, handle = listening.getsockname()[1], listening.fileno()
            program = ("-m", "gunicorn", "config.wsgi", "--bind", f"fd://{handle}", *few, *said)
            stack.enter_context(running(*program, pass_fds=[handle], **options))
        assert editor.stdout.readline() == "done\n"
        yield Site(port, folder / "access", editor)


@pytest.fixture
def site(db, processes):
    processes.answers.clear()
    yield processes
    processes.change(STEPS[-1])


def test_after_each_change_every_worker_shows_the_new_state_and_nothing_else(site):
    with site.asked(*PAGES) as wait_for_both:
        for step in STEPS:
            site.change(step)
            wait_for_both()
    for one in site.answers:
        assert one.shown() in site.possible(one), one.path


def test_answers_made_while_things_change_are_each_of_one_state(site):
    site.change([("haitang", "1"), ("yulan", "2")])
    with site.asked(*PAGES):
        for theme in ("1", "", "2", "") * 9:
            site.change([("yinxing", theme)])
    for one in site.answers:
        assert one.shown() in site.possible(one), one.path


def test_every_worker_answers_304_until_something_is_published(site):
    site.change([("haitang", "2")])
    for path in (LIST, FOUND):
        (etag,) = {one.etag for one in site.of_both(path)}
        unchanged = site.of_both(path, etag)
        assert {(one.status, one.page, one.etag) for one in unchanged} == {(304, "", etag)}
        site.change([("yinxing", "1")])
        for one in site.of_both(path, etag):
            assert (one.status, one.etag != etag) == (200, True)
            assert one.shown() in site.possible(one)
        site.change([("yinxing", "")])
