"""The page of all components is the editors', complete, and fits a phone."""

import pytest
from django.conf import settings

from tests.factories import EditorFactory
from tests.support.pages import html

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

URL = "/admin/gallery/"
# They stand within others, or need a whole list around them.
WITHIN = {
    "downloads",
    "feed_link",
    "filters",
    "passage_links",
    "passage_menu",
    "practice_list",
    "quotation_in_sentence",
    "reader_settings",
    "speaker",
    "word_links",
}


def test_every_component_is_shown(client):
    client.force_login(EditorFactory())
    page = html(client, URL)
    folder = settings.BASE_DIR / "templates/components"
    components = {path.stem for path in folder.glob("[!_]*.html")}
    shown = {name for name in components if f"<h2>{name}</h2>" in page}
    assert components - shown == WITHIN


def test_nobody_else_sees_it(client):
    assert client.get(URL)["Location"] == f"/admin/login/?next={URL}"
