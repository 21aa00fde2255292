"""What travels between the steps of the import: plain, frozen values that know no model.

Every offset (`start`, `end`) counts characters in the clean text (`Repaired.text`, `Draft.text`),
`end` exclusive. Every `quote` is a substring of that text.
"""

from __future__ import annotations

from dataclasses import dataclass


class UnreadableDocument(Exception):
    """The file cannot be turned into text; the message is one Chinese sentence for the editor."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read: text with one paragraph a line, and what the file says of itself.

    `published_on` is a partial ISO date (2020, 2020-09, 2020-11-17) or "". `fingerprint` is the
    SHA-256 of the bytes received, in hexadecimal; `encoding` the one that they decoded with.
    """

    text: str
    title: str = ""
    publication: str = ""
    author: str = ""
    published_on: str = ""
    url: str = ""
    file_name: str = ""
    encoding: str = ""
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Repair:
    """One change, or one proposed change, to the damaged text.

    `rule` is D1 to D7. `before` holds the damaged words, `after` what they are restored to.
    If `accepted`, `text[start:end] == after`. If not, the editor is asked: the text still holds
    the damaged words (`text[start:end] == before`), `after` is the best reading and `options`
    the best few. `candidates` counts the readings that were possible.
    """

    rule: str
    before: str
    after: str
    start: int
    end: int
    candidates: int = 1
    accepted: bool = True
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """Words that are lost for good: where the gap mark stands, with the words around it."""

    start: int
    context: str


@dataclass(frozen=True, slots=True)
class Credit:
    """A line of the publication about itself that is not part of the article (责任编辑 …)."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Repaired:
    text: str
    repairs: tuple[Repair, ...] = ()
    gaps: tuple[Gap, ...] = ()
    credits: tuple[Credit, ...] = ()


@dataclass(frozen=True, slots=True)
class Post:
    """A post as the document gives it: the body (机构) and the office held there (职务)."""

    organization: str
    title: str


@dataclass(frozen=True, slots=True)
class GuestDraft:
    """A person interviewed. `zone` is the name of a high-tech zone as in the text, or ""."""

    name: str
    posts: tuple[Post, ...] = ()
    zone: str = ""


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """One guest's answer: paragraphs without the speaker's label, and where each begins."""

    guest: str
    paragraphs: tuple[str, ...]
    starts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """A question with its answers in order; `text` is "" where somebody speaks unasked."""

    text: str
    answers: tuple[AnswerDraft, ...] = ()
    start: int = 0


@dataclass(frozen=True, slots=True)
class Segmented:
    """The document taken apart. `kind` is interview, case or refused; `reason` in Chinese."""

    kind: str
    reason: str = ""
    title: str = ""
    publication: str = ""
    author: str = ""
    published_on: str = ""
    introduction: str = ""
    hosts: tuple[str, ...] = ()
    guests: tuple[GuestDraft, ...] = ()
    questions: tuple[QuestionDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class MeasureDraft:
    """A part of a practice: 三亮 with 党员亮身份, 工作亮标准, 服务亮承诺."""

    label: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PracticeDraft:
    """A practice named in an answer; `count_check` as in `practices.slogans.count_check`."""

    name: str
    guest: str
    zone: str
    quote: str
    measures: tuple[MeasureDraft, ...] = ()
    count_check: str = "none"


@dataclass(frozen=True, slots=True)
class FactDraft:
    """One figure. `value` is the number as written and `unit` what follows it, so that
    人口130万 is 130 with unit 万, 超过40万人 is 40 with unit 万人, 7万余家 is 7 with unit 万家,
    两年 is 2 with unit 年.

    `exactness` is exact, about (约), over (超过), odd (余, 多) or under (不足, 近); `text` the
    words of the figure itself; `quote` the sentence; `as_of` a partial ISO date or "", and
    `as_of_words` the words it comes from; `part_of` the `text` of the total this is a part of.
    """

    subject: str
    indicator: str
    value: int | float
    unit: str
    text: str
    as_of: str
    quote: str
    exactness: str = "exact"
    part_of: str = ""
    as_of_words: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything found in one document, for the editor to review. `warnings` are in Chinese."""

    kind: str
    reason: str = ""
    title: str = ""
    publication: str = ""
    author: str = ""
    published_on: str = ""
    url: str = ""
    introduction: str = ""
    hosts: tuple[str, ...] = ()
    guests: tuple[GuestDraft, ...] = ()
    questions: tuple[QuestionDraft, ...] = ()
    practices: tuple[PracticeDraft, ...] = ()
    facts: tuple[FactDraft, ...] = ()
    repairs: tuple[Repair, ...] = ()
    gaps: tuple[Gap, ...] = ()
    text: str = ""
    credits: tuple[Credit, ...] = ()
    warnings: tuple[str, ...] = ()
