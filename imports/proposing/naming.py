"""Which words name a practice.

Quotation marks alone mean little: they also set off borrowed words, metaphors, questions. A
practice is named by words that

- promise a number or are a figure (“一心三亮”, “136”, “1+X”) or hold or are followed by the kind
  of thing they are (“政委体系”, “2510”倍增计划, “红领沙龙”活动), and
- stand where somebody does something with them: 以“…”筑基, 实施“…”, 打造“…”, “…”巩固 - or are
  defined on the spot (“三个抓手”，支部共联、资源共享、活动共办), or asked about.

An application or platform is named after a dash (APP——“泉通”). Without quotation marks only a
few forms are names for certain: 三专服务体系, 四联工作法, 党员积分制.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from imports.proposing import naming_words as words
from imports.segmenting.paragraphs import Paragraph, sentences_of
from practices.slogans import promises

_TERMS = Path(__file__).parent.parent / "fixtures" / "national_terms.txt"
# How far around a name the words may stand that say what it is; keeps long sentences cheap.
_WORDS_BEFORE, _WORDS_AFTER = 120, 200
_QUOTED = re.compile(r"“([^“”]{1,24})”")


@dataclass(frozen=True, slots=True)
class Naming:
    """A name where it is introduced; its place takes in the quotation marks, if it has any."""

    name: str
    sentence: Paragraph  # its place counted in the paragraph
    start: int  # counted in the sentence
    end: int
    kind: str  # the words behind the quotation marks that say what it is: 倍增计划


@cache
def _national_terms() -> frozenset[str]:
    """Terms of the whole party and country, which are no zone's own practice."""
    return frozenset(_TERMS.read_text(encoding="utf-8").split())


def namings_in(paragraph: Paragraph, asked: Collection[str] = ()) -> Iterator[Naming]:
    """The practices that a paragraph names, in order; `asked`: names a question is about."""
    for sentence in sentences_of(paragraph.text):
        if words.REPORTED.search(sentence.text):
            continue
        for match in _QUOTED.finditer(sentence.text):
            naming = _naming(sentence, match, asked)
            if naming is not None:
                yield naming


def unquoted_in(paragraph: Paragraph) -> Iterator[Naming]:
    """The practices that a paragraph names without quotation marks, in the few certain forms."""
    for sentence in sentences_of(paragraph.text):
        if words.REPORTED.search(sentence.text):
            continue
        for match in words.WITHOUT_MARKS.finditer(sentence.text):
            if match["name"] not in _national_terms():
                yield Naming(match["name"], sentence, match.start("name"), match.end("name"), "")


def titled(title: str) -> set[str]:
    """The names in quotation marks in the title of a write-up."""
    return {
        match[1]
        for match in _QUOTED.finditer(title)
        if _may_be_name(match[1]) and words.SHORT_NAME.fullmatch(match[1])
    }


def asked_about(question: str) -> set[str]:
    """The names in quotation marks that a question asks about: “板凳会”是怎么开起来的？"""
    return {
        match[1]
        for match in _QUOTED.finditer(question)
        if _may_be_name(match[1])
        and words.SHORT_NAME.fullmatch(match[1])
        and words.ASKED.match(question, match.end())
    }


def _may_be_name(name: str) -> bool:
    return not (words.ADJECTIVE.search(name) or name in _national_terms())


def _naming(sentence: Paragraph, match: re.Match[str], asked: Collection[str]) -> Naming | None:
    name = match[1]
    before = sentence.text[max(0, match.start() - _WORDS_BEFORE) : match.start()]
    after = sentence.text[match.end() : match.end() + _WORDS_AFTER]
    if not _may_be_name(name) or _is_borrowed(before, after):
        return None
    naming = Naming(name, sentence, match.start(), match.end(), _kind_after(after))
    if words.PRODUCT.search(before):
        return naming
    if words.INNER_MARK.search(name):
        named = bool(words.PHRASES.fullmatch(name) and naming.kind and _is_done(before, after))
    else:
        named = name in asked or _is_named(name, before, after, has_kind=bool(naming.kind))
    return naming if named and not _is_example(after) else None


def _is_named(name: str, before: str, after: str, *, has_kind: bool) -> bool:
    countable = bool(promises(name) or words.FORMULA.match(name))
    of_a_kind = bool(
        has_kind or words.ENDS_IN_KIND.search(name) or words.KIND_AFTER_PURPOSE.match(after)
    )
    telling = countable or words.SHORT_NAME.fullmatch(name) is not None
    if words.NAMED.search(before) or (telling and _is_called(before, after)):
        return True
    done = _is_done(before, after)
    if countable and (done or words.DEFINED.match(after)):
        return True
    if of_a_kind and (done or (countable and words.ENDS_IN_KIND.search(name))):
        return True
    places = (words.CLAUSE_BEGINS, words.EXAMPLE_GIVEN, words.OWN)
    return of_a_kind and telling and any(place.search(before) for place in places)


def _is_called(before: str, after: str) -> bool:
    return bool(
        (words.MADE.search(before) and not words.AMONG_OTHERS.match(after))
        or words.CALLED.search(_without_list(before))
        or words.IS_A_KIND.match(after)
        or words.POINTED_AT.match(after)
        or (words.CLAUSE_BEGINS.search(before) and words.USED.match(after))
        or (words.MEANS.search(before) and words.CLAUSE_ENDS.match(after))
    )


def _is_done(before: str, after: str) -> bool:
    return bool(words.VERB_BEFORE.search(_without_list(before)) or words.USED.match(after))


def _is_borrowed(before: str, after: str) -> bool:
    return bool(words.BORROWED_BEFORE.search(before) or words.BORROWED_AFTER.match(after))


def _kind_after(after: str) -> str:
    match = words.KIND_AFTER.match(after)
    return match[0] if match else ""


def _without_list(before: str) -> str:
    """The words before a name without the quoted names or listed parts right before it."""
    before = re.sub(r"(?:“[^“”]{1,40}”、?)+$", "", before)
    return re.sub(
        r"(?:[\u4e00-\u9fff]{2,8}、)+[\u4e00-\u9fff]{2,8}等?$", lambda m: m[0][:6], before
    )


def _is_example(after: str) -> bool:
    """One of several things that are only listed: “三会一课”、主题党日等活动."""
    return bool(
        re.match(r"^(?:(?:、|“[^“”]{1,24}”、)[^。；]{0,60}?)?等(?:[\u4e00-\u9fff]{0,4})活动", after)
    )
