"""From the working copy to records: what would be written, and writing it."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import transaction

from imports.admin.page import organizations_of
from imports.applying import UPDATE, Account, Applied, Choices, Plan, apply_draft, plan_import
from imports.models import ImportJob
from imports.review import CannotEdit, WorkingCopy, as_draft
from imports.review.result import turns_of
from imports.review.workcopy import PROPOSED
from practices.models import Practice
from sources.models import Source


@dataclass(frozen=True, slots=True)
class Readiness:
    """What keeps a copy from being saved, and what an editor should know before saving it."""

    hindrances: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def readiness(copy: WorkingCopy) -> Readiness:
    hindrances = []
    if copy.kind == "refused":
        hindrances.append("请先在“文献信息”里选定体裁：访谈，还是做法材料。")
    if not copy.title.strip():
        hindrances.append("请在“文献信息”里写上题名。")
    hindrances += _hindrances_of_talk(copy) if copy.kind == "interview" else []
    remarks = []
    if open_repairs := len(copy.open_repairs()):
        remarks.append(f"还有 {open_repairs} 处存疑的文字没有答复，将按收到时的样子保留。")
    names = {"practices": "做法", "facts": "数据", "statements": "问题陈述"}
    for kind, name in names.items():
        if waiting := sum(piece.state == PROPOSED for piece in copy.pieces(kind)):
            remarks.append(f"还有 {waiting} 条{name}没有决定，不会写入。")
    return Readiness(hindrances, remarks)


def _hindrances_of_talk(copy: WorkingCopy) -> list[str]:
    found = []
    turns = turns_of(copy)
    rejected = {guest.key for guest in copy.guests if guest.state == "rejected"}
    if not any(turn.answers for turn in turns):
        found.append("还没有一段回答；如果这不是访谈，请把体裁改为做法材料。")
    for turn in turns:
        for guest, blocks in turn.answers:
            words = copy.text[blocks[0].start : blocks[0].end][:15]
            if not copy.name_of(guest):
                found.append(f"“{words}…”这段回答还没有说话人。")
            elif guest in rejected:
                found.append(f"“{words}…”是{copy.name_of(guest)}的回答，但这位嘉宾没有采纳。")
    return found


def _arguments(job: ImportJob, user) -> dict:
    copy = WorkingCopy.from_json(job.review)
    organizations = {row["name"]: row["value"] for row in organizations_of(copy)}
    with job.file.open("rb") as file:
        content = file.read()
    return {
        "draft": as_draft(copy),
        "document": job.received,
        "content": content,
        "account": Account(
            title=copy.title,
            title_is_supplied=_supplied(job, copy),
            kind=copy.source_kind,
            published=copy.published_on,
        ),
        "on_existing": UPDATE,
        "choices": Choices(
            persons={guest.name: guest.person for guest in copy.guests if guest.person is not None},
            organizations={
                name: "" if choice == "none" else choice for name, choice in organizations.items()
            },
            source=copy.source,
        ),
        "by": user,
    }


def _supplied(job: ImportJob, copy: WorkingCopy) -> bool:
    """Whether the title is the editors' own: an earlier import said so, or the text lacks it."""
    earlier = Source.objects.filter(fingerprint=job.fingerprint, title=copy.title).first()
    if earlier is not None:
        return earlier.title_is_supplied
    known = {job.received.title, *copy.text.split("\n")[:3]}
    return copy.title not in known and "".join(copy.text.split("\n")[:2]) != copy.title


def plan(job: ImportJob, *, user) -> Plan:
    """What saving would write; nothing is written. Raises `NotApplied`."""
    return plan_import(**_arguments(job, user))


@transaction.atomic
def save(job: ImportJob, *, revision: int, user) -> Applied:
    """Write the drafts and close the job, all or nothing. Raises `NotApplied`, `CannotEdit`."""
    locked = ImportJob.objects.select_for_update().get(pk=job.pk)
    if not locked.is_open:
        raise CannotEdit("这份文件已经存过了。")
    if locked.revision != revision:
        raise CannotEdit("这份文件刚才又有改动，请再看一遍将写入的内容。")
    if hindrances := readiness(WorkingCopy.from_json(locked.review)).hindrances:
        raise CannotEdit(hindrances[0])
    applied = apply_draft(**_arguments(locked, user))
    locked.state = ImportJob.State.SAVED
    locked.source = applied.source
    locked.message = str(applied.tally)
    locked.save(update_fields=["state", "source", "message", "changed_at"])
    return applied


def practices_from(job: ImportJob):
    """The practices that quote the source that a job was saved as."""
    return Practice.objects.filter(evidence__source=job.source).distinct()
