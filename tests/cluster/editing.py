"""An editor of the cluster: at the desk by HTTP, and, for what takes three colleagues, at once."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from subprocess import PIPE, Popen
from urllib.parse import quote, urlencode

import lxml.html
from django.conf import settings

from tests.support.processes import running

from .servers import HOST, NAME, Cluster, Server

FILL = """
import django; django.setup()
from tests.factories import PracticeFactory
for number in range(30):
    PracticeFactory(name=f"第{number}个行动", gist="党建在车间。", published=True)
"""
# What config/settings/accounts.py calls the cookies where there is HTTPS, as there is here.
SESSION, TOKEN = "__Host-sessionid", "__Host-csrftoken"
_ADD = "/admin/practices/practice/add/"


def obey() -> None:
    """Be a process that publishes a practice for each name it reads, and says when it has."""
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test import Client

    from tests.factories import PracticeFactory

    client = Client()
    client.force_login(get_user_model().objects.create_superuser("zhang", password="mima"))
    print(client.cookies[settings.SESSION_COOKIE_NAME].value, flush=True)
    for name in sys.stdin:
        PracticeFactory(name=name.strip(), gist="党建在车间。", published=True)
        connection.close()
        print("done", flush=True)


class Refused(Exception):
    """The desk did not take something; `status` and `page` are what it said."""

    def __init__(self, status: int, page: str):
        super().__init__(f"{status}: {page[:300]}")
        self.status = status
        self.page = page


@dataclass
class Editor:
    """Somebody signed in, through any of the application servers."""

    session: str
    colleague: Popen

    @classmethod
    @contextmanager
    def at(cls, cluster: Cluster) -> Iterator["Editor"]:
        code = "from tests.cluster.editing import obey; obey()"
        pipes = {"stdin": PIPE, "stdout": PIPE, "cwd": settings.BASE_DIR}
        with running("-c", code, env=cluster.environment(), **pipes) as colleague:
            yield cls(colleague.stdout.readline().strip(), colleague)

    def publish(self, name: str) -> None:
        """Publish a practice, past the desk; it is committed on the primary when this returns."""
        self.colleague.stdin.write(f"{name}\n")
        self.colleague.stdin.flush()
        assert self.colleague.stdout.readline() == "done\n"

    def draft(self, server: Server, name: str) -> None:
        """Write a draft by the form of the desk."""
        form = lxml.html.fromstring(self.page(server, _ADD)).forms
        form = next(one for one in form if "name" in one.fields)
        form.fields["name"], form.fields["gist"] = name, "先写一句。"
        self.send(server, _ADD, urlencode([*form.form_values(), ("_save", "1")]), form)

    def page(self, server: Server, path: str) -> str:
        """Return a page as the editor sees it."""
        return self._asked(server, "GET", path)

    def send(self, server: Server, path: str, body: str, form) -> None:
        """Post a form that was filled in; the answer has to be a redirect."""
        token = form.fields["csrfmiddlewaretoken"]
        self._asked(server, "POST", path, body, Cookie=f"{TOKEN}={token}")

    def _asked(self, server: Server, method: str, path: str, body="", **headers: str) -> str:
        origin = f"https://{NAME}"
        own = f"{SESSION}={self.session}"
        headers["Cookie"] = "; ".join(filter(None, (own, headers.get("Cookie"))))
        told = {"Host": NAME, "X-Forwarded-Proto": "https", "Origin": origin, "Referer": origin}
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        connection = HTTPConnection(HOST, server.port, timeout=20)
        try:
            connection.request(
                method, quote(path, safe="/?=&"), body or None, {**told, **kind, **headers}
            )
            answer = connection.getresponse()
            page = answer.read().decode()
        finally:
            connection.close()
        if answer.status != (302 if body else 200):
            raise Refused(answer.status, page)
        return page
