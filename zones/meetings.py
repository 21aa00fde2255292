"""The meetings of alliances, as a page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

from editorial.fields import display_partial_date

from .models import AllianceMeeting


def display_range(start: str, end: str) -> str:
    """Show two partial dates as a span, without saying the same year and month twice.

    >>> display_range("2020-09-18", "2020-09-20")
    '2020年9月18日至20日'
    """
    first, last = display_partial_date(start), display_partial_date(end)
    if not last or first == last:
        return first
    if len(start) == len(end):
        for unit in "月年":
            head = first[: first.find(unit) + 1]
            if head and head != first and last.startswith(head):
                return f"{first}至{last.removeprefix(head)}"
    return f"{first}至{last}"


@dataclass(frozen=True)
class MeetingRow:
    """A meeting with its time in words; `place` only if it says more than who was host."""

    meeting: AllianceMeeting
    when: str
    place: str


def meeting_rows(meetings: Iterable[AllianceMeeting]) -> list[MeetingRow]:
    """Return those held, then those planned, each in the order given."""
    rows = []
    for meeting in sorted(meetings, key=lambda meeting: meeting.planned):
        when = display_range(meeting.date, meeting.end_date) or meeting.date_words
        host = (meeting.host.short_name, meeting.host.name) if meeting.host else ()
        rows.append(MeetingRow(meeting, when, "" if meeting.place in host else meeting.place))
    return rows
