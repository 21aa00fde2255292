"""Entries as GB/T 7714-2015, BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence

from rispy import RisWriter

from .entries import Entry, iso

_BIBTEX = {
    "article-journal": "article",
    "article-newspaper": "article",
    "book": "book",
    "report": "techreport",
}
# Characters that TeX takes for its own.
_TEX = str.maketrans(
    {
        **{mark: f"\\{mark}" for mark in "&%$#_{}"},
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
# What the container is called, by the type of a BibTeX entry.
_CONTAINER = {"article": "journal", "techreport": "institution", "book": "series"}
_RIS = {
    "article-journal": "JOUR",
    "article-newspaper": "NEWS",
    "webpage": "ELEC",
    "report": "RPRT",
    "book": "BOOK",
    "entry": "DBASE",
}


def record_reference(entry: Entry) -> str:
    """Return the reference of a record of this site by GB/T 7714-2015, 4.2 (析出文献, DB/OL).

    The part of a record that is meant stands behind its title, as 其他题名信息 do; who speaks there
    is its author, by the name alone (8.1).
    """
    author = "".join(f"{one['literal']}. " for one in entry.get("author", ()))
    title = ": ".join(filter(None, (entry["title"], entry.get("note"))))
    host = f"{author}{title}[DB/OL]//{entry['container-title']}"
    return f"{host}. ({iso(entry, 'issued')})[{iso(entry, 'accessed')}]. {entry['URL']}."


def as_csl(entries: Sequence[Entry]) -> str:
    return json.dumps(list(entries), ensure_ascii=False, indent=2) + "\n"


def as_bibtex(entries: Sequence[Entry]) -> str:
    """Return BibTeX as biblatex reads it, in UTF-8; titles and names keep their letters."""
    return "\n".join(map(_bibtex, entries))


def _bibtex(entry: Entry) -> str:
    kind = _BIBTEX.get(entry["type"], "misc")
    issued = iso(entry, "issued")
    fields = {
        # A name in braces is one word, whose parts nobody puts in another order.
        "author": " and ".join(f"{{{_tex(one['literal'])}}}" for one in entry.get("author", ())),
        "title": f"{{{_tex(entry['title'])}}}",
        _CONTAINER.get(kind, "howpublished"): _tex(entry.get("container-title", "")),
        "publisher": _tex(entry.get("publisher", "")),
        "address": _tex(entry.get("publisher-place", "")),
        "volume": _tex(entry.get("volume", "")),
        "number": _tex(entry.get("issue", "")),
        "pages": _tex(entry.get("page", "")),
        "year": issued[:4],
        "date": issued,
        "url": entry.get("URL", ""),
        "urldate": iso(entry, "accessed"),
        "note": _tex("；".join(_notes(entry))),
        "langid": "chinese",
    }
    if kind == "techreport":
        fields["institution"] = fields["publisher"] or fields["institution"]
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{entry['id']},", *lines, "}"]) + "\n"


def _notes(entry: Entry) -> list[str]:
    """Return what formats without a field for it say in a note: the part, and the version."""
    version = f"第 {entry['version']} 版" if "version" in entry else ""
    return [words for words in (entry.get("note", ""), version) if words]


def _tex(text: str) -> str:
    return text.translate(_TEX)


class _Writer(RisWriter):
    """Without the numbers that the library puts before each entry, which are not in the format."""

    def set_header(self, count: int) -> str:
        return ""


def as_ris(entries: Sequence[Entry]) -> str:
    return _Writer().formats([_ris(entry) for entry in entries])


def _ris(entry: Entry) -> dict:
    start, _, end = entry.get("page", "").partition("-")
    issued = iso(entry, "issued")
    ris = {
        "type_of_reference": _RIS.get(entry["type"], "GEN"),
        "id": entry["id"],
        "title": entry["title"],
        "authors": [author["literal"] for author in entry.get("author", ())],
        "secondary_title": entry.get("container-title"),
        "publisher": entry.get("publisher"),
        "place_published": entry.get("publisher-place"),
        "volume": entry.get("volume"),
        "number": entry.get("issue"),
        "start_page": start,
        "end_page": end,
        "year": issued[:4],
        "date": issued.replace("-", "/"),
        "access_date": iso(entry, "accessed").replace("-", "/"),
        "urls": [entry["URL"]] if "URL" in entry else [],
        "edition": entry.get("version"),
        "notes": [entry["note"]] if "note" in entry else [],
        "language": "zh",
    }
    return {name: value for name, value in ris.items() if value}
