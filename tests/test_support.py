"""The instruments themselves: a watched page that never complained would prove nothing."""

import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from tests.support.browser import watched_page

NOWHERE = "http://127.0.0.1:9"


def watch(chromium, content):
    with watched_page(chromium, NOWHERE) as page:
        page.set_content(content)


def ask_for_a_missing_picture(chromium, address):
    with watched_page(chromium, address) as page:
        page.goto("/nothing-here/")
        page.evaluate("document.body.append(Object.assign(new Image(), {src: '/missing.png'}))")
        page.wait_for_load_state("networkidle")


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ('<img src="https://example.org/x.png">', "request to another host"),
        ("<script>missing()</script>", "missing is not defined"),
        ("<script>console.error('broken')</script>", "console: broken"),
        (
            '<meta http-equiv="Content-Security-Policy" content="style-src \'none\'">'
            '<p style="color: red">',
            "Content Security Policy",
        ),
    ],
)
def test_a_watched_page_fails_on(chromium, content, complaint):
    with pytest.raises(AssertionError, match=complaint):
        watch(chromium, content)


def test_a_missing_part_of_a_page_is_found_and_a_missing_page_is_none(chromium, live_server):
    with watched_page(chromium, live_server.url) as page:
        page.goto("/nothing-here/")
    with pytest.raises(AssertionError, match=r"404: .*/missing\.png"):
        ask_for_a_missing_picture(chromium, live_server.url)


def test_axe_fails_on_a_picture_without_words(page, axe):
    page.set_content('<html lang="zh"><title>图</title><main><img src="data:,"></main></html>')
    with pytest.raises(AssertionError, match="image-alt"):
        axe(page)


def test_a_phone_is_narrow_and_a_page_without_scripts_runs_none(phone_page, no_js_page):
    phone_page.set_content('<meta name="viewport" content="width=device-width">')
    assert phone_page.evaluate("innerWidth") == 375
    no_js_page.set_content("<script>document.title = 'ran'</script>")
    assert no_js_page.title() == ""


def test_the_database_is_usable_while_a_browser_runs(page, django_user_model):
    django_user_model.objects.create_user("editor")
    page.goto("/admin/login/")
    assert page.locator("input[name=username]").count() == 1


@pytest.mark.django_db
def test_the_database_folds_case_beyond_ascii(django_user_model):
    """PostgreSQL with the wrong locale folds ASCII only; SQLite never does more."""
    django_user_model.objects.create_user("Émile")
    found = django_user_model.objects.filter(username__icontains="émile").exists()
    assert found is (connection.vendor == "postgresql")


@pytest.mark.one_database
@pytest.mark.parametrize("name", ["tests.load.run", "tests.bench.run", "tests.bench.migrating"])
def test_a_trial_can_be_started_before_django_has_settings(name):
    bare = {"PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-c", f"import {name}"]
    subprocess.run(command, cwd=settings.BASE_DIR, env=bare, check=True, timeout=60)  # noqa: S603
