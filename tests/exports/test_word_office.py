"""LibreOffice prints documents as they are meant: lines, pages, numbers, one page for a brief."""

import re

import pytest

from exports.word.briefs import Brief, Item, fitted
from exports.word.citing import Citing
from exports.word.drafting import (
    Cite,
    Closing,
    Compilation,
    Entry,
    Heading,
    Note,
    Quotation,
    Section,
    plain,
)
from exports.word.measuring import chinese
from tests.factories import SourceFactory

from .documents import drafted

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
CLOSING = Closing("高新区党建实践库", "2026年11月27日", "https://kb.example.org/")
# Without figures: fonts that stand in for 仿宋 have digits wider than half a character.
TALK = "我们把支部建在产业链上，“党员亮身份”，服务企业百余家（全区）；职工都说好。"


def entry(number: int) -> Entry:
    name = chinese(number + 1)
    cite = Cite(Note(1, "张三. 甲文[J]. 党建研究, 2020(3)."), "第3段", "https://x.cn/")
    quote = Quotation((TALK * (number % 3 + 1),), f"第{name}位嘉宾，某某高新区党工委书记", cite)
    parts = [Heading(f"第{name}项措施：{TALK}", 1), plain(TALK * (number % 5)), quote]
    return Entry(f"做法第{name}号", (plain(TALK * (number % 7 + 1)), *parts, *parts[1:]))


def compilation() -> Compilation:
    grid = Entry("字格", (plain("国" * 28 * 50),))
    entries = [entry(number) for number in range(24)]
    sections = (
        Section("字格", (grid,)),
        Section("第一组问题", tuple(entries[:9])),
        Section("第二组问题", tuple(entries[9:])),
    )
    return Compilation("高新区党建材料汇编", "收录24个做法", sections, CLOSING)


def brief(practices: int):
    sources = SourceFactory.create_batch(5, title="很长的题名" * 9, published=True)
    keys = [source.pk for source in sources]
    items = tuple(
        Item(f"做法{n}（某某高新区）：", TALK * 9, (keys[n % 5],)) for n in range(practices)
    )
    problems = (Item("老板不重视：", TALK * 3), Item("张三：", f"“{TALK}”", (keys[0],)))
    return fitted(Brief("老板不重视党建，怎么办？", problems, items, CLOSING.url), Citing(keys, ""))


@pytest.fixture
def files(tmp_path):
    drafts = {"compilation": compilation(), "full": brief(40), "short": brief(1)}
    taken = {name: drafted(draft) for name, draft in drafts.items()}
    for name, file in taken.items():
        (tmp_path / f"{name}.docx").write_bytes(file.content)
    return taken


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_documents_are_printed_as_they_are_meant(files, printed, tmp_path):
    paths = [tmp_path / f"{name}.docx" for name in files]
    whole, full, short = printed(tmp_path, paths)
    assert (len(full.pages), len(short.pages)) == (1, 1)
    assert "另有" in squeezed(full.pages[0].extract_text())
    pages = [squeezed(page.extract_text()) for page in whole.pages]
    # Cover and contents come before page 1; the cover has no number.
    first = next(place for place, text in enumerate(pages) if "—1—" in text)
    assert "收录24个做法" in pages[0]
    assert "—" not in pages[0]
    assert "—I—" in pages[1]
    _are_on_the_grid(whole, first)
    # LibreOffice lost marks at line ends where characters were set closer.
    for mark in "，。；":
        assert sum(text.count(mark) for text in pages) == files["compilation"].words.count(mark)
    _stand_where_the_contents_say(files["compilation"], pages, first)


def _are_on_the_grid(whole, first: int) -> None:
    """Two pages of one long paragraph under two headings: 22 lines, 28 characters each."""
    lines = whole.pages[first].extract_text().split("\n")
    of_text = [squeezed(line) for line in lines if "国国" in line]
    assert [len(line) for line in of_text] == [26] + [28] * 19
    lines = whole.pages[first + 1].extract_text().split("\n")
    assert [len(squeezed(line)) for line in lines if "国国" in line] == [28] * 22


def _stand_where_the_contents_say(file, pages: list[str], first: int) -> None:
    listed = [*file.texts("toc 1"), *file.texts("toc 2")]
    assert len(listed) == 3 + 25
    for text in listed:
        heading, page = re.fullmatch(r"(.*?[题格号])(\d+)", text).groups()
        assert squeezed(heading) in pages[first + int(page) - 1], text
