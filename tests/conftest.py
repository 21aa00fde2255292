"""What every test may use. Factories live beside the tests of their app."""

from contextlib import ExitStack
from functools import lru_cache

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models.signals import post_migrate
from django.test import override_settings
from hypothesis import settings as hypothesis_settings

from search import snapshots
from tests.support import browser as chromium_support
from tests.support import office as office_support
from tests.support.late_indexing import late_indexing
from tests.support.roles import make_people, restore_roles, sign_in

# Examples are the same on every run, and a busy machine is not a defect.
hypothesis_settings.register_profile("project", derandomize=True, deadline=None)
hypothesis_settings.load_profile("project")

DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}


def pytest_collection_modifyitems(config, items):
    """Mark tests by what they use, so that `make test` can tell which run where."""
    if connection.vendor != "postgresql":
        others = [item for item in items if item.get_closest_marker("postgresql")]
        items[:] = [item for item in items if item not in others]
        config.hook.pytest_deselected(items=others)
    for item in items:
        fixtures = set(item.fixturenames)
        if "chromium" in fixtures:
            item.add_marker(pytest.mark.browser)
        if "office" in fixtures:
            item.add_marker(pytest.mark.office)
        reads = DATABASE_FIXTURES & fixtures or item.get_closest_marker("django_db")
        if reads and not item.get_closest_marker("one_database"):
            item.add_marker(pytest.mark.database)


@pytest.fixture(autouse=True)
def _throw_away_files(request, settings, tmp_path):
    """Keep what tests upload out of the real store."""
    if "shared" not in request.fixturenames:
        settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(scope="module")
def shared(django_db_setup, django_db_blocker, tmp_path_factory):
    """What fixtures of a module's scope write after this, all tests of the module find.

    Each test's own changes are rolled back to it, and all of it when the module is done.
    """
    files = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), files, transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _no_pages_from_before(settings):
    """Have every page made when it is asked for; tests of the cache turn it on."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}


@pytest.fixture(autouse=True)
def _room_for_files(settings):
    """Have files made whatever else is being made; a test may leave a file half read."""
    settings.EXPORTS_AT_ONCE = 1000


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    """Hash passwords cheaply: a safe hash takes longer than most tests."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True, scope="session")
def _roles_outlive_their_tests():
    """Make the roles again when a test that commits has emptied the database.

    Such tests come last, but a worker that is done takes over earlier ones from another.
    """
    # The last app with models: by then there are the permissions that the roles name.
    *_, last = (app for app in apps.get_app_configs() if app.models_module)
    post_migrate.connect(restore_roles, sender=last)
    yield
    post_migrate.disconnect(restore_roles, sender=last)


@pytest.fixture(autouse=True)
def _no_shelves_from_before():
    """Let go of what other tests had in memory: a rolled back database counts from the start."""
    snapshots.forget()


@pytest.fixture(autouse=True)
def _late_indexing(request):
    """Index late where one thread does everything; tests of the index itself do without."""
    marker = request.node.get_closest_marker("django_db")
    transactional = marker and marker.kwargs.get("transaction")
    if transactional or {"transactional_db", "live_server"} & set(request.fixturenames):
        yield
    else:
        with late_indexing():
            yield


@pytest.fixture(scope="session")
def chromium():
    """One Chromium for the session."""
    with chromium_support.chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def office():
    """`office(folder, files)` gives the workbooks that LibreOffice makes of files."""
    return office_support.opened


@pytest.fixture(scope="session")
def printed(office):
    """`printed(folder, files)` gives the pages that LibreOffice prints of documents."""
    return office_support.printed


@pytest.fixture
def page(chromium, live_server):
    """A page 1280 px wide; `page.goto("/practices/")` opens an address of the live server."""
    with chromium_support.watched_page(
        chromium, live_server.url, **chromium_support.DESKTOP
    ) as page:
        yield page


@pytest.fixture
def phone_page(chromium, live_server):
    """A page as a phone shows it, 375 px wide."""
    with chromium_support.watched_page(chromium, live_server.url, **chromium_support.PHONE) as page:
        yield page


@pytest.fixture
def no_js_page(chromium, live_server):
    """A page on a phone with JavaScript turned off."""
    options = {**chromium_support.PHONE, "java_script_enabled": False}
    with chromium_support.watched_page(chromium, live_server.url, **options) as page:
        yield page


@pytest.fixture
def as_role(chromium, live_server):
    """`as_role("初审")` is the page of the person of that role, signed in, in their own browser."""
    make_people()
    with ExitStack() as browsers:

        @lru_cache
        def signed_in(role):
            watched = chromium_support.watched_page(
                chromium, live_server.url, **chromium_support.DESKTOP
            )
            page = browsers.enter_context(watched)
            sign_in(page, role)
            return page

        yield signed_in


@pytest.fixture
def enter(live_server, django_user_model):
    """`enter(page)` signs somebody in who may do everything, without the form."""

    def enter(page, name="zhang"):
        user = django_user_model.objects.create_superuser(name, password="mima")
        chromium_support.sign_in(page, live_server.url, user)
        return page

    return enter


@pytest.fixture
def axe():
    """`axe(page)` fails on anything that axe-core calls serious or critical."""
    return chromium_support.assert_accessible
