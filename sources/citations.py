"""References as GB/T 7714-2015 prescribes (顺序编码制); what is not known is left out."""

from editorial.fields import display_partial_date

from .models import Source

# 文献类型标识, GB/T 7714-2015 appendix B.
TYPE_MARK = {
    Source.Kind.ARTICLE: "J",
    Source.Kind.NEWSPAPER: "N",
    Source.Kind.WEBPAGE: "EB",
    Source.Kind.REPORT: "R",
    Source.Kind.BOOK: "M",
    Source.Kind.OTHER: "Z",
}
NAMED_AUTHORS = 3


def _authors(source: Source) -> str:
    """Return the authors by the standard: the first three, then 等 (8.1.2)."""
    names = [name.strip() for name in source.author.split("、") if name.strip()]
    named = ", ".join(names[:NAMED_AUTHORS])
    return f"{named}, 等" if len(names) > NAMED_AUTHORS else named


def _title(source: Source) -> str:
    """Return the title with its mark; one that the editors supplied is in square brackets."""
    title = f"[{source.title}]" if source.title_is_supplied else source.title
    online = "/OL" if source.url else ""
    return f"{title}[{TYPE_MARK[Source.Kind(source.kind)]}{online}]"


def _year(source: Source) -> str:
    return source.published[:4]


def _periodical(source: Source) -> str:
    """Return 刊名, 年, 卷(期): 页码; without a volume the issue stands behind the year."""
    issue = f"({source.issue})" if source.issue else ""
    date = ", ".join(filter(None, (_year(source), source.volume))) + issue
    place = ", ".join(filter(None, (source.publication, date)))
    return f"{place}: {source.pages}" if source.pages and place else place or source.pages


def _newspaper(source: Source) -> str:
    """Return 报名, 出版日期(版次)."""
    page = f"({source.pages})" if source.pages else ""
    return ", ".join(filter(None, (source.publication, source.published))) + page


def _imprint(source: Source) -> str:
    """Return 出版地: 出版者, 年: 页码, as for books and reports."""
    publisher = ": ".join(filter(None, (source.publisher_place, source.publisher)))
    imprint = ", ".join(filter(None, (publisher or source.publication, _year(source))))
    return f"{imprint}: {source.pages}" if source.pages and imprint else imprint or source.pages


def _webpage(source: Source) -> str:
    """Return 网站. (发布日期), the date of a page in round brackets (8.8)."""
    date = f"({source.published})" if source.published else ""
    return ". ".join(filter(None, (source.publication, date)))


_PLACE = {
    Source.Kind.ARTICLE: _periodical,
    Source.Kind.NEWSPAPER: _newspaper,
    Source.Kind.WEBPAGE: _webpage,
}


def _access(source: Source) -> str:
    """Return [引用日期]; only what is online has one."""
    return f"[{source.accessed_on.isoformat()}]" if source.url and source.accessed_on else ""


def gbt7714(source: Source) -> str:
    """Return the reference of `source` without a number, ending in a full stop."""
    place = _PLACE.get(Source.Kind(source.kind), _imprint)(source)
    parts = [_authors(source), _title(source), place + _access(source), source.url]
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


_AUTHOR = ("责任者", "author")
_YEAR = ("出版年", "published")
_PUBLISHED_BY = (("出版地", "publisher_place"), ("出版者", "publisher"))
# What the standard asks for beside the title (GB/T 7714-2015, 4.1 to 4.6), by the kind.
_ASKED = {
    Source.Kind.ARTICLE: (
        _AUTHOR,
        ("刊名", "publication"),
        _YEAR,
        ("期号", "issue"),
        ("页码", "pages"),
    ),
    Source.Kind.NEWSPAPER: (
        _AUTHOR,
        ("报名", "publication"),
        ("出版日期", "published"),
        ("版次", "pages"),
    ),
    Source.Kind.WEBPAGE: (
        _AUTHOR,
        ("发布日期", "published"),
        ("引用日期", "accessed_on"),
        ("网址", "url"),
    ),
    Source.Kind.REPORT: (_AUTHOR, *_PUBLISHED_BY, _YEAR),
    Source.Kind.BOOK: (_AUTHOR, *_PUBLISHED_BY, _YEAR),
    Source.Kind.OTHER: (_AUTHOR, _YEAR),
}


def left_out(source: Source) -> list[str]:
    """Return what the standard asks for and is not known, so that the reference goes without."""
    return [label for label, name in _ASKED[Source.Kind(source.kind)] if not getattr(source, name)]


def left_out_said(source: Source) -> str:
    """Say in a sentence what a reference goes without; "" when it has everything."""
    missing = left_out(source)
    return f"所收文本未载明{'、'.join(missing)}，著录时从略，未作推补。" if missing else ""


def known_facts(source: Source) -> list[tuple[str, str]]:
    """Return label and value of everything known about where `source` appeared, for readers."""
    volume = f"第{source.volume}卷" if source.volume else ""
    issue = f"第{source.issue}期" if source.issue else ""
    facts = (
        ("文献类型", source.get_kind_display()),
        ("责任者", source.author),
        ("刊名或网站", source.publication),
        ("出版者", "：".join(filter(None, (source.publisher_place, source.publisher)))),
        ("卷期", volume + issue),
        ("页码", source.pages),
        ("发表日期", display_partial_date(source.published)),
    )
    return [(label, value) for label, value in facts if value]
