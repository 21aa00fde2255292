"""Word documents: every word of the page in its order, and every broken file told apart."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from imports.draft import UnreadableDocument
from imports.reading import read_bytes


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def read(document) -> str:
    return read_bytes(saved(document), file_name="访谈.docx").text


@pytest.fixture
def document():
    return docx.Document()


def test_paragraphs_and_cells_come_in_the_order_of_the_page(document):
    document.add_paragraph("访谈嘉宾")
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(table._cells, ["姓名", "职务", "周明", "党工委书记"], strict=True):
        cell.text = words
    document.add_paragraph("记者：第一问？")

    assert read(document).split("\n") == [
        "访谈嘉宾",
        "姓名",
        "职务",
        "周明",
        "党工委书记",
        "记者：第一问？",
    ]


def test_a_merged_cell_is_read_once(document):
    table = document.add_table(rows=1, cols=3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "合并的一格"

    assert read(document) == "合并的一格"


def test_a_line_break_ends_a_paragraph(document):
    document.add_paragraph("记者：问？\n周明：答。")

    assert read(document) == "记者：问？\n周明：答。"


def test_full_width_spaces_stay(document):
    document.add_paragraph("周明　党工委书记")

    assert read(document) == "周明　党工委书记"


def test_what_is_deleted_is_no_text_and_what_is_inserted_is(document):
    paragraph = document.add_paragraph("党建")
    paragraph._p.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>引领</w:t></w:r></w:ins>"))
    paragraph._p.append(
        parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>旧话</w:delText></w:r></w:del>")
    )

    assert read(document) == "党建引领"


def test_a_list_keeps_the_numbers_that_word_makes(document):
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">'
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
            '<w:lvlText w:val="%1、"/></w:lvl>'
            '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
            '<w:lvlText w:val="%1.%2 "/></w:lvl></w:abstractNum>'
        ),
    )
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>')
    )
    for words, level in [("背景", 0), ("做法", 0), ("甲", 1), ("乙", 1), ("成效", 0)]:
        properties = document.add_paragraph(words)._p.get_or_add_pPr()
        properties.append(
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'
            )
        )

    assert read(document).split("\n") == [
        "一、背景",
        "二、做法",
        "二.1 甲",
        "二.2 乙",
        "三、成效",
    ]


def test_bullets_and_plain_paragraphs_get_no_number(document):
    document.add_paragraph("一条", style="List Bullet")

    assert read(document) == "一条"


def test_a_title_and_an_author_count_only_if_somebody_gave_them(document):
    document.add_paragraph("一段正文。")
    document.core_properties.title = "红色引擎"
    document.core_properties.author = "韩梅"
    named = read_bytes(saved(document))
    document.core_properties.title = "Microsoft Word - 新建文档"
    document.core_properties.author = "Administrator"
    unnamed = read_bytes(saved(document))

    assert (named.title, named.author) == ("红色引擎", "韩梅")
    assert (unnamed.title, unnamed.author) == ("", "")


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/"), content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        pytest.param(packed(**{"readme.txt": b"x"}), "压缩包", id="zip"),
        pytest.param(packed(**{"xl/workbook.xml": b"x"}), "Excel", id="xlsx"),
        pytest.param(packed(**{"ppt/presentation.xml": b"x"}), "演示文稿", id="pptx"),
        pytest.param(packed(**{"word/document.xml": b"<"}), "损坏", id="no package"),
        pytest.param(b"PK\x03\x04" + b"x" * 500, "损坏", id="no zip"),
        pytest.param(packed(**{"word/document.xml": b" " * 70_000_000}), "大得不正常", id="bomb"),
        pytest.param(
            packed(**{"word/document.xml": b"<a/>", "word/media/a": b"\0" * 270_000_000}),
            "大得不正常",
            id="bomb of pictures",
        ),
        pytest.param("正文".encode(), "内容却不是", id="text"),
        pytest.param(b"<html><body>x</body></html>", "内容却不是", id="page"),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "密码",
            id="encrypted",
        ),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧版", id="old"),
    ],
)
def test_what_only_pretends_is_refused_in_one_sentence(content, complaint):
    with pytest.raises(UnreadableDocument, match=complaint) as refused:
        read_bytes(content, file_name="访谈.docx")
    assert "\n" not in str(refused.value)


def test_entities_are_not_expanded(document):
    document.add_paragraph("正文")
    whole = saved(document)
    parts = {}
    with zipfile.ZipFile(io.BytesIO(whole)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    laughs = b"".join(
        b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10 if n else b"ha" * 10) for n in range(9)
    )
    body = (
        parts["word/document.xml"]
        .replace("正文".encode(), b"&l8;")
        .replace(b"<w:document", b"<!DOCTYPE d [" + laughs + b"]><w:document", 1)
    )
    parts["word/document.xml"] = body
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)

    with pytest.raises(UnreadableDocument):
        read_bytes(out.getvalue())


def test_text_boxes_are_read_once(document):
    box = (
        f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        "<mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>框里的话</w:t></w:r></w:p>"
        "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>框里的话</w:t></w:r>"
        "</w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
    )
    document.add_paragraph("正文")._p.append(parse_xml(box))

    assert read(document) == "正文\n框里的话"
