"""A real Chromium for the tests, and the pages it opens.

Every page is watched: a request to another host, a script error, a refusal by the
Content-Security-Policy or a missing stylesheet, script or picture fails the test that caused it.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    Request,
    Response,
    expect,
    sync_playwright,
)

DESKTOP = {"viewport": {"width": 1280, "height": 900}}
PHONE = {
    "viewport": {"width": 375, "height": 812},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Nothing beyond this machine is reached. Intercepting requests would turn the cache off.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
# A busy machine is not a defect.
expect.set_options(timeout=20_000)

# Off in axe-core until WCAG 2.2 is more common; this site promises 2.2 AA.
AXE_OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}


def _works(program: str | None) -> bool:
    """Return whether this is a browser that tests can drive.

    Ubuntu's `chromium-browser` is a script that asks for a snap, and a snap sees no other /tmp.
    """
    if not program or Path(program).resolve().is_relative_to("/snap"):
        return False
    answer = subprocess.run([program, "--version"], capture_output=True, check=False)
    return answer.returncode == 0


def find_chromium() -> str | None:
    """Return the path of a Chromium: the system's, else the one that Playwright downloaded."""
    downloads = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or "~/.cache/ms-playwright")
    candidates = [
        *map(shutil.which, ("chromium", "chromium-browser", "google-chrome")),
        *map(str, downloads.expanduser().glob("chromium-*/chrome-linux*/chrome")),
    ]
    return next(filter(_works, candidates), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium for a test session and yield it.

    Playwright's synchronous API keeps an event loop in this thread, which Django takes for
    asynchronous code and refuses the database. Nothing here runs concurrently, so it may be told.
    """
    path = find_chromium()
    if path is None:
        raise RuntimeError("Chromium is not installed; run the tests with: make test")
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=flags)
            yield browser
            browser.close()
    finally:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@dataclass
class Watch:
    """What went wrong on a page, collected while the test drives it."""

    host: str
    complaints: list[str] = field(default_factory=list)

    def request(self, request: Request) -> None:
        """Note a request to anything but the site."""
        if urlsplit(request.url).netloc not in (self.host, ""):
            self.complaints.append(f"request to another host: {request.url}")

    def console(self, message: ConsoleMessage) -> None:
        """Note an error; failed loads are noted by `response`, which knows what failed."""
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.complaints.append(f"console: {message.text}")

    def response(self, response: Response) -> None:
        """Note a missing part of a page; a page itself may well answer 404."""
        if response.status >= 400 and response.request.resource_type != "document":
            self.complaints.append(f"{response.status}: {response.url}")


@contextmanager
def watched_page(browser: Browser, address: str, **options) -> Iterator[Page]:
    """Yield a fresh page whose relative addresses start at `address`; fail if it complained."""
    context = browser.new_context(base_url=address, locale="zh-CN", **options)
    watch = Watch(host=urlsplit(address).netloc)
    context.on("request", watch.request)
    context.on("console", watch.console)
    context.on("response", watch.response)
    context.on("weberror", lambda error: watch.complaints.append(f"script: {error.error}"))
    try:
        yield context.new_page()
    finally:
        context.close()
    assert not watch.complaints, "\n".join(watch.complaints)


def sign_in(page: Page, address: str, user) -> None:
    """Give a browser the session of somebody who has signed in."""
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": session.key, "value": session.value, "url": address}])


def assert_accessible(page: Page) -> None:
    """Fail on anything that axe-core finds, however small, saying where it is."""
    found = Axe().run(page, options=AXE_OPTIONS).response["violations"]
    faults = [
        f"{violation['id']} ({violation['impact']}): {violation['help']}\n    {node['html'][:200]}"
        for violation in found
        for node in violation["nodes"]
    ]
    assert not faults, f"{page.url}\n" + "\n".join(faults)
