"""What an editor can do with a record: the moves, their words, and who is offered them."""

from collections.abc import Callable
from dataclasses import dataclass

from editorial import services
from editorial.models import PendingChange, Publishable, State
from editorial.scopes import may_work_on
from editorial.stages import ARCHIVIST, PERMISSION, REVIEWS


@dataclass(frozen=True)
class Move:
    """One move: what the button says, at which stages, and what the page tells beforehand.

    `of` says what it moves: "change" only pending changes, "record" only records without one,
    "" both.
    """

    name: str
    label: str
    stages: tuple[str, ...]
    meaning: str
    run: Callable
    needs_reason: bool = False
    of: str = ""

    def moves(self, record: Publishable, change: PendingChange | None) -> bool:
        """Tell whether there is something to move, given the pending change of the record."""
        return change is not None if self.of == "change" else not (change and self.of == "record")

    @property
    def remark_argument(self) -> str:
        return "reason" if self.needs_reason else "remark"


MOVES = {
    move.name: move
    for move in (
        Move("submit", "送审", (State.DRAFT,), "送审后由他人审校。", services.submit),
        Move(
            "pass",
            "通过",
            REVIEWS,
            "通过后进入下一审级；通过最后一审即发布。",
            services.pass_review,
        ),
        Move(
            "return",
            "退回",
            REVIEWS,
            "退回后成为草稿，由撰稿人修改后重新送审。",
            services.send_back,
            needs_reason=True,
        ),
        Move(
            "withdraw",
            "撤回",
            REVIEWS,
            "撤回送审，成为草稿。",
            services.withdraw,
            needs_reason=True,
        ),
        Move(
            "discard",
            "放弃修改稿",
            (State.DRAFT,),
            "读者看到的版本不变；修改稿仍留在“版本”里。",
            services.discard,
            needs_reason=True,
            of="change",
        ),
        Move(
            "confirm",
            "复核无误",
            (State.PUBLISHED,),
            "记下今天看过、仍然准确。内容不变。",
            services.confirm,
            of="record",
        ),
        Move(
            "reopen",
            "撤下重编",
            (State.PUBLISHED, State.ARCHIVED),
            "成为草稿，修改后重新送审。在重新发布之前，读者看不到它。"
            "只是要改动内容的，不必撤下，直接修改即可。",
            services.reopen,
            needs_reason=True,
            of="record",
        ),
        Move(
            "archive",
            "归档",
            (State.PUBLISHED,),
            "读者不再看到它；记录与历史都保留。",
            services.archive,
            needs_reason=True,
            of="record",
        ),
    )
}


def is_offered(move: Move, record: Publishable, user, *, stage: State, may_change: bool) -> bool:
    """Tell whether `user` gets the button; the services then check every rule themselves."""
    if stage not in move.stages or not may_work_on(user, record):
        return False
    if move.name in ("pass", "return"):
        return user.has_perm(PERMISSION[stage])
    if move.name in ("archive", "reopen"):
        return user.has_perm(ARCHIVIST)
    if move.name == "confirm":
        return any(user.has_perm(permission) for permission in PERMISSION.values())
    if move.name == "withdraw":
        return user.has_perm(f"{record._meta.app_label}.change_{record._meta.model_name}")
    return may_change
