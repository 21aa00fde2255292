"""The styles of the built-in templates, by the names under which Word and WPS know them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docx.document import Document

from .layout import BRIEF, OFFICIAL, WIDTH, Grid

SONG_TITLE, FANG, HEI, KAI, SONG = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
# What a machine without these fonts takes instead, the nearest first.
FALLBACKS = {
    SONG_TITLE: ("方正小标宋_GBK,小标宋体,华文中宋,STZhongsong,宋体", "roman"),
    FANG: ("仿宋,FangSong,华文仿宋,STFangsong,FZFangSong-Z02S", "modern"),
    HEI: ("SimHei,方正黑体_GBK,华文黑体,STHeiti,Noto Sans CJK SC", "modern"),
    KAI: ("楷体,KaiTi,华文楷体,STKaiti,方正楷体_GBK,AR PL KaitiM GB", "modern"),
    SONG: ("SimSun,方正书宋_GBK,华文宋体,STSong,Noto Serif CJK SC", "auto"),
}
HEADINGS = ("heading 1", "heading 2", "heading 3", "heading 4")


@dataclass(frozen=True)
class Style:
    """A style; `line` is its exact line spacing in twips, `indent` the characters of a first line.

    `paragraph` is what else its paragraphs are, in the order that the schema wants: before the
    spacing, and after the indents.
    """

    name: str
    based: str = "Normal"
    font: str = ""
    size: float = 0
    bold: bool | None = None
    line: int = 0
    space: tuple[int, int] | None = None
    indent: int | None = None
    left: int = 0
    right: int = 0
    align: str = ""
    before: str = ""
    after: str = ""
    run: str = ""
    following: str = ""
    kind: str = "paragraph"


def style_id(name: str) -> str:
    """Return the identifier of a style: Word's own for its own names."""
    if not name.isascii():
        return name
    return "".join(word[0].upper() + word[1:] for word in name.split())


def fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def _heading(level: int, font: str, bold: bool = False) -> Style:
    numbered = f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="1"/></w:numPr>'
    return Style(
        f"heading {level}",
        font=font,
        bold=bold,
        indent=2,
        align="left",
        before=f"<w:keepNext/>{numbered}",
        after=f'<w:outlineLvl w:val="{level - 1}"/>',
        following="Body Text",
    )


def _contents(level: int) -> Style:
    tab = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{WIDTH}"/></w:tabs>'
    return Style(f"toc {level}", left=2 * (level - 1), before=tab, following="Normal")


def styles(grid: Grid) -> list[Style]:
    """Return the styles for pages of this grid."""
    small, note = grid.size - 2, min(grid.size - 2, 12)
    return [
        Style("Body Text", indent=2),
        Style(
            "Title", font=SONG_TITLE, size=22, line=700, align="center", before="<w:keepNext/>",
            following="Subtitle",
        ),
        Style("Subtitle", font=KAI, align="center", space=(0, grid.pitch), following="Body Text"),
        _heading(1, HEI),
        _heading(2, KAI),
        _heading(3, FANG, bold=True),
        _heading(4, FANG),
        Style("Quote", font=KAI, left=2, right=2, indent=2, following="引文署名"),
        Style(
            "引文署名", size=small, right=1, align="right", before="<w:keepLines/>",
            following="Body Text",
        ),
        Style("按语", font=KAI, indent=2, following="Body Text"),
        Style(
            "Signature", right=4, align="right", before="<w:keepNext/>", following="Signature",
        ),
        Style("表格文字", size=12, line=380, before='<w:snapToGrid w:val="0"/>'),
        Style("表格题头", based="表格文字", font=HEI, align="center"),
        Style(
            "封面标题", font=SONG_TITLE, size=36, line=1000, align="center", space=(2600, 500),
            following="封面文字",
        ),
        Style("封面文字", font=KAI, align="center"),
        Style("封面站名", based="封面文字", space=(4400, 0), align="center"),
        Style("TOC Heading", font=HEI, align="center", space=(0, grid.pitch), following="Normal"),
        *map(_contents, (1, 2, 3)),
        Style("出处标题", font=HEI, before="<w:keepNext/>", indent=2, following="Body Text"),
        Style(
            "出处条目", size=10.5, line=290, before='<w:snapToGrid w:val="0"/>', left=2, indent=-2,
        ),
        Style(
            "endnote text", size=note, line=20 * (note + 6), before='<w:snapToGrid w:val="0"/>',
            left=2, indent=-2,
        ),
        Style(
            "footer", font=SONG, size=14, line=320, before='<w:snapToGrid w:val="0"/>',
            following="footer",
        ),
        Style("header", font=SONG, size=9, line=240, align="center", following="header"),
    ]  # fmt: skip


_CHARACTERS = (
    Style("endnote reference", kind="character", run='<w:vertAlign w:val="superscript"/>'),
    Style("Strong", kind="character", run="<w:b/>"),
    Style("Hyperlink", kind="character", run='<w:color w:val="1F3864"/>'),
)


def needed(grid: Grid) -> list[str]:
    """Return the names of the styles that documents are written in."""
    covers = ("封面标题", "封面文字", "封面站名", "TOC Heading", "header", "footer")
    names = [style.name for style in (*styles(grid), *_CHARACTERS) if style.name not in covers]
    return [*names, "Table Grid"]


def found(document: Document) -> dict[str, str]:
    """Return the identifiers of a document's styles by the names that are used here.

    Word writes its own names in small letters, other programs in capitals.
    """
    names = {name.casefold(): name for grid in (OFFICIAL, BRIEF) for name in needed(grid)}
    known = ((style.element.name_val.casefold(), style.style_id) for style in document.styles)
    return {names[name]: identifier for name, identifier in known if name in names}


def styles_xml(grid: Grid) -> str:
    """Return the part of a package that holds the styles."""
    return "".join(_parts(grid))


def _parts(grid: Grid) -> Iterator[str]:
    size, language = int(2 * grid.size), '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    yield '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    yield (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts(FANG)}"
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>{language}</w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    yield (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:qFormat/><w:pPr><w:widowControl w:val="0"/>'
        '<w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/>'
        '<w:autoSpaceDN w:val="0"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{grid.pitch}" w:lineRule="exact"/>'
        f'<w:jc w:val="both"/></w:pPr><w:rPr>{fonts(FANG)}'
        f'<w:w w:val="{grid.scale}"/><w:sz w:val="{size}"/>'
        f'<w:szCs w:val="{size}"/>{language}</w:rPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList">'
        '<w:name w:val="No List"/><w:uiPriority w:val="99"/></w:style>'
    )
    yield _TABLES
    for style in (*styles(grid), *_CHARACTERS):
        yield _xml(style, grid)
    yield "</w:styles>"


_SIDES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_TABLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
    f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{_SIDES}</w:tblBorders></w:tblPr>'
    "</w:style>"
)


def _xml(style: Style, grid: Grid) -> str:
    if style.kind == "character":
        return (
            f'<w:style w:type="character" w:styleId="{style_id(style.name)}">'
            f'<w:name w:val="{style.name}"/><w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/>'
            f"<w:rPr>{style.run}</w:rPr></w:style>"
        )
    custom = "" if style.name.isascii() else ' w:customStyle="1"'
    after = f'<w:next w:val="{style_id(style.following)}"/>' if style.following else ""
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style_id(style.name)}">'
        f'<w:name w:val="{style.name}"/><w:basedOn w:val="{style_id(style.based)}"/>{after}'
        f"<w:qFormat/><w:pPr>{_paragraph(style, grid)}</w:pPr>"
        f"<w:rPr>{_run(style)}</w:rPr></w:style>"
    )


def _paragraph(style: Style, grid: Grid) -> str:
    spacing = indents = ""
    if style.line or style.space:
        before, after = style.space or (0, 0)
        line = f' w:line="{style.line:g}" w:lineRule="exact"' if style.line else ""
        spacing = f'<w:spacing w:before="{before}" w:after="{after}"{line}/>'
    if style.indent is not None or style.left or style.right:
        indents = f"<w:ind{_indents(style, grid)}/>"
    align = f'<w:jc w:val="{style.align}"/>' if style.align else ""
    return f"{style.before}{spacing}{indents}{align}{style.after}"


def _indents(style: Style, grid: Grid) -> str:
    """Return the indents in characters, and in twips for programs that count none."""
    one = grid.character if not style.size else min(grid.character, style.size * 20)
    found = ""
    for name, count in (("left", style.left), ("right", style.right)):
        if count:
            found += f' w:{name}Chars="{count * 100}" w:{name}="{int(count * one)}"'
    first = style.indent or 0
    if first < 0:
        found += f' w:hangingChars="{-first * 100}" w:hanging="{int(-first * one)}"'
    elif first:
        found += f' w:firstLineChars="{first * 100}" w:firstLine="{int(first * one)}"'
    return found


def _run(style: Style) -> str:
    font = fonts(style.font) if style.font else ""
    bold = "" if style.bold is None else "<w:b/><w:bCs/>" if style.bold else ""
    size = int(2 * style.size)
    sizes = f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else ""
    return f"{font}{bold}{sizes}{style.run}"


def font_table_xml() -> str:
    """Return the part that names, for each font, what may stand in for it."""
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="default"/></w:font>'
        for name, (others, family) in FALLBACKS.items()
    )
    return (
        '<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"{entries}</w:fonts>"
    )


# What stands before a heading of each level, and how it is counted (GB/T 9704-2012, 7.3.3).
_LEVELS = (
    ("%1、", "chineseCountingThousand"),
    ("（%2）", "chineseCountingThousand"),
    ("%3.", "decimal"),
    ("（%4）", "decimal"),
)


def numbering_xml() -> str:
    """Return the part by which Word numbers the headings itself, and anew when one is moved."""
    levels = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{counted}"/>'
        f'<w:pStyle w:val="Heading{place + 1}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="0" w:firstLineChars="200" w:firstLine="{OFFICIAL.indent}"/></w:pPr>'
        "</w:lvl>"
        for place, (text, counted) in enumerate(_LEVELS)
    )
    return (
        '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{levels}'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
