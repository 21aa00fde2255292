"""The archive: all that is published, the same bytes for the same records, offered or not."""

import json
import os
import zipfile
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from editorial import services
from exports.archive import writing
from exports.archive.keeping import offered
from practices.models import Practice
from tests import factories as f
from tests.archives import lines, written
from tests.support.roles import make_people

from .api_world import fill
from .test_hidden import DRAFTS

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(autouse=True)
def _kept_apart(settings, tmp_path):
    settings.ARCHIVE_ROOT = tmp_path / "archive"


def export(*arguments) -> str:
    said = StringIO()
    call_command("export_archive", *arguments, stdout=said, stderr=StringIO())
    return said.getvalue()


def test_the_same_records_make_the_same_bytes(tmp_path):
    fill()
    one, other = written(tmp_path / "1.zip"), written(tmp_path / "2.zip")
    assert one.read_bytes() == other.read_bytes()


def test_every_file_is_in_the_manifest_and_the_texts_are_beside_the_lines(
    tmp_path,
):
    fill()
    path = written(tmp_path / "1.zip")
    with zipfile.ZipFile(path) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        names = set(archive.namelist())
        text = archive.read(f"texts/{lines(path, 'sources')[0]['identifier']}.txt").decode()
    assert manifest["format"] == "gaoxinqu-dangjian"
    assert manifest["version"] == 1
    assert {file["path"] for file in manifest["files"]} == names - {"manifest.json"}
    assert {"README.txt", "codebook.csv", "practices.ndjson", "problems.ndjson"} <= names
    assert text in set(f.SourceFactory._meta.model.objects.values_list("text", flat=True))


def test_nothing_unpublished_is_in_the_archive(tmp_path):
    for name in DRAFTS:
        getattr(f, name)()
    path = written(tmp_path / "1.zip")
    with zipfile.ZipFile(path) as archive:
        kinds = {name for name in archive.namelist() if name.endswith(".ndjson")}
        full = {name for name in kinds if archive.read(name)}
        assert not [name for name in archive.namelist() if name.startswith("texts/")]
    assert full == {"problems.ndjson", "themes.ndjson"}


def test_ties_to_what_is_not_published_are_left_out(tmp_path):
    hidden = f.ZoneFactory()
    practice = f.PracticeFactory(
        zones=[hidden], alliance=f.AllianceFactory(), published=True, tags=["支部"]
    )
    f.EvidenceFactory(practice=practice)  # of a source that is a draft
    (line,) = lines(written(tmp_path / "1.zip"), "practices")
    assert (line["zones"], line["alliance"], line["evidence"]) == ([], None, [])
    assert line["tags"] == ["支部"]


def test_the_code_book_explains_every_column(tmp_path):
    fill()
    path = written(tmp_path / "1.zip")
    with zipfile.ZipFile(path) as archive:
        book = archive.read("codebook.csv").decode("utf-8-sig")
    for kind in ("practices", "zones", "interviews", "sources"):
        for name, value in lines(path, kind)[0].items():
            assert f"{kind}.ndjson" in book
            parts = value if isinstance(value, list) and value and value[0] != str(value[0]) else []
            columns = [part for part in parts if isinstance(part, dict)]
            assert columns or f",,{name}," in book, name
            assert all(f",{name},{column}," in book for part in columns for column in part)


def test_one_that_is_cut_off_leaves_nothing_behind(tmp_path, monkeypatch):
    fill()
    before = written(tmp_path / "1.zip").read_bytes()

    def cut_off(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr(writing, "_add_kind", cut_off)
    with pytest.raises(CommandError, match="已停下"):
        export(tmp_path / "1.zip")
    assert (tmp_path / "1.zip").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["1.zip"]


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(CommandError, match="是文件夹"):
        export(tmp_path)


def test_readers_are_offered_the_archive_with_its_size_date_and_checksum(client):
    fill()
    assert "没有现成的" in client.get("/data/").content.decode()
    assert client.get("/data/archive/").status_code == 404
    export()
    page = client.get("/data/").content.decode()
    assert offered().sha256 in page
    assert f"{timezone.localdate():%Y}年" in page
    answer = client.get("/data/archive/")
    assert b"".join(answer.streaming_content) == offered().path.read_bytes()
    assert answer["Content-Type"] == "application/zip"
    assert "attachment" in answer["Content-Disposition"]


def test_an_archive_with_a_record_that_was_withdrawn_is_not_offered_until_it_is_made_again(client):
    fill()
    export()
    make_people()
    practice = Practice.objects.visible_to(None).first()
    chief = f.UserFactory(is_superuser=True)
    services.archive(record=practice, actor=chief, reason="原文撤稿")
    assert client.get("/data/archive/").status_code == 404
    assert "没有现成的" in client.get("/data/").content.decode()
    export()
    assert client.get("/data/archive/").status_code == 200
    assert practice.slug not in {line["slug"] for line in lines(offered().path, "practices")}


def test_only_the_newest_archive_is_kept():
    f.PracticeFactory(published=True)
    export()
    first = offered()
    (first.path.parent / ".archive-killed.zip.part").write_bytes(b"half")
    export()
    kept = {path.name for path in first.path.parent.iterdir()}
    assert kept == {".lock", "archive.json", offered().path.name}


def test_one_that_is_cut_off_before_it_is_offered_changes_nothing(monkeypatch):
    f.PracticeFactory(published=True)
    export()
    before = offered()

    def cut_off(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr("exports.archive.keeping.advance", cut_off)
    with pytest.raises(CommandError, match="已停下"):
        export()
    assert offered() == before
    assert before.path.exists()


def test_what_is_withdrawn_after_the_clock_was_set_back_counts_as_later():
    f.PracticeFactory(published=True)
    export()
    path = offered().path
    ahead = path.stat().st_mtime + 2 * 86400
    os.utime(path, (ahead, ahead))
    assert offered() is not None
    practice = Practice.objects.visible_to(None).first()
    chief = f.UserFactory(is_superuser=True)
    services.archive(record=practice, actor=chief, reason="原文撤稿")
    assert offered() is None
