"""Archives come in: whole, once, and without undoing what people did here."""

import json
import zipfile

import pytest
from django.core.management import CommandError

from editorial.models import FormerAddress, ReviewStep, State, Version
from editorial.versions import log
from editorial.versions.log import versions_of
from practices.models import Practice
from search.indexing import together
from sources.models import Source
from tests import factories as f
from tests.archives import empty, lines, loaded, rewritten, written
from tests.exports.api_world import fill
from zones.models import PartyOrganization, Zone

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def archive(shared, tmp_path_factory):
    """An archive of a base in which records hang together in every way."""
    fill(2)
    with together():
        top = f.PartyOrganizationFactory(kind="committee", slug="zz-dangwei", published=True)
        f.PartyOrganizationFactory(kind="branch", slug="aa-zhibu", parent=top, published=True)
        zone = f.ZoneFactory(published=True)
        total = f.ZoneFactFactory(zone=zone, published=True, value=3)
        f.ZoneFactFactory(zone=zone, published=True, part_of=total, value=3)
        zone.slug = "gaiming-gaoxinqu"
        zone.save()
    return written(tmp_path_factory.mktemp("archives") / "base.zip")


def another(archive, tmp_path, **changes):
    return rewritten(archive, tmp_path / "other.zip", **changes)


def first(**values):
    """Return a change of the first line."""
    return lambda found: [found[0] | values, *found[1:]]


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
    line = lines(archive, "practices")[-1]
    practice = Practice.objects.get(slug=line["slug"])
    other = rewritten(
        archive,
        tmp_path / "other.zip",
        practices=lambda found: [
            *found[:-1],
            found[-1] | {"gist": "新的一句话。", "tags": ["新标签"], "measures": []},
        ],
    )
    assert "做法：新增 0，更新 1，未变 3" in loaded(other)
    practice.refresh_from_db()
    assert practice.gist == "新的一句话。"
    assert [tag.name for tag in practice.tags.all()] == ["新标签"]
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


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("kind", "change", "sentence"),
    [
        ("practices", first(gist=3), "practices.ndjson 第 1 行：gist 应是文字"),
        ("practices", first(gist=""), "practices.ndjson 第 1 行：gist：此字段不能为空"),
        ("practices", first(slogan="x"), "practices.ndjson 第 1 行：不认识的列 slogan"),
        ("practices", first(stage="done"), "practices.ndjson 第 1 行：stage：值"),
        ("practices", first(zones=["mei-you"]), "包里和库里都没有高新区 mei-you"),
        ("practices", first(zones="xian"), "zones 应是文字的列表"),
        (
            "practices",
            first(measures=[{"label": "甲", "parent": 2}]),
            "parent 应是“measures”中的第几条",
        ),
        ("practices", first(measures=[{"label": "甲", "parent": 1}]), "绕成了圈"),
        ("practices", first(slug="Bad Slug"), "practices.ndjson 第 1 行：slug"),
        ("practices", first(published_at="2020"), "published_at 应是带时区的时间"),
        ("practices", lambda found: [*found, found[0]], "第 5 行：包里有两条同样的记录"),
        ("practices", lambda found: "{}\n", "practices.ndjson 第 1 行：缺少 slug"),
        ("practices", lambda found: "[]\n", "practices.ndjson 第 1 行：一行应是一个对象"),
        ("practices", lambda found: '{"slug": \n', "practices.ndjson 第 1 行：不是 JSON"),
        ("sources", first(blurb="别的话"), "sources.ndjson 第 1 行：不认识的列 blurb"),
        ("organizations", first(parent="zz-dangwei", kind="functional"), "parent 不合数据库的规则"),
        ("zones", first(approved_year=10**30), "approved_year"),
    ],
)
def test_a_wrong_line_is_refused_by_file_and_line_and_nothing_is_written(
    archive, tmp_path, kind, change, sentence
):
    other = another(archive, tmp_path, **{kind: change})
    empty()
    with pytest.raises(CommandError, match="什么也没有写入") as refused:
        loaded(other)
    assert sentence in str(refused.value)
    assert not Source.objects.exists()


def test_words_that_are_not_in_their_source_are_refused(archive, tmp_path):
    def misquoted(found):
        line = next(line for line in found if line["evidence"])
        line["evidence"][0]["quote"] = "谁也没有这样说过。"
        return found

    other = another(archive, tmp_path, practices=misquoted)
    empty()
    with pytest.raises(CommandError, match="引文不在出处的全文里：谁也没有这样说过"):
        loaded(other)
    assert not Practice.objects.exists()


@pytest.mark.one_database
def test_an_archive_that_is_no_archive_broken_or_of_another_version_is_refused(archive, tmp_path):
    text = tmp_path / "text.zip"
    text.write_text("不是数据包")
    cut = tmp_path / "cut.zip"
    cut.write_bytes(archive.read_bytes()[:-40])
    for path, sentence in (
        (text, "不是数据包，或者文件不完整"),
        (cut, "不是数据包，或者文件不完整"),
        (tmp_path / "none.zip", "没有这个文件"),
    ):
        with pytest.raises(CommandError, match=sentence):
            loaded(path)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda manifest, files: manifest.update(version=2), "第 2 版格式，这里只认第 1 版"),
        (lambda manifest, files: manifest.update(format="other"), "是另一种格式的包"),
        (lambda manifest, files: manifest.pop("files"), "manifest.json：缺少，或者内容不对"),
        (lambda manifest, files: files.pop("themes.ndjson"), "themes.ndjson：清单里有，包里没有"),
        (lambda manifest, files: files.update({"x.txt": b"1"}), "x.txt：清单里没有这个文件"),
        (
            lambda manifest, files: files.update({"zones.ndjson": files["zones.ndjson"] + b"\n"}),
            "zones.ndjson：与清单里的校验和不符",
        ),
    ],
)
def test_a_tampered_archive_is_refused_by_its_file(archive, tmp_path, change, sentence):
    with zipfile.ZipFile(archive) as base:
        files = {name: base.read(name) for name in base.namelist()}
    manifest = json.loads(files.pop("manifest.json"))
    change(manifest, files)
    path = tmp_path / "tampered.zip"
    with zipfile.ZipFile(path, "w") as out:
        for name, data in files.items():
            out.writestr(name, data)
        out.writestr("manifest.json", json.dumps(manifest))
    with pytest.raises(CommandError, match="什么也没有写入") as refused:
        loaded(path)
    assert sentence in str(refused.value)
