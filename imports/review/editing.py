"""What an editor can change in a working copy. Each function changes it in place.

All raise `CannotEdit` with a sentence for the editor where a change makes no sense.
"""

from __future__ import annotations

from collections.abc import Sequence

from imports.review.workcopy import (
    ACCEPTED,
    ANSWER,
    NONE,
    PROPOSED,
    ROLES,
    STATES,
    Block,
    CannotEdit,
    FactItem,
    GuestItem,
    PracticeItem,
    RepairItem,
    StatementItem,
    WorkingCopy,
)

BY_HAND = "手改"


def assign(copy: WorkingCopy, places: Sequence[int], *, role: str, guest: str = "") -> None:
    """Say what the blocks at these places are; an answer needs a guest.

    They join what they stand beside if that is of the same kind and speaker.
    """
    if role not in ROLES:
        raise CannotEdit("请选择这些段落是提问、回答、引言，还是不收。")
    if role == ANSWER:
        copy.piece("guests", guest)
    for block in _blocks(copy, places):
        block.role = role
        block.guest = guest if role == ANSWER else ""
        block.confidence = 1.0
        block.opens = False
    # What now has the same kind and speaker belongs together.
    after = max(places) + 1
    if after < len(copy.blocks) and (copy.blocks[after].role, copy.blocks[after].guest) == (
        role,
        copy.blocks[after - 1].guest,
    ):
        copy.blocks[after].opens = False


def split(copy: WorkingCopy, places: Sequence[int]) -> None:
    """Let a question or an answer of its own begin at each of these blocks."""
    for block in _blocks(copy, places):
        block.opens = True


def join(copy: WorkingCopy, places: Sequence[int]) -> None:
    """Join each of these blocks to the one before it, with its kind and speaker."""
    _blocks(copy, places)
    if 0 in places:
        raise CannotEdit("第一段前面没有可以合并的段落。")
    for place in sorted(places):
        block, before = copy.blocks[place], copy.blocks[place - 1]
        block.role, block.guest, block.opens = before.role, before.guest, False
    _close_cuts(copy, places)


def _close_cuts(copy: WorkingCopy, places: Sequence[int]) -> None:
    """Blocks that were cut from one paragraph become one again."""
    for place in sorted(places, reverse=True):
        block, before = copy.blocks[place], copy.blocks[place - 1]
        if "\n" not in copy.text[before.start : block.end]:
            before.end = block.end
            del copy.blocks[place]


def cut(copy: WorkingCopy, offset: int) -> int:
    """Cut the paragraph at a place of the text; return the place of the new block."""
    for place, block in enumerate(copy.blocks):
        if block.start < offset < block.end:
            second = Block(offset, block.end, block.role, block.guest, opens=block.role != NONE)
            block.end = offset
            copy.blocks.insert(place + 1, second)
            return place + 1
    raise CannotEdit("请把选区的开头放在一段文字的中间，再断开。")


def correct_text(copy: WorkingCopy, start: int, end: int, words: str) -> None:
    """Put other words where `text[start:end]` stood, and move every place behind it."""
    words = "".join(words.splitlines())
    if not 0 <= start <= end <= len(copy.text) or "\n" in copy.text[start:end]:
        raise CannotEdit("一次只能改一段之内的文字，请重新选取。")
    grown = len(words) - (end - start)

    def moved(place: int, *, is_end: bool) -> int:
        if place <= start and not (is_end and place == end):
            return place
        if place >= end:
            return place + grown
        return start + len(words) if is_end else start

    copy.text = copy.text[:start] + words + copy.text[end:]
    for item in copy.spans():
        first, last = item.start, item.end
        item.start = moved(first, is_end=False)
        item.end = max(item.start, moved(last, is_end=True))
    for practice in copy.practices:
        practice.evidence = [
            [moved(first, is_end=False), moved(last, is_end=True)]
            for first, last in practice.evidence
        ]
    copy.gaps = [moved(place, is_end=False) for place in copy.gaps]


def correct_by_hand(copy: WorkingCopy, start: int, end: int, words: str) -> None:
    """As `correct_text`, and keep an account of it among the repairs."""
    words = "".join(words.splitlines()).strip()
    before = copy.text[start:end]
    if not before or before == words:
        raise CannotEdit("请先选取要改的文字，再写上改成什么。")
    correct_text(copy, start, end, words)
    copy.repairs.append(
        RepairItem(copy.new_key(), BY_HAND, before, words, start, start + len(words), decided=True)
    )
    copy.repairs.sort(key=lambda repair: repair.start)


def settle_repair(copy: WorkingCopy, key: str, *, words: str | None) -> None:
    """Take a reading for a repair (`words`), or leave the words as they were received (None)."""
    repair: RepairItem = copy.piece("repairs", key)
    current = copy.text[repair.start : repair.end]
    wanted = repair.before if words is None else words.strip()
    if not wanted:
        raise CannotEdit("请选择一种读法，或写上正确的文字。")
    if wanted != current:
        correct_text(copy, repair.start, repair.end, wanted)
        repair.end = repair.start + len(wanted)
    repair.accepted = words is not None
    if repair.accepted:
        repair.after = wanted
    repair.decided = True


def settle_all_repairs(copy: WorkingCopy, *, take: bool) -> None:
    """Answer every open question at once: the best reading, or as received."""
    for repair in copy.open_repairs():
        settle_repair(copy, repair.key, words=repair.after if take and repair.after else None)


def set_state(copy: WorkingCopy, kind: str, key: str, state: str) -> None:
    if state not in STATES or kind == "repairs":
        raise CannotEdit("请选择采纳或不采纳。")
    piece = copy.piece(kind, key)
    if state == ACCEPTED and kind == "facts" and not (piece.indicator and piece.value):
        raise CannotEdit("请先填写这项数据的指标和数值。")
    piece.state = state


def set_all(copy: WorkingCopy, kind: str, state: str) -> None:
    """Accept or reject everything that the machine found of a kind and that is not decided."""
    for piece in copy.pieces(kind):
        if piece.state == PROPOSED and not piece.by_hand:
            set_state(copy, kind, piece.key, state)


def add_guest(copy: WorkingCopy, name: str, *, start: int = 0, end: int = 0) -> GuestItem:
    name = name.strip()
    if not name:
        raise CannotEdit("请写上嘉宾的姓名。")
    if copy.guest_named(name):
        raise CannotEdit(f"“{name}”已经在嘉宾里了。")
    guest = GuestItem(
        key=copy.new_key(), name=name, start=start, end=end, state=ACCEPTED, by_hand=True
    )
    copy.guests.append(guest)
    return guest


def add_practice(copy: WorkingCopy, name: str, *, start: int, end: int) -> PracticeItem:
    start, end = _words(copy, start, end)
    speaker = _speaker_at(copy, start)
    practice = PracticeItem(
        key=copy.new_key(),
        name=name.strip() or copy.text[start:end][:60],
        guest=speaker,
        zone=next((guest.zone for guest in copy.guests if guest.key == speaker), ""),
        start=start,
        end=end,
        state=ACCEPTED,
        by_hand=True,
    )
    copy.practices.append(practice)
    return practice


def add_evidence(copy: WorkingCopy, key: str, *, start: int, end: int) -> PracticeItem:
    practice: PracticeItem = copy.piece("practices", key)
    span = list(_words(copy, start, end))
    if span not in practice.evidence:
        practice.evidence.append(span)
    return practice


def drop_evidence(copy: WorkingCopy, key: str, place: int) -> None:
    practice: PracticeItem = copy.piece("practices", key)
    if not 0 <= place < len(practice.evidence):
        raise CannotEdit("这条佐证已经不在了，请刷新页面再试。")
    del practice.evidence[place]


def add_fact(copy: WorkingCopy, *, start: int, end: int) -> FactItem:
    start, end = _words(copy, start, end)
    speaker = _speaker_at(copy, start)
    fact = FactItem(
        key=copy.new_key(),
        subject=next((guest.zone for guest in copy.guests if guest.key == speaker), ""),
        indicator="",
        value="",
        text=copy.text[start:end],
        as_of=copy.published_on[:4],
        start=start,
        end=end,
        by_hand=True,
    )
    copy.facts.append(fact)
    return fact


def add_statement(copy: WorkingCopy, code: str, *, start: int, end: int) -> StatementItem:
    start, end = _words(copy, start, end)
    statement = StatementItem(
        key=copy.new_key(),
        code=code,
        guest=_speaker_at(copy, start),
        start=start,
        end=end,
        state=ACCEPTED,
        by_hand=True,
    )
    copy.statements.append(statement)
    return statement


def _blocks(copy: WorkingCopy, places: Sequence[int]) -> list[Block]:
    if not places:
        raise CannotEdit("请先勾选段落。")
    if not all(0 <= place < len(copy.blocks) for place in places):
        raise CannotEdit("所选的段落已经变了，请刷新页面再试。")
    return [copy.blocks[place] for place in places]


def _words(copy: WorkingCopy, start: int, end: int) -> tuple[int, int]:
    """The span of some selected words without the space around them; within one paragraph."""
    words = copy.text[max(0, start) : max(0, end)]
    if not words.strip():
        raise CannotEdit("请先在原文里选取文字。")
    start = max(0, start) + len(words) - len(words.lstrip())
    words = words.strip()
    if "\n" in words:
        raise CannotEdit("请在一段之内选取文字。")
    return start, start + len(words)


def _speaker_at(copy: WorkingCopy, place: int) -> str:
    return next((block.guest for block in copy.blocks if block.start <= place < block.end), "")
