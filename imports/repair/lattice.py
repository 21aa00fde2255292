"""The byte-level search behind D3 and D4.

The damage: GBK bytes, a byte lost or a note put in between the two bytes of a character, so that
what follows was decoded one byte out of step; pairs that do not decode are gone without a trace.
The search walks back over the damaged characters as bytes. Out of step, the second byte of each
is the first byte of the next true character: `pending`. It is in step again when a damaged
character has one byte only, or where another `?` stands for the missing byte.

    damaged   ?!        叭    (gone)   痢    保    (gone)   h
    bytes     ?? A3A1   B0C8  ????     C1A1  B1A3  ????     68
    true        。A1A3 “A1B0  三C8?? 亮??C1  ”A1B1  ，A3?? 黨??68

Every byte that is missing is tried with all values that give a character the document may hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import nlargest

from imports.language import is_simplified_only, simplify_char
from imports.repair import codes
from imports.repair.evidence import Evidence, normal
from imports.repair.marks import FULL_WIDTH
from imports.repair.notes import PINYIN, is_reading

LOST = "?\ufffd"  # what stands for bytes that did not decode

_LONGEST = 30  # damaged characters until the text must be in step again
_BEAM = 16  # readings carried on
_REACH = 4  # readings in which a lost pair is tried
_PAIRS = 80  # best fillings of a lost pair
_MOST_EFFORT = 250_000  # steps tried in one text; a real one of 100,000 characters needs 150,000
_LOST_PAIR, _SILENT_BYTE = -2.0, -6.0  # nats, for losses that left no `?`
_WRONG_SCRIPT = -1.5  # nats; what was damaged was in traditional script
_SWALLOWED = re.compile(rf"(?:[{LOST}]\(?|(?=[^(]))({PINYIN}) ?\)")


@dataclass(frozen=True, slots=True)
class Path:
    """A reading of the damaged characters so far; in step when nothing is pending."""

    before: str  # the two true characters before the stretch
    chars: str  # the true characters of the stretch; all are simplified, with full-width marks
    end: int  # place of the next damaged character
    score: float
    pending: int | None  # the first byte of the next true character
    guesses: tuple[int, ...] = ()  # which of the characters hold a byte that was guessed

    @property
    def words(self) -> str:
        return self.before + self.chars


class Lattice:
    """The readings of the damaged stretches of one text."""

    def __init__(self, text: str, evidence: Evidence) -> None:
        self._text = text
        self._evidence = evidence
        self._fillings: dict[tuple[int, int], list[tuple[str, str]]] = {}
        self._effort = 0
        self._by_lead: dict[int, list[str]] = {}

    def after_mark(self, start: int) -> list[Path]:
        """D3: at `start` a `?`, then a mark of which the lost byte's character took the A3."""
        mark = _bytes_of(self._text[start + 1])
        if len(mark) != 2 or mark[0] != 0xA3:
            return []
        origin = self._origin(start, start + 2)
        return self._complete(
            [
                self._extend(origin, char, pending=mark[1], guessed=True)
                for _, _, char in codes.with_trail(0xA3)
                if self._is_possible(char)
            ]
        )

    def after_note(self, start: int) -> list[Path]:
        """D4: at `start` a `?` and pinyin whose bracket is gone with the first byte to restore.

        The pinyin names a character that was never there: the second byte of the character
        before and the first byte of the one after, which is the lost one.
        """
        note = swallowed_note(self._text, start)
        before = codes.encode(self._text[start - 1]) if start else b""
        if note is None or len(before) != 2:
            return []
        pinyin, end = note
        leads = {
            trail
            for _, trail, char in codes.with_lead(before[1])
            if trail >= 0x81 and is_reading(pinyin, char)
        }
        return self._complete([self._origin(start, end, lead) for lead in sorted(leads)])

    def score_from(self, path: Path, end: int) -> float:
        """The score of a reading with the text after it, up to `end`."""
        return path.score + self._evidence.score(path.words, normal(self._text[path.end : end]))

    def score_untouched(self, start: int, end: int) -> float:
        """The score of the same place if nothing there is damaged."""
        before = normal(self._text[max(0, start - 2) : start])
        return self._evidence.score(before, normal(self._text[start:end]))

    def _origin(self, start: int, end: int, pending: int | None = None) -> Path:
        before = normal(self._text[max(0, start - 2) : start])
        return Path(before=before, chars="", end=end, score=0.0, pending=pending)

    def _complete(self, live: list[Path]) -> list[Path]:
        """All readings found that fall into step again, distinct."""
        found: dict[tuple[str, int], Path] = {}
        for _ in range(_LONGEST if self._effort < _MOST_EFFORT else 0):
            following: list[Path] = []
            for rank, path in enumerate(nlargest(_BEAM, live, key=lambda path: path.score)):
                for step in self._steps(path, reaching=rank < _REACH):
                    if step.pending is not None:
                        following.append(step)
                        continue
                    key = (step.chars, step.end)
                    if key not in found or step.score > found[key].score:
                        found[key] = step
            live = following
        return list(found.values())

    def _steps(self, path: Path, *, reaching: bool) -> Iterator[Path]:
        """The reading carried on by one damaged character, in every way that is possible."""
        here = path.end
        damaged = self._text[here : here + 1]
        note = swallowed_note(self._text, here)
        if note is not None:
            pinyin, end = note
            for char in self._completions(path.pending):
                if is_reading(pinyin, char):
                    yield self._extend(path, char, end=end)
        elif damaged and damaged in LOST:
            for char in self._completions(path.pending):
                yield self._extend(path, char, end=here + 1, guessed=True)
            yield from self._through_lost_pair(path, here + 1)
        elif not _bytes_of(damaged):  # a figure, a line's end: the byte before it went unseen
            for char in self._completions(path.pending):
                yield self._extend(path, char, cost=_SILENT_BYTE, guessed=True)
        else:
            char = codes.decode(path.pending, _bytes_of(damaged)[0])
            if char and self._is_possible(char):
                yield self._into(path, char, here)
            if reaching:
                yield from self._through_lost_pair(path, here)

    def _through_lost_pair(self, path: Path, place: int) -> Iterator[Path]:
        """The reading carried on over a pair that did not decode, and the character at `place`."""
        code = _bytes_of(self._text[place : place + 1])
        if code:
            for first, second in self._pair_fillings(path.pending, code[0]):
                middle = self._extend(path, first, cost=_LOST_PAIR, guessed=True)
                yield self._into(middle, second, place, guessed=True)

    def _into(self, path: Path, char: str, place: int, *, guessed: bool = False) -> Path:
        """The reading with a character that ends on the first byte of the one at `place`."""
        code = _bytes_of(self._text[place])
        if len(code) == 1:
            return self._extend(path, char, end=place + 1, guessed=guessed)
        if code[1] > 0x80:
            return self._extend(path, char, end=place + 1, pending=code[1], guessed=guessed)
        # The second byte is a Latin letter of its own: Chinese, then Latin, decoded as one.
        path = self._extend(path, char, guessed=guessed)
        return self._extend(path, chr(code[1]), end=place + 1)

    def _pair_fillings(self, lead: int, trail: int) -> list[tuple[str, str]]:
        """Two characters whose bytes are `lead ?` and `? trail`, the lost pair between them."""
        key = (lead, trail)
        if key not in self._fillings:
            seconds = [c for c in codes.with_trail(trail) if self._is_possible(c[2])]
            pairs = (
                (first[2], second[2])
                for first in codes.with_lead(lead)
                if self._is_possible(first[2])
                for second in seconds
                if not codes.decode(first[1], second[0])
            )
            self._fillings[key] = nlargest(
                _PAIRS, pairs, key=lambda pair: self._evidence.score("", normal("".join(pair)))
            )
        return self._fillings[key]

    def _completions(self, lead: int) -> list[str]:
        """The characters that the document may hold and that begin with this byte."""
        if lead not in self._by_lead:
            chars = (char for _, _, char in codes.with_lead(lead))
            self._by_lead[lead] = [char for char in chars if self._is_possible(char)]
        return self._by_lead[lead]

    def _is_possible(self, char: str) -> bool:
        return self._evidence.is_possible(simplify_char(char))

    def _extend(
        self,
        path: Path,
        char: str,
        *,
        end: int | None = None,
        pending: int | None = None,
        cost: float = 0.0,
        guessed: bool = False,
    ) -> Path:
        self._effort += 1
        plain = simplify_char(char)
        if is_simplified_only(char):
            cost += _WRONG_SCRIPT
        return Path(
            before=path.before,
            chars=path.chars + plain,
            end=path.end if end is None else end,
            score=path.score + cost + self._evidence.gain(path.words[-2:], plain),
            pending=pending,
            guesses=(*path.guesses, len(path.chars)) if guessed else path.guesses,
        )


def swallowed_note(text: str, place: int) -> tuple[str, int] | None:
    """The pinyin of a note without its bracket (`?jiǎng)`, `�(jiǎng)`) and where it ends."""
    match = _SWALLOWED.match(text, place)
    return (match[1], match.end()) if match else None


def _bytes_of(damaged: str) -> bytes:
    """The bytes that a damaged character was decoded from; b"" if it never was out of step.

    Half-width marks were full width when they were decoded. A single byte can only have been
    the second one of a character if it is in the range of second bytes.
    """
    code = codes.encode(FULL_WIDTH.get(damaged, damaged))
    return code if len(code) == 2 or (code and 0x40 <= code[0] <= 0x7E) else b""
