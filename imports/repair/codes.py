"""The GBK code table, seen from its first bytes and from its second ones."""

from __future__ import annotations

from functools import cache

LEADS = range(0x81, 0xFF)
TRAILS = (*range(0x40, 0x7F), *range(0x80, 0xFF))

Char = tuple[int, int, str]  # first byte, second byte, character


@cache
def decode(lead: int, trail: int) -> str:
    """The character of two bytes, or "" if GBK has none there."""
    return bytes((lead, trail)).decode("gbk", "ignore") if trail >= 0x40 else ""


@cache
def _table() -> tuple[dict[int, list[Char]], dict[int, list[Char]]]:
    by_lead: dict[int, list[Char]] = {lead: [] for lead in LEADS}
    by_trail: dict[int, list[Char]] = {trail: [] for trail in TRAILS}
    for lead in LEADS:
        for trail in TRAILS:
            char = decode(lead, trail)
            if len(char) == 1 and char > "\x7f":
                by_lead[lead].append((lead, trail, char))
                by_trail[trail].append((lead, trail, char))
    return by_lead, by_trail


def with_lead(lead: int) -> list[Char]:
    return _table()[0].get(lead, [])


def with_trail(trail: int) -> list[Char]:
    return _table()[1].get(trail, [])


def encode(char: str) -> bytes:
    """The GBK bytes of a character, or b"" if it has none."""
    try:
        return char.encode("gbk")
    except UnicodeEncodeError:
        return b""
