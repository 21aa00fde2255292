"""What the buttons of the review page do: a posted form becomes one change of the working copy.

Each action takes the working copy and the posted fields, and returns the anchor to come back to.
Places travel as character offsets with the words that stand there, so that a page that is out of
date changes nothing by mistake.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import QueryDict

from imports.admin.forms import AboutForm, form_for
from imports.review import CannotEdit, WorkingCopy, editing
from imports.review.workcopy import (
    ACCEPTED,
    ANSWER,
    INTRODUCTION,
    NONE,
    PROPOSED,
    QUESTION,
    REJECTED,
)

_ROLES = {
    "as-question": QUESTION,
    "as-answer": ANSWER,
    "as-introduction": INTRODUCTION,
    "as-none": NONE,
}
_STATES = {"accept": ACCEPTED, "reject": REJECTED, "reconsider": PROPOSED, "update": ""}


class FormRefused(Exception):
    """The fields of a record do not hold together; `form` knows why, `key` whose they are."""

    def __init__(self, key: str, form):
        super().__init__(key)
        self.key, self.form = key, form


def act(copy: WorkingCopy, data: QueryDict) -> str:
    """Carry out the action that was posted. Raises `CannotEdit` or `FormRefused`."""
    name = data.get("op", "")
    action = _ACTIONS.get(name)
    if action is None:
        raise CannotEdit("没有这个操作，请刷新页面再试。")
    return action(copy, data)


def _arrange(copy: WorkingCopy, data: QueryDict) -> str:
    starts = {str(block.start): place for place, block in enumerate(copy.blocks)}
    chosen = data.getlist("block")
    if any(start not in starts for start in chosen):
        raise CannotEdit("原文已经变了，请刷新页面再选一次。")
    places = sorted(starts[start] for start in chosen)
    if data["op"] == "split":
        editing.split(copy, places)
    elif data["op"] == "join":
        editing.join(copy, places)
    else:
        editing.assign(copy, places, role=_ROLES[data["op"]], guest=data.get("speaker", ""))
    return f"b{chosen[0]}"


def _record(copy: WorkingCopy, data: QueryDict) -> str:
    kind, key = data.get("kind", ""), data.get("key", "")
    if kind == "repairs":
        raise CannotEdit("没有这个操作，请刷新页面再试。")
    piece = copy.piece(kind, key)
    if data["op"] in ("update", "accept"):
        form = form_for(kind, piece, copy, data)
        if not form.is_valid():
            raise FormRefused(key, form)
        form.put_into(piece, copy)
    if kind == "guests" and (person := data.get(f"{key}-person", "")):
        piece.person = int(person) if person.isdecimal() else None
    if state := _STATES[data["op"]]:
        editing.set_state(copy, kind, key, state)
    return key


def _all_of_a_kind(copy: WorkingCopy, data: QueryDict) -> str:
    kind = data.get("kind", "")
    take = data["op"] == "accept-all"
    if kind == "repairs":
        editing.settle_all_repairs(copy, take=take)
    else:
        editing.set_all(copy, kind, ACCEPTED if take else REJECTED)
    return kind


def _repair(copy: WorkingCopy, data: QueryDict) -> str:
    key = data.get("key", "")
    taken = data.get("words", "").strip() or data.get("choice", "")
    editing.settle_repair(copy, key, words=taken if data["op"] == "take" else None)
    return key


def _about(copy: WorkingCopy, data: QueryDict) -> str:
    form = AboutForm(data)
    if not form.is_valid():
        raise FormRefused("about", form)
    form.put_into(copy)
    return "about"


def _organizations(copy: WorkingCopy, data: QueryDict) -> str:
    names = {organization for guest in copy.guests for organization, _ in guest.posts}
    for name, choice in zip(data.getlist("name"), data.getlist("choice"), strict=False):
        if name in names:
            copy.organizations[name] = choice
    return "organizations"


def _source(copy: WorkingCopy, data: QueryDict) -> str:
    chosen = data.get("source", "")
    copy.source = int(chosen) if chosen.isdecimal() else None
    return "about"


def _new_guest(copy: WorkingCopy, data: QueryDict) -> str:
    return editing.add_guest(copy, data.get("name", "")).key


def _pick(copy: WorkingCopy, data: QueryDict) -> str:
    """Make something of selected words."""
    start, end = _selection(copy, data)
    name = data["op"]
    if name == "pick-practice":
        return editing.add_practice(copy, data.get("name", ""), start=start, end=end).key
    if name == "pick-evidence":
        return editing.add_evidence(copy, data.get("target", ""), start=start, end=end).key
    if name == "pick-fact":
        return editing.add_fact(copy, start=start, end=end).key
    if name == "pick-statement":
        code = data.get("code", "").split()
        if not code:
            raise CannotEdit("请选择这段话说的是哪一类问题。")
        return editing.add_statement(copy, code[0], start=start, end=end).key
    if name == "pick-guest":
        return editing.add_guest(copy, copy.text[start:end], start=start, end=end).key
    if name == "pick-cut":
        editing.cut(copy, start)
    else:
        editing.correct_by_hand(copy, start, end, data.get("words", ""))
    return f"b{start}"


def _selection(copy: WorkingCopy, data: QueryDict) -> tuple[int, int]:
    """The selected words: by their place if the page knew it, else where they stand first."""
    quote = data.get("quote", "").replace("\r", "").strip()
    if not quote:
        raise CannotEdit("请先在原文里选取文字，或者把那句话照抄到“选中的文字”里。")
    start = data.get("start", "")
    if start.isdecimal() and copy.text.startswith(quote, int(start)):
        return int(start), int(start) + len(quote)
    found = copy.text.find(quote)
    if found < 0:
        raise CannotEdit("原文里找不到这段文字，请照原文选取，一字不差。")
    return found, found + len(quote)


def _drop_evidence(copy: WorkingCopy, data: QueryDict) -> str:
    place = data.get("place", "")
    editing.drop_evidence(copy, data.get("key", ""), int(place) if place.isdecimal() else -1)
    return data.get("key", "")


_ACTIONS: dict[str, Callable[[WorkingCopy, QueryDict], str]] = {
    **dict.fromkeys((*_ROLES, "split", "join"), _arrange),
    **dict.fromkeys(_STATES, _record),
    **dict.fromkeys(("accept-all", "reject-all"), _all_of_a_kind),
    **dict.fromkeys(("take", "keep"), _repair),
    **dict.fromkeys(
        (
            "pick-practice",
            "pick-evidence",
            "pick-fact",
            "pick-statement",
            "pick-guest",
            "pick-cut",
            "pick-correct",
        ),
        _pick,
    ),
    "about": _about,
    "organizations": _organizations,
    "source": _source,
    "new-guest": _new_guest,
    "drop-evidence": _drop_evidence,
}
