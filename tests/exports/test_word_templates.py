"""An office's own templates: used when they are sound, told of when they are not."""

import io
import logging
import re
import zipfile

import docx
import pytest
from django.core.management import call_command
from docx.oxml.ns import qn
from docx.shared import Pt

from exports.word import templates
from exports.word.checks import check_word_templates
from tests.factories import PracticeFactory

from .documents import full_practice, taken

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def folder(settings, tmp_path):
    """The folder of an office, with the built-in templates in it."""
    place = tmp_path / "模板"
    call_command("word_templates", place, stdout=io.StringIO())
    settings.WORD_TEMPLATES = str(place)
    return place


@pytest.fixture
def url():
    PracticeFactory(name="一心三亮", slug="yi-xin", published=True)
    return "/word/practice/yi-xin.docx"


def changed(path, change):
    document = docx.Document(path)
    change(document)
    document.save(path)


def rewritten(path, old: str, new: str):
    """Replace words in all parts of a package."""
    package = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    with zipfile.ZipFile(path, "w") as out:
        for name in package.namelist():
            text = package.read(name).decode().replace(old, new)
            out.writestr(name, text)


def warnings() -> list[str]:
    return [one.msg for one in check_word_templates(None)]


def test_the_built_in_templates_are_sound_and_written_once(folder):
    assert sorted(path.name for path in folder.iterdir()) == ["brief.docx", "compilation.docx"]
    assert warnings() == []
    before = (folder / "brief.docx").read_bytes()
    (folder / "compilation.docx").write_bytes(b"mine")
    out = io.StringIO()
    call_command("word_templates", folder, stdout=out)
    assert "compilation.docx 已经有了，没有改动" in out.getvalue()
    assert (folder / "compilation.docx").read_bytes() == b"mine"
    assert (folder / "brief.docx").read_bytes() == before


def test_an_offices_fonts_cover_and_header_are_kept(client, folder, url):
    def change(document):
        document.styles["Normal"].font.size = Pt(15)
        document.sections[-1].header.paragraphs[0].text = "某某区委组织部　{{ 标题 }}"
        document.paragraphs[0].insert_paragraph_before("内部资料", "封面文字")

    changed(folder / "compilation.docx", change)
    file = taken(client, url)
    assert file.document.styles["Normal"].font.size.pt == 15
    header = file.document.sections[-1].header.paragraphs[0].text
    assert header == "某某区委组织部　一心三亮"
    whole = taken(client, "/practices/", format="docx", by="order")
    assert whole.texts("封面文字")[0] == "内部资料"
    assert whole.texts("封面标题") == ["做法材料汇编"]


def test_placeholders_are_found_when_word_has_cut_them_up(client, folder):
    PracticeFactory(name="一心三亮", published=True)

    def change(document):
        title = document.paragraphs[0]
        title.clear()
        for piece in ("关于{", "{ 标", "题", " }}的", "材料（{{站名}}）"):
            title.add_run(piece)

    changed(folder / "compilation.docx", change)
    file = taken(client, "/practices/", format="docx")
    assert file.texts("封面标题") == ["关于做法材料汇编的材料（高新区党建实践库）"]


NAMED = 'name w:val="引文署名"'
SPOILT = {
    "不是 Word 文档（.docx），或者已经损坏": ("<w:body>", "<w:body><w:p>"),
    "缺少单独成段的 {{ 正文 }}": ("{{ 正文 }}", "正文"),
    "缺少单独成段的 {{ 目录 }}": ("{{ 目录 }}", ""),
    "缺少样式：引文署名": (NAMED, NAMED.replace("引文", "")),
}


@pytest.mark.parametrize("content", ["", "PK broken", "%PDF-1.7"])
def test_what_is_no_document_is_told_and_stood_in_for(client, folder, url, content):
    (folder / "compilation.docx").write_text(content)
    (said,) = warnings()
    assert "不是 Word 文档（.docx），或者已经损坏" in said
    assert taken(client, url).texts("Title") == ["一心三亮"]


@pytest.mark.parametrize("sentence", SPOILT)
def test_what_cannot_be_used_is_told_and_stood_in_for(client, folder, url, caplog, sentence):
    path = folder / "compilation.docx"
    rewritten(path, *SPOILT[sentence])
    (said,) = warnings()
    assert said.startswith("Word 模板 compilation.docx（材料汇编）不能用：")
    assert sentence in said
    with caplog.at_level(logging.WARNING, logger="exports.word.templates"):
        file = taken(client, url)
    assert file.texts("Title") == ["一心三亮"]
    (record,) = caplog.records
    assert sentence in record.getMessage()


def test_too_large_a_template_is_not_read(folder, monkeypatch):
    monkeypatch.setattr(templates, "LARGEST", 100)
    assert all("文件超过" in said for said in warnings())
    assert len(warnings()) == 2


def test_a_folder_that_is_not_there_is_told(settings, tmp_path, client, url):
    settings.WORD_TEMPLATES = str(tmp_path / "没有")
    (said,) = warnings()
    assert "指定的目录不存在" in said
    assert taken(client, url).texts("Title") == ["一心三亮"]


def test_one_template_alone_may_be_an_offices_own(folder, client, url):
    (folder / "compilation.docx").unlink()
    assert warnings() == []
    assert taken(client, url).texts("Title") == ["一心三亮"]


def test_a_template_that_another_program_has_saved_is_used(client, folder):
    """LibreOffice writes Word's names in capitals, and leaves out what says of notes."""
    path = folder / "compilation.docx"
    for name in ("heading 1", "endnote text", "toc 1"):
        rewritten(path, f'name w:val="{name}"', f'name w:val="{name.title()}"')
    rewritten(path, '<w:endnotePr><w:numFmt w:val="decimal"/></w:endnotePr>', "")
    package = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    with zipfile.ZipFile(path, "w") as out:
        for name in package.namelist():
            text = package.read(name).decode()
            text = re.sub(r"<(Override|Relationship) [^>]*/endnotes[^>]*/>", "", text)
            text = re.sub(r"<Relationship [^>]*endnotes[^>]*/>", "", text)
            if not name.endswith("endnotes.xml"):
                out.writestr(name, text)
    assert warnings() == []
    practice = full_practice()
    file = taken(client, f"/word/practice/{practice.slug}.docx")
    assert len(file.notes) == 1
    assert file.headings[0] == (1, "一心：不忘初心")
    counted = file.document.sections[0]._sectPr.find(qn("w:endnotePr")).find(qn("w:numFmt"))
    assert counted.get(qn("w:val")) == "decimal"
