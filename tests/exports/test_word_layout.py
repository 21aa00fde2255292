"""Documents are laid out as GB/T 9704-2012 prescribes, in styles that Word and WPS know."""

import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Pt

from exports.word.drafting import (
    Cite,
    Closing,
    Compilation,
    Entry,
    Heading,
    Note,
    Paper,
    Paragraph,
    Quotation,
    Section,
    Table,
    Words,
    plain,
)

from .documents import drafted

CLOSING = Closing("高新区党建实践库", "2026年11月27日", "https://kb.example.org/")
ONE, OTHER = (
    Note(7, "张三. 甲文[J]. 党建研究, 2020(3)."),
    Note(9, "李四. 乙文[N]. 党建报, 2021-02-03."),
)
FONTS = {
    "Normal": ("仿宋_GB2312", 16), "Title": ("方正小标宋简体", 22), "Heading 1": ("黑体", None),
    "Heading 2": ("楷体_GB2312", None), "Heading 3": ("仿宋_GB2312", None),
    "Quote": ("楷体_GB2312", None), "footer": ("宋体", 14), "封面标题": ("方正小标宋简体", 36),
}  # fmt: skip


def entry(title="一心三亮", *blocks):
    words = Quotation(
        ("党员要带头。",), "张三，某某高新区书记", Cite(ONE, "第3段", "https://x.cn/?a=1&b")
    )
    return Entry(title, blocks or (plain("做什么。"), Heading("一心", 1), words))


@pytest.fixture(scope="module")
def compilation():
    again = Paragraph((Words("又说。"), Cite(OTHER), Cite(ONE)))
    sections = (
        Section("组建难", (entry(), entry("双培一创", again))),
        Section("流动大", (entry(),)),
    )
    return drafted(Compilation("材料汇编", "收录3个做法", sections, CLOSING))


def test_pages_are_a4_with_the_prescribed_margins(compilation):
    cover, contents, text = compilation.document.sections
    for section in (cover, contents, text):
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
        margins = (
            section.top_margin, section.bottom_margin, section.left_margin, section.right_margin
        )  # fmt: skip
        assert [round(margin.mm, 1) for margin in margins] == [37, 35, 28, 26]


def test_the_grid_has_22_lines_of_28_characters(compilation):
    section = compilation.document.sections[-1]
    height = (section.page_height - section.top_margin - section.bottom_margin) / Pt(1)
    width = (section.page_width - section.left_margin - section.right_margin) / Pt(1)
    normal = compilation.document.styles["Normal"]
    line = normal.paragraph_format.line_spacing.pt
    assert normal.paragraph_format.line_spacing_rule == WD_LINE_SPACING.EXACTLY
    assert 22 * line <= height < 23 * line
    scale = int(normal.element.rPr.find(qn("w:w")).get(qn("w:val"))) / 100
    character = normal.font.size.pt * scale
    assert 28 * character <= width < 29 * character
    grid = section._sectPr.find(qn("w:docGrid"))
    assert int(grid.get(qn("w:linePitch"))) == line * 20


@pytest.mark.parametrize("name", FONTS)
def test_styles_have_their_fonts_and_sizes(compilation, name):
    style, (font, size) = compilation.document.styles[name], FONTS[name]
    fonts = style.element.rPr.rFonts
    assert {fonts.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "eastAsia")} == {font}
    assert (style.font.size and style.font.size.pt) == size
    table = compilation.part("fontTable.xml")
    others = {one.get(qn("w:name")): one.find(qn("w:altName")) for one in table}
    assert others[font].get(qn("w:val"))


def test_third_level_is_bold_and_first_lines_are_two_characters_in(compilation):
    styles = compilation.document.styles
    assert styles["Heading 3"].font.bold
    assert not styles["Heading 2"].font.bold
    for name in ("Body Text", "Heading 1", "Heading 2", "Heading 3"):
        indent = styles[name].element.pPr.ind
        assert indent.get(qn("w:firstLineChars")) == "200"


def test_headings_are_numbered_by_word(compilation):
    levels = compilation.part("numbering.xml").iter(qn("w:lvl"))
    found = [(one.find(qn("w:lvlText")).get(qn("w:val")), one.find(qn("w:numFmt")).get(qn("w:val")))
             for one in levels]  # fmt: skip
    assert found[:3] == [
        ("%1、", "chineseCountingThousand"),
        ("（%2）", "chineseCountingThousand"),
        ("%3.", "decimal"),
    ]  # fmt: skip
    assert compilation.headings == [
        (1, "组建难"), (2, "一心三亮"), (3, "一心"), (2, "双培一创"),
        (1, "流动大"), (2, "一心三亮"), (3, "一心"),
    ]  # fmt: skip


def test_page_numbers_stand_outside_and_not_on_the_cover(compilation):
    assert compilation.document.settings.odd_and_even_pages_header_footer
    cover, contents, text = compilation.document.sections
    for footer in (cover.footer, cover.even_page_footer):
        assert "PAGE" not in footer._element.xml
    for section in (contents, text):
        for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
            (paragraph,) = footer.paragraphs
            assert paragraph.text == "— 1 —"
            assert " PAGE " in footer._element.xml
            assert paragraph._p.pPr.jc.get(qn("w:val")) == side
            assert paragraph._p.pPr.ind.get(qn(f"w:{side}Chars")) == "100"
    start = text._sectPr.find(qn("w:pgNumType")).get(qn("w:start"))
    assert start == "1"


def test_contents_are_a_field_with_its_entries_filled_in(compilation):
    body = compilation.document.element.body
    codes = [one.text.strip() for one in body.iter(qn("w:instrText"))]
    assert codes[0] == 'TOC \\o "1-2" \\h \\z \\u'
    assert compilation.texts("toc 1") == ["一、组建难1", "二、流动大2"]
    assert compilation.texts("toc 2") == ["（一）一心三亮1", "（二）双培一创1", "（一）一心三亮2"]
    anchors = {one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))} - {None}
    bookmarks = {one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))}
    assert anchors <= bookmarks
    # Word would ask the reader a question each time it opens a file that says so.
    assert "updateFields" not in compilation.package.read("word/settings.xml").decode()


def test_sources_are_endnotes_each_once(compilation):
    assert compilation.notes == [f"[N] {ONE.reference}", f"[N] {OTHER.reference}"]
    body = compilation.document.element.body
    assert [one.get(qn("w:id")) for one in body.iter(qn("w:endnoteReference"))] == ["1", "2"]
    again = [one.text.strip() for one in body.iter(qn("w:instrText")) if "NOTEREF" in one.text]
    assert again == ["NOTEREF _RefNote1 \\h"] * 2
    assert compilation.texts("引文署名")[0].startswith("——张三，某某高新区书记")
    links = {rel.target_ref for rel in compilation.document.part.rels.values() if rel.is_external}
    assert "https://x.cn/?a=1&b" in links


def test_text_has_no_formatting_that_a_style_could_give(compilation):
    for paragraph in compilation.document.element.body.iter(qn("w:p")):
        for run in paragraph.iter(qn("w:rPr")):
            assert {one.tag for one in run} <= {qn("w:rStyle"), qn("w:rFonts")}
            assert not run.findall(f"{qn('w:rFonts')}[@{qn('w:eastAsia')}]")


def test_what_xml_forbids_is_left_out_and_nothing_is_taken_for_markup():
    odd = "甲\x00\x0b\x1b乙\ufffe<w:p>&amp;{{ 标题 }}]]>"
    file = drafted(Paper(odd, odd, (plain(odd), Heading(odd, 1)), CLOSING))
    shown = "甲乙<w:p>&amp;{{ 标题 }}]]>"
    assert [one.text for one in file.document.paragraphs][:4] == [shown] * 4


@pytest.mark.parametrize("columns", [2, 3, 4])
def test_comparisons_of_three_or_more_lie_on_their_side(columns):
    row = tuple((plain("甲", "表格文字"),) for _ in range(columns + 1))
    wide = columns > 2
    file = drafted(Paper("对照", "", (Table((row, row)),), CLOSING, is_wide=wide))
    (section,) = file.document.sections
    assert (section.orientation == WD_ORIENT.LANDSCAPE) is wide
    assert (section.page_width > section.page_height) is wide
    (table,) = file.document.tables
    assert len(table.columns) == columns + 1
    room = section.page_width - section.left_margin - section.right_margin
    assert sum(column.width for column in table.columns) <= room
