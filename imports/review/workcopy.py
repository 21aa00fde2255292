"""The working copy: the clean text, what every stretch of it is, and the records found in it.

Every `start` and `end` is a place in `WorkingCopy.text`; nothing holds a quote of its own, so that
a corrected character is corrected everywhere at once (see `editing.correct_text`). Guests are
referred to by `key`, so that a name can be corrected in one place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field

INTRODUCTION, QUESTION, ANSWER, NONE = "introduction", "question", "answer", "none"
ROLES = (INTRODUCTION, QUESTION, ANSWER, NONE)
PROPOSED, ACCEPTED, REJECTED = "proposed", "accepted", "rejected"
STATES = (PROPOSED, ACCEPTED, REJECTED)


class CannotEdit(Exception):
    """The change makes no sense; the message is a Chinese sentence for the editor."""


@dataclass(slots=True)
class Block:
    """A paragraph, or a part of one that was cut, without its speaker's label.

    `opens` starts a question or an answer of its own where the block before it is of the same
    kind and speaker.
    """

    start: int
    end: int
    role: str = NONE
    guest: str = ""
    opens: bool = False
    confidence: float = 1.0


@dataclass(slots=True)
class RepairItem:
    """A repair; see `imports.draft.Repair`. `decided` says that an editor has answered."""

    key: str
    rule: str
    before: str
    after: str
    start: int
    end: int
    candidates: int = 1
    accepted: bool = True
    options: list[str] = field(default_factory=list)
    decided: bool = False

    @property
    def is_open(self) -> bool:
        return not self.accepted and not self.decided


@dataclass(slots=True, kw_only=True)
class Piece:
    """A record that was found, or that the editor made (`by_hand`)."""

    key: str
    start: int = 0
    end: int = 0
    state: str = PROPOSED
    confidence: float = 1.0
    by_hand: bool = False


@dataclass(slots=True, kw_only=True)
class GuestItem(Piece):
    """`posts` are pairs of organization and title. `person`: a known guest, 0 new, None unsaid."""

    name: str
    posts: list[list[str]] = field(default_factory=list)
    zone: str = ""
    person: int | None = None


@dataclass(slots=True, kw_only=True)
class PracticeItem(Piece):
    """`measures` are pairs of label and items; `problems` and `themes` dicts of code, words, on.

    `evidence` are further spans of words that tell of it.
    """

    name: str
    guest: str = ""
    zone: str = ""
    measures: list[list] = field(default_factory=list)
    count_check: str = "none"
    problems: list[dict] = field(default_factory=list)
    themes: list[dict] = field(default_factory=list)
    evidence: list[list[int]] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class FactItem(Piece):
    """See `imports.draft.FactDraft`; `value` is kept as the editor typed it."""

    subject: str
    indicator: str
    value: str
    unit: str = ""
    text: str = ""
    as_of: str = ""
    as_of_words: str = ""
    exactness: str = "exact"
    part_of: str = ""


@dataclass(slots=True, kw_only=True)
class StatementItem(Piece):
    code: str
    guest: str = ""
    words: list[str] = field(default_factory=list)


@dataclass(slots=True)
class WorkingCopy:
    """`organizations` maps a name in a post to the editor's choice (see `applying.Choices`).

    `source` is the known source that this document is a better copy of, or None.
    """

    text: str
    kind: str = "interview"
    reason: str = ""
    title: str = ""
    publication: str = ""
    author: str = ""
    published_on: str = ""
    url: str = ""
    source_kind: str = "other"
    hosts: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    credits: list[list[str]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    guests: list[GuestItem] = field(default_factory=list)
    practices: list[PracticeItem] = field(default_factory=list)
    facts: list[FactItem] = field(default_factory=list)
    statements: list[StatementItem] = field(default_factory=list)
    repairs: list[RepairItem] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)
    organizations: dict[str, str] = field(default_factory=dict)
    source: int | None = None
    last_key: int = 0

    def as_json(self) -> dict:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict) -> WorkingCopy:
        rows = {name: [kind(**row) for row in data[name]] for name, kind in _ROWS.items()}
        return cls(**{**data, **rows})

    def new_key(self) -> str:
        self.last_key += 1
        return f"n{self.last_key}"

    def pieces(self, kind: str) -> list:
        """The pieces of a kind: guests, practices, facts, statements or repairs."""
        if kind not in PIECES:
            raise CannotEdit("没有这一类内容。")
        return getattr(self, kind)

    def piece(self, kind: str, key: str):
        for piece in self.pieces(kind):
            if piece.key == key:
                return piece
        raise CannotEdit("这一条已经不在了，请刷新页面再试。")

    def guest_named(self, name: str) -> str:
        """The key of the guest of this name, or ""."""
        return next((guest.key for guest in self.guests if guest.name == name), "")

    def name_of(self, key: str) -> str:
        return next((guest.name for guest in self.guests if guest.key == key), "")

    def quote(self, piece: Piece) -> str:
        return self.text[piece.start : piece.end]

    def open_repairs(self) -> list[RepairItem]:
        return [repair for repair in self.repairs if repair.is_open]

    def spans(self) -> Iterator[object]:
        """Everything that has a `start` and an `end`."""
        for name in _ROWS:
            yield from getattr(self, name)


_ROWS = {
    "blocks": Block,
    "guests": GuestItem,
    "practices": PracticeItem,
    "facts": FactItem,
    "statements": StatementItem,
    "repairs": RepairItem,
}
PIECES = ("guests", "practices", "facts", "statements", "repairs")
