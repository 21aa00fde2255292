"""Taking apart what was put together wrongly, and joining what was taken apart.

A draft is changed at once. A published interview or guest gets a change that is reviewed first
(修改稿); readers see nothing of it before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Max, ProtectedError

from editorial import audit
from editorial.models import AuditEntry, Publishable, State
from editorial.rows import save_past_checks
from editorial.versions import log, pending

from .models import Answer, Appearance, Appointment, Guest, Interview, Question

_SPLIT = "拆分"


@transaction.atomic
def changed(record: Publishable, *, actor, edit: Callable[[], object], note: str):
    """Run `edit` on the rows of a draft, or of a change to a published record; return its result.

    Raises a `ValidationError` when the record is under review or archived.
    """

    def counted():
        result = edit()
        # A change of parts is a change of the record.
        stored = type(record)._base_manager.order_by("pk").get(pk=record.pk)
        stored._history_user = actor
        stored._change_reason = note[:100]
        stored.save()
        return result

    stored = pending.locked(record)
    pending.refuse_locked(stored)
    if stored.state == State.PUBLISHED:
        return pending.edited(stored, actor=actor, edit=counted, note=note)
    log.keep_base(stored)
    result = counted()
    log.keep(pending.locked(record), actor=actor, action=log.Action.SAVE, note=note)
    return result


# Guests


@transaction.atomic
def split_guest(
    guest: Guest,
    *,
    name: str,
    distinction: str,
    appointments: Iterable[int],
    appearances: Iterable[int],
    actor,
) -> Guest:
    """Make a person of their own of some posts and appearances of `guest`; a draft."""
    guest = pending.locked(guest)
    pending.refuse_locked(guest)
    posts = list(guest.appointments.filter(pk__in=appointments))
    seen = list(guest.appearances.filter(pk__in=appearances).select_related("interview"))
    if not posts and not seen:
        raise ValidationError("请至少选一个职务或一次出场归新的嘉宾。")
    if name == guest.name and not distinction:
        raise ValidationError({"distinction": "两人同名，请填“区别”，例如所在的高新区或单位。"})
    new = Guest(name=name, distinction=distinction, created_by=actor)
    new._history_user = actor
    new.full_clean(exclude=["slug"])
    new.save()
    note = f"拆分出“{new}”"[:300]
    if posts:
        _move_posts(guest, new, posts, actor=actor, note=note)
    by_interview: dict[Interview, list[Appearance]] = {}
    for appearance in seen:
        by_interview.setdefault(appearance.interview, []).append(appearance)
    for interview, rows in by_interview.items():
        changed(
            interview,
            actor=actor,
            edit=lambda rows=rows: _point(rows, new, actor),
            note=f"“{guest}”改为“{new}”",
        )
    log.keep(new, actor=actor, action=log.Action.SAVE, note=f"从“{guest}”拆分")
    audit.note(AuditEntry.Action.MERGE, actor=actor, record=guest, detail=note)
    return new


def _point(rows: list[Appearance], guest: Guest, actor) -> None:
    # Read again: a change of a published interview may have removed some, or moved them already.
    for row in Appearance._base_manager.filter(pk__in=[row.pk for row in rows]):
        row.guest = guest
        save_past_checks(row, ["guest"], by=actor, reason=_SPLIT)


def _move_posts(guest: Guest, new: Guest, posts: list[Appointment], *, actor, note: str) -> None:
    """Give posts to the new guest; those of a published one stay until the change is published."""
    pks = [post.pk for post in posts]

    def leave():
        for post in Appointment._base_manager.filter(pk__in=pks):
            post._history_user = actor
            if guest.is_published:
                post.delete()
            else:
                post.guest = new
                save_past_checks(post, ["guest"], by=actor, reason=_SPLIT)

    if guest.is_published:
        for post in posts:
            copy = Appointment(
                **{
                    field.attname: getattr(post, field.attname)
                    for field in Appointment._meta.concrete_fields
                    if not field.primary_key
                }
            )
            copy.guest = new
            copy._history_user = actor
            # Past the check of the quote: that it is lost is said where quotes are checked.
            models.Model.save(copy)
    changed(guest, actor=actor, edit=leave, note=note)


# Answers


def answer_numbered(interview: Interview, number: int, *, message: str = "") -> Answer:
    """Return an answer by its number, which is the same in the rows and in a change of them."""
    rows = Answer.objects.select_related("interview", "question", "appearance__guest")
    answer = rows.filter(interview=interview, number=number).first()
    if answer is None:
        raise ValidationError(message or "这个回答已经不在，请回到访谈重新选择。")
    return answer


def split_answer(
    interview: Interview, number: int, *, after: int, appearance: int, question: int, actor
) -> int:
    """Make the paragraphs behind paragraph `after` an answer of their own; return its number.

    Quotes go with the words that they quote, and old anchors of the paragraphs still lead there.
    """

    def edit() -> int:
        answer = answer_numbered(interview, number)
        speaker = Appearance.objects.filter(interview=interview, pk=appearance).first()
        asked = Question.objects.filter(interview=interview, pk=question).first()
        if speaker is None or asked is None:
            raise ValidationError("请在本访谈的嘉宾和提问中选择。")
        return _split(answer, after, speaker, asked, actor)

    return changed(interview, actor=actor, edit=edit, note=f"拆分回答{number}")


def _split(answer: Answer, after: int, speaker: Appearance, asked: Question, actor) -> int:
    staying, going = _apart(answer, after)
    new = Answer(
        interview=answer.interview,
        question=asked,
        appearance=speaker,
        number=_free_number(answer.interview),
        position=answer.position + 1,
        text="\n".join(part.text for part in going),
        former_anchors={
            str(place): [part.anchor, *part.former] for place, part in enumerate(going, start=1)
        },
    )
    behind = Answer._base_manager.filter(
        interview=answer.interview_id, position__gt=answer.position
    )
    behind.update(position=F("position") + 1)
    answer.text = "\n".join(part.text for part in staying)
    answer.former_anchors = {str(part.number): list(part.former) for part in staying if part.former}
    for row in (answer, new):
        row._history_user = actor
        row._change_reason = _SPLIT
        row.save()
    return new.number


def _apart(answer: Answer, after: int):
    """Return the paragraphs up to paragraph `after`, and those behind it."""
    numbers = [part.number for part in answer.paragraphs]
    if after not in numbers[:-1]:
        raise ValidationError("请选从哪一段之后拆开；前后都至少要留一段。")
    place = numbers.index(after) + 1
    return answer.paragraphs[:place], answer.paragraphs[place:]


def _free_number(interview: Interview) -> int:
    """Return a number that no answer has or had: addresses are made of it."""
    now = interview.answers.aggregate(last=Max("number"))["last"] or 0
    once = Answer.history.filter(interview=interview.pk).aggregate(last=Max("number"))["last"] or 0
    return max(now, once) + 1


def join_refusal(answer: Answer, following: Answer | None) -> str:
    """Say why an answer cannot be joined with the one behind it ("" if it can)."""
    if following is None or following.question_id != answer.question_id:
        return "这一问之下，它后面没有别的回答。"
    if following.appearance_id != answer.appearance_id:
        return "后面的回答是另一位嘉宾说的，不能合并。"
    return ""


def following(answer: Answer) -> Answer | None:
    """Return the answer behind this one in the interview."""
    rows = list(answer.interview.answers.order_by("question__position", "position", "number"))
    place = rows.index(answer)
    return rows[place + 1] if place + 1 < len(rows) else None


def join_answers(interview: Interview, number: int, *, actor) -> None:
    """Join an answer with the one behind it, of the same speaker to the same question."""

    def edit() -> None:
        answer = answer_numbered(interview, number)
        other = following(answer)
        if refusal := join_refusal(answer, other):
            raise ValidationError(refusal)
        _join(answer, other, actor)

    changed(interview, actor=actor, edit=edit, note=f"合并回答{number}与其后的回答")


def _join(answer: Answer, other: Answer, actor) -> None:
    parts = other.paragraphs
    for row in (answer, other):
        row._history_user = actor
        row._change_reason = "合并回答"
    answer.text = "\n".join([answer.text, other.text])
    # Only when it is saved is it known which numbers the paragraphs get.
    answer.save()
    anchors = dict(answer.former_anchors)
    for number, part in zip(answer.paragraph_numbers[-len(parts) :], parts, strict=True):
        anchors[str(number)] = [*anchors.get(str(number), []), part.anchor, *part.former]
    first = str(answer.paragraph_numbers[-len(parts)])
    anchors[first] = [other.anchor, *anchors[first]]
    answer.former_anchors = anchors
    answer.save()
    # What quotes it goes to the answer that has its paragraphs now; other work on it stays.
    try:
        other.delete()
    except ProtectedError as error:
        raise ValidationError(f"{other}已有编码，不能并入别的回答。") from error
