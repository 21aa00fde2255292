"""What travels between the steps of the import: plain, frozen values that know no model.

Every offset (`start`, `end`) counts characters in the clean text (`Repaired.text`, `Draft.text`),
`end` exclusive. Every `quote` is a substring of that text: `text[start:end] == quote`.

`confidence`, from 0 to 1, says how sure a step is of a piece: at 0.8 and above the text says it
outright (a label, a list, a definition); below 0.5 it is a guess that an editor must look at.
"""

from __future__ import annotations

from dataclasses import dataclass


class UnreadableDocument(Exception):
    """The file cannot be turned into text; the message is one Chinese sentence for the editor."""


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of a controlled vocabulary: `words` are its other names, `note` its scope."""

    code: str
    name: str
    words: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What the catalogue knows before a document is read; all of it may be empty.

    `zones` are names of high-tech zones, full, short and other ones. `problems` and `themes` hold
    the leaves of the vocabularies, in their order.
    """

    zones: tuple[str, ...] = ()
    problems: tuple[Term, ...] = ()
    themes: tuple[Term, ...] = ()


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
    """A person interviewed. `zone` is the name of a high-tech zone as in the text, or "".

    `start` and `end` span the words that introduce the person, the line of a guest list or the
    first label; both 0 where no place was kept.
    """

    name: str
    posts: tuple[Post, ...] = ()
    zone: str = ""
    start: int = 0
    end: int = 0
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """One guest's answer: paragraphs without the speaker's label, and where each begins."""

    guest: str
    paragraphs: tuple[str, ...]
    starts: tuple[int, ...]
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """A question with its answers in order; `text` is "" where somebody speaks unasked.

    A question of several paragraphs has one a line; `starts` says where each begins.
    """

    text: str
    answers: tuple[AnswerDraft, ...] = ()
    starts: tuple[int, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Segmented:
    """The document taken apart. `kind` is interview, case or refused; `reason` in Chinese.

    `introduction` has one paragraph a line; `introduction_starts` says where each begins.
    """

    kind: str
    reason: str = ""
    title: str = ""
    publication: str = ""
    author: str = ""
    published_on: str = ""
    introduction: str = ""
    introduction_starts: tuple[int, ...] = ()
    hosts: tuple[str, ...] = ()
    guests: tuple[GuestDraft, ...] = ()
    questions: tuple[QuestionDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class MeasureDraft:
    """A part of a practice: 三亮 with 党员亮身份, 工作亮标准, 服务亮承诺."""

    label: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A term of a vocabulary that may fit, and the words of the text that made us think so."""

    code: str
    words: tuple[str, ...] = ()
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class PracticeDraft:
    """A practice named in an answer; `count_check` as in `practices.slogans.count_check`.

    `problems` are the types of problem that it may answer, `themes` what it may be about;
    `further` are spans of the text, besides the quote, that tell of it.
    """

    name: str
    guest: str
    zone: str
    quote: str
    measures: tuple[MeasureDraft, ...] = ()
    count_check: str = "none"
    start: int = 0
    end: int = 0
    problems: tuple[Suggestion, ...] = ()
    themes: tuple[Suggestion, ...] = ()
    further: tuple[tuple[int, int], ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class StatementDraft:
    """A speaker's words that they have a problem: its type, the sentence, the words in it."""

    code: str
    guest: str
    quote: str
    start: int
    end: int
    words: tuple[str, ...] = ()
    confidence: float = 0.5


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
    start: int = 0
    end: int = 0
    confidence: float = 1.0


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
    statements: tuple[StatementDraft, ...] = ()
    repairs: tuple[Repair, ...] = ()
    gaps: tuple[Gap, ...] = ()
    text: str = ""
    credits: tuple[Credit, ...] = ()
    warnings: tuple[str, ...] = ()
