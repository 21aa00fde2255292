"""What a first view weighs on the wire, and what old browsers would not understand of it."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from tests import factories as f

STATIC = re.compile(r'(?:href|src)="/static/([^"]+)"')
MOST = 60_000
MOST_SCRIPT = 20_000
# What Chromium 100 does not know, and would drop the whole rule or sheet for.
TOO_NEW = re.compile(
    r"\((?:width|height) *[<>]|@container|@layer|@scope|:has\(|^\s*&", re.MULTILINE
)
# Rules without which a page is only less fine.
WITHOUT = {
    ".rows-table td:has(> .sentence)",
    "body:has(.matrix, .rows-table)",
}

PUBLIC_STYLES = sorted(
    path.name
    for path in (settings.BASE_DIR / "static").glob("*.css")
    if not path.name.startswith(("admin-", "import-"))
)


def files(page: str) -> list[Path]:
    """Return the styles, scripts and pictures that a page names."""
    names = {re.sub(r"\.[0-9a-f]{12}(?=\.)", "", name) for name in STATIC.findall(page)}
    return [Path(finders.find(name)) for name in sorted(names)]


def on_the_wire(client, address: str) -> int:
    """Return the bytes that a browser gets for a page and all it names."""
    response = client.get(address, headers={"accept-encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    page = gzip.decompress(response.content).decode()
    return len(response.content) + sum(len(gzip.compress(one.read_bytes())) for one in files(page))


@pytest.mark.django_db
@pytest.mark.one_database
class TestFirstView:
    def addresses(self) -> list[str]:
        practice = f.PracticeFactory(published=True)
        f.EvidenceFactory.create_batch(10, practice=practice, published=True)
        answer = f.AnswerFactory(published=True)
        interview = answer.interview
        return ["/", "/practices/", practice.get_absolute_url(), interview.get_absolute_url()]

    def test_it_takes_no_more_than_sixty_kilobytes(self, client):
        weights = {address: on_the_wire(client, address) for address in self.addresses()}
        assert max(weights.values()) <= MOST, weights

    def test_the_scripts_of_all_public_pages_stay_small(self, client):
        scripts = {
            one: one.stat().st_size
            for address in self.addresses()
            for one in files(client.get(address).content.decode())
            if one.suffix == ".js"
        }
        assert scripts
        assert sum(scripts.values()) <= MOST_SCRIPT, scripts


@pytest.mark.parametrize("name", PUBLIC_STYLES)
def test_browsers_of_2022_understand_the_styles(name):
    text = re.sub(
        r"/\*.*?\*/", "", (settings.BASE_DIR / "static" / name).read_text(), flags=re.DOTALL
    )
    too_new = {
        line.strip().removesuffix(" {") for line in text.splitlines() if TOO_NEW.search(line)
    }
    assert too_new <= WITHOUT


def test_a_file_that_is_streamed_is_not_compressed_on_its_way(client, db):
    f.PracticeFactory(published=True)
    answer = client.get("/practices/?format=csv", headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in answer
