"""Which subjects there are, and looking at them one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.db import DatabaseError, connection


class State(StrEnum):
    GOOD = "正常"
    NOTICE = "注意"
    WRONG = "有误"


@dataclass(frozen=True)
class Finding:
    """One line about one subject: how it is, and (unless it is good) what to do."""

    subject: str
    state: State
    sentence: str
    advice: str = ""


# What a look says: how it is, in which words, and what to do.
Said = tuple[State, str, str]


def good(sentence: str) -> Said:
    return State.GOOD, sentence, ""


def notice(sentence: str, advice: str) -> Said:
    return State.NOTICE, sentence, advice


def wrong(sentence: str, advice: str) -> Said:
    return State.WRONG, sentence, advice


@dataclass(frozen=True)
class _Subject:
    name: str
    look: Callable[[], Iterable[Said]]
    needs_database: bool


_subjects: dict[str, _Subject] = {}


def register(
    name: str, look: Callable[[], Iterable[Said]], *, needs_database: bool = False
) -> None:
    _subjects[name] = _Subject(name, look, needs_database)


def examine() -> list[Finding]:
    """Look at every subject; a subject that cannot be looked at is a finding, too."""
    answers = _database_answers()
    return [finding for subject in _subjects.values() for finding in _look_at(subject, answers)]


def _database_answers() -> bool:
    """Ask once, as each question to a dead server may take long."""
    if not file_is_there():
        return False
    try:
        connection.ensure_connection()
    except Exception:
        return False
    return True


def file_is_there() -> bool:
    """Tell whether there is a file to open: SQLite would make an empty one where there is none."""
    if connection.vendor != "sqlite" or connection.is_in_memory_db():
        return True
    path = Path(connection.settings_dict["NAME"])
    return path.is_file() and path.stat().st_size > 0


def _look_at(subject: _Subject, database_answers: bool) -> list[Finding]:
    if subject.needs_database and not database_answers:
        sentence, advice = "数据库没有回答，这一项没有查。", "先解决数据库的问题。"
        return [Finding(subject.name, State.WRONG, sentence, advice)]
    try:
        return [Finding(subject.name, *said) for said in subject.look()]
    except DatabaseError as error:
        connection.close()
        return [Finding(subject.name, State.WRONG, f"没有查成：{_first_line(error)}", _MIGRATE)]
    except Exception as error:
        return [Finding(subject.name, State.WRONG, f"没有查成：{_first_line(error)}", _LOG)]


_MIGRATE = "看看数据库是否备好：manage.py prepare。"
_LOG = "请看日志；解决了上面的问题再查一次。"


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}{'：' if lines else ''}{lines[0][:200] if lines else ''}"


def worst(findings: Iterable[Finding]) -> State:
    order = list(State)
    return max((one.state for one in findings), key=order.index, default=State.GOOD)
