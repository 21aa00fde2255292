"""Archives come in: whole, once, and without undoing what people did here."""

import json
import zipfile

import pytest
from django.core.management import CommandError

from editorial.models import FormerAddress, ReviewStep, State, Version
from editorial.versions import log
from editorial.versions.log import versions_of
from imports.archives import loading
from practices.models import Practice
from search.indexing import is_missing
from sources.models import Source
from tests import factories as f
from tests.archives import another, empty, lines, loaded, make_base, written
from zones.models import PartyOrganization, Zone

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def archive(shared, tmp_path_factory):
    return make_base(tmp_path_factory.mktemp("archives") / "base.zip")


def edited_by_a_person(practice) -> None:
    editor = f.EditorFactory()
    practice.gist = "这里改过的一句话。"
    practice._history_user = editor
    practice.save()
    log.keep(practice, actor=editor, action=log.Action.SAVE)


def test_out_in_and_out_again_gives_the_same_bytes(archive, tmp_path, client):
    names = set(Practice.objects.visible_to(None).values_list("name", flat=True))
    empty()
    assert not Zone.objects.exists()
    said = loaded(archive)
    assert "做法：新增 4，更新 0，未变 0" in said
    assert written(tmp_path / "again.zip").read_bytes() == archive.read_bytes()
    page = client.get("/practices/").content.decode()
    assert all(name in page for name in names)
    assert FormerAddress.objects.exists()
    steps = ReviewStep.objects.filter(kind="load", to_state=State.PUBLISHED)
    assert steps.filter(title__in=names).count() >= len(names)


def test_loading_again_changes_nothing(archive):
    revisions = list(Practice.objects.order_by("pk").values_list("pk", "revision"))
    said = loaded(archive)
    assert all(
        "新增 0，更新 0" in line and "不动 0" in line for line in said.splitlines() if "：" in line
    )
    assert list(Practice.objects.order_by("pk").values_list("pk", "revision")) == revisions
    assert not Version.objects.exists()


def test_what_nobody_here_has_touched_is_mended_and_keeps_its_versions(archive, tmp_path):
    line = next(line for line in lines(archive, "practices") if line["measures"])
    practice = Practice.objects.get(slug=line["slug"])
    changes = {"gist": "新的一句话。", "tags": ["新标签"], "measures": [], "evidence": []}

    def changed(found):
        return [one | changes if one["slug"] == line["slug"] else one for one in found]

    other = another(archive, tmp_path, practices=changed)
    assert "做法：新增 0，更新 1，未变 3" in loaded(other)
    practice.refresh_from_db()
    assert practice.gist == "新的一句话。"
    assert [tag.name for tag in practice.tags.all()] == ["新标签"]
    assert not practice.measures.exists()
    assert [version.action for version in versions_of(practice)] == ["load", "base"]
    assert "更新 0，未变 4" in loaded(other)


def test_parts_are_told_by_their_keys_and_keep_their_place_in_addresses(archive, tmp_path):
    line = next(line for line in lines(archive, "practices") if len(line["measures"]) > 1)
    practice = Practice.objects.get(slug=line["slug"])
    before = set(practice.measures.values_list("pk", flat=True))

    def longer(found):
        for one in found:
            if one["slug"] == line["slug"]:
                one["measures"].append(
                    {"parent": 1, "label": "新的一条", "content": "内容", "position": 9}
                )
        return found

    assert "更新 1" in loaded(another(archive, tmp_path, practices=longer))
    after = set(practice.measures.values_list("pk", flat=True))
    assert before < after
    added = practice.measures.get(pk=(after - before).pop())
    assert (added.label, added.parent_id in before) == ("新的一条", True)


def test_what_an_editor_here_has_changed_is_left_alone_and_said(archive, tmp_path):
    line = lines(archive, "practices")[0]
    practice = Practice.objects.get(slug=line["slug"])
    edited_by_a_person(practice)
    said = loaded(archive)
    assert "做法：新增 0，更新 0，未变 3，有分歧而不动 1" in said
    assert f"做法 {line['slug']}（practices.ndjson 第 1 行）：这里的编辑改过" in said
    practice.refresh_from_db()
    assert practice.gist == "这里改过的一句话。"


def test_what_an_editor_here_has_deleted_does_not_come_back(archive):
    item = next(line for line in lines(archive, "practices") if not line["relations"])
    practice = Practice.objects.get(slug=item["slug"])
    practice.collection_items.all().delete()
    practice.related_from.all().delete()
    practice._history_user = f.EditorFactory()
    practice.delete()
    said = loaded(archive)
    assert "编辑已删除" in said
    assert not Practice.objects.filter(slug=item["slug"]).exists()


def test_a_record_that_is_here_under_another_address_is_not_doubled(archive, tmp_path):
    zone = Zone.objects.get(slug=lines(archive, "zones")[0]["slug"])
    zone.slug = "xin-dizhi"
    zone.save()
    said = loaded(archive)
    assert "这里已改址或并入别的记录" in said
    assert Zone.objects.filter(short_name=zone.short_name).count() == 1


def test_a_rehearsal_says_the_same_and_leaves_nothing(archive):
    empty()
    said = loaded(archive, dry_run=True)
    assert "做法：新增 4" in said
    assert "演练完毕，什么也没有写入。" in said
    assert not Source.objects.exists()
    assert not Practice.objects.exists()


def test_records_of_others_may_come_as_drafts(archive, client):
    empty()
    loaded(archive, as_drafts=True)
    assert set(Practice.objects.values_list("state", flat=True)) == {State.DRAFT}
    slug = lines(archive, "practices")[0]["slug"]
    assert client.get(f"/practices/{slug}/").status_code == 404
    assert "新增 0，更新 0，未变 4" in loaded(archive)


def test_records_may_name_others_that_come_later(archive):
    empty()
    loaded(archive)
    assert PartyOrganization.objects.get(slug="aa-zhibu").parent.slug == "zz-dangwei"


def test_words_that_lost_their_place_come_back_without_it(tmp_path):
    evidence = f.EvidenceFactory(published=True)
    type(evidence).objects.filter(pk=evidence.pk).update(start=None)
    Source.objects.filter(pk=evidence.source_id).update(text="别的全文。")
    path = written(tmp_path / "lost.zip")
    empty()
    loaded(path)
    again = type(evidence).objects.get(practice__slug=evidence.practice.slug)
    assert (again.quote, again.start) == (evidence.quote, None)


def test_a_text_that_is_not_in_the_archive_is_left_as_it_is_here(archive, tmp_path):
    source = Source.objects.get(identifier=lines(archive, "sources")[0]["identifier"])
    path = tmp_path / "without.zip"
    with zipfile.ZipFile(archive) as base, zipfile.ZipFile(path, "w") as out:
        manifest = json.loads(base.read("manifest.json"))
        manifest["files"] = [
            file for file in manifest["files"] if not file["path"].startswith("texts/")
        ]
        for file in manifest["files"]:
            out.writestr(file["path"], base.read(file["path"]))
        out.writestr("manifest.json", json.dumps(manifest))
    loaded(path)
    assert Source.objects.get(pk=source.pk).text == source.text != ""


def test_an_index_that_a_loading_left_undone_is_made_when_it_is_loaded_again(archive, monkeypatch):
    empty()
    monkeypatch.setattr(loading, "MOST_TOGETHER", 2)
    rebuilt = []

    def cut_off(report):
        rebuilt.append(report)
        if len(rebuilt) == 1:
            raise KeyboardInterrupt

    monkeypatch.setattr(loading, "rebuild", cut_off)
    with pytest.raises(CommandError, match="已停下"):
        loaded(archive)
    assert is_missing()
    loaded(archive)
    assert len(rebuilt) == 2
