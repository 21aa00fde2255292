"""Archives that are wrong are refused by file and line, and nothing is written."""

import json
import zipfile

import pytest
from django.core.management import CommandError

from practices.models import Practice
from sources.models import Source
from tests.archives import another, empty, loaded, make_base

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def archive(shared, tmp_path_factory):
    return make_base(tmp_path_factory.mktemp("archives") / "base.zip")


def first(**values):
    """Return a change of the first line."""
    return lambda found: [found[0] | values, *found[1:]]


WRONG = [
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
    ("practices", first(published_at="2020-13-01T00:00:00Z"), "published_at 应是带时区的时间"),
    ("practices", first(slug=["x"]), "practices.ndjson 第 1 行：slug 应是文字"),
    ("practices", first(tags=["长" * 101]), "tags 里有太长的名字"),
    ("practices", first(name=["x"]), "name 应是文字"),
    ("practices", lambda found: '{"slug": "a\\u0000b"}\n', "有不能保存的字符"),
    ("practices", lambda found: '{"slug": "a\\ud800b"}\n', "有不能保存的字符"),
    ("practices", lambda found: "[" * 100_000 + "\n", "不是 JSON"),
    ("zones", first(name={"x": 1}), "name 应是文字"),
    ("sources", first(gaps="a\0b"), "有不能保存的字符"),
    ("statements", first(start="x"), "start 应是整数"),
    ("practices", lambda found: [*found, found[0]], "第 5 行：包里有两条同样的记录"),
    ("practices", lambda found: "{}\n", "practices.ndjson 第 1 行：缺少 slug"),
    ("practices", lambda found: "[]\n", "practices.ndjson 第 1 行：一行应是一个对象"),
    ("practices", lambda found: '{"slug": \n', "practices.ndjson 第 1 行：不是 JSON"),
    ("sources", first(blurb="别的话"), "sources.ndjson 第 1 行：不认识的列 blurb"),
    ("organizations", first(parent="zz-dangwei", kind="functional"), "parent 不合数据库的规则"),
    ("zones", first(approved_year=10**30), "approved_year"),
]


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("kind", "change", "sentence"),
    WRONG,
    ids=[f"{number}-{kind}" for number, (kind, *_) in enumerate(WRONG, start=1)],
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


@pytest.mark.one_database
def test_a_list_of_files_that_is_a_bomb_is_not_unpacked(archive, monkeypatch):
    monkeypatch.setattr("imports.archives.opening.LONGEST_LINE", 20)
    with pytest.raises(CommandError, match=r"manifest\.json：太长"):
        loaded(archive)


@pytest.mark.one_database
@pytest.mark.parametrize("change", ["encrypted", "path", "deep"])
def test_an_odd_archive_is_refused_in_words(archive, tmp_path, change):
    path = tmp_path / "odd.zip"
    data = archive.read_bytes()
    if change == "encrypted":
        # The bit of the first entry that says so, in its own head and in the directory.
        place = data.index(b"PK\x01\x02")
        data = data[:6] + b"\x01" + data[7 : place + 8] + b"\x01" + data[place + 9 :]
        path.write_bytes(data)
    else:
        manifest = '{"files": [{"path": 1}]}' if change == "path" else "[" * 100_000
        with zipfile.ZipFile(path, "w") as out:
            out.writestr("manifest.json", manifest)
    with pytest.raises(CommandError, match="什么也没有写入"):
        loaded(path)


def test_parts_above_themselves_are_refused_in_records_that_are_here(archive, tmp_path):
    def round_and_round(found):
        line = next(line for line in found if len(line["measures"]) > 1)
        line["measures"][0]["parent"], line["measures"][1]["parent"] = 2, 1
        return found

    with pytest.raises(CommandError, match="measures 的上下级绕成了圈"):
        loaded(another(archive, tmp_path, practices=round_and_round))
