"""The pages of a published record with a pending change ask no more for a record of many parts."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from practices.models import Practice
from tests.factories import (
    EditorFactory,
    EvidenceFactory,
    MeasureFactory,
    OutcomeFactory,
    PracticeFactory,
    PracticeProblemFactory,
)

from .desk import address, save

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(scope="module")
def editor(shared):
    return EditorFactory()


@pytest.fixture(scope="module")
def practices(editor):
    """Return a practice of few parts and one of many, each published, and changed since."""
    desk = Client()
    desk.force_login(editor)
    return [changed(desk, parts, problems=parts) for parts in (3, 30)]


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def changed(desk: Client, parts: int, *, problems: int) -> Practice:
    """Make a published practice whose change, saved twice, touches a few of its many parts."""
    practice = PracticeFactory(published=True)
    for _ in range(parts):
        measure = MeasureFactory(practice=practice)
        EvidenceFactory(practice=practice, measure=measure, published=True)
        OutcomeFactory(practice=practice, published=True)
    for _ in range(problems):
        link = PracticeProblemFactory(practice=practice)
        EvidenceFactory(practice=practice, problem_link=link, published=True)
    few = {"gist": "改过的一句话", "measures-0-content": "改过的内容", "evidence-0-position": "7"}
    assert save(desk, practice, **few).status_code == 302
    assert save(desk, practice, background="改过的背景").status_code == 302
    return practice


def asked(desk, url: str) -> int:
    """Return how many queries a page takes once what is cached is."""
    assert desk.get(url).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        desk.get(url)
    return len(captured)


# What it may take at most, for a practice with few parts.
FORMS = {"the form": ("change", 80), "the preview": ("preview", 85)}
COMPARISONS = {
    "before a review": (("review", "submit"), 40),
    "of two versions": (("compare",), 12),
    "of a whole version": (("version", 3), 12),
    "before going back": (("restore", 2), 22),
}


@pytest.mark.parametrize("name", FORMS)
def test_the_page_asks_the_same_for_many_parts(desk, practices, name):
    page, most = FORMS[name]
    few, many = (asked(desk, address(practice, page)) for practice in practices)
    assert many <= few <= most


@pytest.mark.parametrize("name", COMPARISONS)
def test_the_comparison_asks_the_same_for_many_parts(desk, practices, name):
    page, most = COMPARISONS[name]
    few, many = (asked(desk, address(practice, *page) + "?a=1&b=3") for practice in practices)
    assert many <= few <= most
