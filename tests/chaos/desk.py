"""Editors who go on working, readers who go on reading, and a log of what each was told.

What the desk has answered with a redirect is saved: it must never be lost. What it answered
otherwise, or not at all, may be there or not, but not by half.
"""

import http.client
import itertools
import re
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

import lxml.html

from tests.cluster.editing import Editor, Refused

from .site import Site

ADD = "/admin/practices/practice/add/"
LIST = "/admin/practices/practice/"
PARTS = 3
SIGN_IN = """
import django; django.setup()
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
users = get_user_model().objects
for name in ("zhang", "li", "wang"):
    user = users.filter(username=name).first() or users.create_superuser(name, password="mima")
    client = Client()
    client.force_login(user)
    print("session", client.cookies[settings.SESSION_COOKIE_NAME].value)
"""
_FAILED = (OSError, http.client.HTTPException, Refused)
_numbers = itertools.count(1)


@dataclass
class Desk:
    """An author and two reviewers, signed in."""

    site: Site
    author: Editor
    reviewer: Editor
    second: Editor

    @classmethod
    def of(cls, site: Site) -> "Desk":
        sessions = re.findall(r"session (\w+)", site.python("-c", SIGN_IN))
        return cls(site, *(Editor(session, None) for session in sessions))

    def save(self, name: str) -> None:
        """Save a practice with its parts by the form; it is saved when this returns."""
        form = form_with("name", self.author.page(self.site.application, ADD))
        values = dict(pair for pair in form.form_values() if "__prefix__" not in pair[0])
        values |= {"name": name, "gist": "先写一句。", "measures-TOTAL_FORMS": str(PARTS)}
        for number in range(PARTS):
            values[f"measures-{number}-label"] = f"{name}之{number}"
            values[f"measures-{number}-position"] = str(number + 1)
        self.author.send(self.site.application, ADD, urlencode(values | {"_save": "1"}), form)

    def publish(self, name: str) -> None:
        """Hand a practice in, and pass it; it is published when this returns."""
        address = self.address(name)
        self.move(address, "submit", self.author)
        self.move(address, "pass", self.reviewer)

    def edit(self, name: str, gist: str, by: Editor) -> None:
        """Change a published practice; the change waits for its review."""
        path = f"{self.address(name)}change/"
        form = form_with("name", by.page(self.site.application, path))
        values = dict(pair for pair in form.form_values() if "__prefix__" not in pair[0])
        values |= {"gist": gist, "_save": "1"}
        by.send(self.site.application, path, urlencode(values), form)

    def move(self, address: str, move: str, by: Editor) -> None:
        path = f"{address}review/{move}/"
        form = form_with("seen_revision", by.page(self.site.application, path))
        by.send(self.site.application, path, urlencode(form.form_values()), form)

    def address(self, name: str) -> str:
        """Return the address below which the pages of a practice lie."""
        page = self.author.page(self.site.application, f"{LIST}?q={name}")
        return re.search(rf"({LIST}\d+/)change/", page).group(1)


def form_with(field: str, page: str):
    """Return the form of a page that has this field."""
    return next(form for form in lxml.html.fromstring(page).forms if field in form.fields)


@dataclass
class Told:
    """What editors and readers were told, since the work began."""

    saved: list[str] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    tried: set[str] = field(default_factory=set)
    # When, status and page of each answer that was none.
    refused: list[tuple[float, int, str]] = field(default_factory=list)
    reads: list[tuple[float, int, float]] = field(default_factory=list)

    def errors_of_readers(self) -> list[float]:
        return [at for at, status, _ in self.reads if status != 200]

    def back_after(self, begun: float) -> float:
        """Return how long after `begun` editors or readers met with the last failure."""
        failed = [*self.errors_of_readers(), *(at for at, *_ in self.refused)]
        return max([at - begun for at in failed if at >= begun], default=0.0)


@dataclass
class Work:
    """Two editors who save, one who publishes what they saved, and a reader, all at once."""

    desk: Desk
    told: Told = field(default_factory=Told)
    _stop: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Told:
        jobs = (self._save, self._save, self._publish, self._read)
        self._threads = [threading.Thread(target=self._go_on, args=(job,)) for job in jobs]
        for thread in self._threads:
            thread.start()
        return self.told

    def __exit__(self, *raised) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _go_on(self, job) -> None:
        while not self._stop.is_set():
            begun = time.monotonic()
            try:
                job()
            except _FAILED as error:
                status, page = getattr(error, "status", 0), getattr(error, "page", str(error))
                self.told.refused.append((begun, status, page))
            self._stop.wait(0.2)

    def _save(self) -> None:
        name = f"第{next(_numbers)}次保存行动"
        self.desk.save(name)
        self.told.saved.append(name)

    def _publish(self) -> None:
        waiting = [name for name in self.told.saved if name not in self.told.tried]
        if waiting:
            self.told.tried.add(waiting[-1])
            self.desk.publish(waiting[-1])
            self.told.published.append(waiting[-1])

    def _read(self) -> None:
        begun = time.monotonic()
        path = "/" if len(self.told.reads) % 2 else f"/practices/?q={quote('行动')}&n={begun}"
        status = self.desk.site.status(path)
        self.told.reads.append((begun, status, time.monotonic() - begun))
