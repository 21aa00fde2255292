"""The last step: a draft becomes records. The only step of the pipeline that knows a model.

Everything is made as a draft (草稿); nothing is published by a machine. Applying the same document
again adds nothing: a document is known by the SHA-256 of its file, questions and answers by their
numbers. What an editor has changed is kept as it is, and counted.
"""

from dataclasses import asdict, dataclass, field

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from editorial.loading import Tally, put
from imports.draft import Document, Draft, GuestDraft
from interviews.models import Answer, Appearance, Guest, GuestKind, Interview, Question
from sources.models import Source, received_path
from sources.services import relocate_quotes
from zones.models import Zone

SKIP, UPDATE = "skip", "update"


@dataclass(frozen=True)
class Account:
    """What an editor knows of a document and the document does not say."""

    title: str = ""
    title_is_supplied: bool = False
    kind: str = Source.Kind.OTHER
    publication: str = ""
    author: str = ""
    published: str = ""
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Applied:
    """What came of it. `interview` is None for a write-up; `existed` tells of an earlier import."""

    source: Source
    interview: Interview | None
    existed: bool
    tally: Tally = field(default_factory=Tally)


@transaction.atomic
def apply_draft(
    *,
    draft: Draft,
    document: Document,
    content: bytes,
    account: Account | None = None,
    on_existing: str = SKIP,
) -> Applied:
    """Write `draft` to the database, all or nothing.

    `content` is the file as received. With `on_existing="skip"` a document that is there already
    is left alone; with `"update"` rows that no editor has changed follow the new draft. A refused
    draft raises `ValueError`.
    """
    if draft.kind == "refused":
        raise ValueError(draft.reason)
    known = Source.objects.filter(fingerprint=document.fingerprint).first()
    if known is not None and on_existing == SKIP:
        return Applied(known, getattr(known, "interview", None), existed=True)
    tally = Tally()
    source = _put_source(draft, document, content, account or Account(), tally)
    interview = None
    if draft.kind == "interview":
        interview = _put_interview(draft, source, tally)
        speakers = {
            guest.name: _put_appearance(interview, guest, position, tally)
            for position, guest in enumerate(draft.guests, start=1)
        }
        _put_questions(draft, interview, speakers, tally)
    return Applied(source, interview, existed=known is not None, tally=tally)


def _title(draft: Draft, document: Document, account: Account) -> tuple[str, bool]:
    """Return the title, and whether it was supplied because the document has none."""
    if account.title:
        return account.title, account.title_is_supplied
    if draft.title:
        return draft.title, False
    first = (draft.introduction or draft.text).split("\n")[0].split("，")[0]
    return first[:60] or document.file_name, True


def _put_source(draft, document, content, account: Account, tally: Tally) -> Source:
    title, supplied = _title(draft, document, account)
    source = put(
        Source,
        key={"fingerprint": document.fingerprint},
        values={
            "kind": account.kind,
            "title": title,
            "title_is_supplied": supplied,
            "publication": account.publication or draft.publication,
            "author": account.author or draft.author,
            "published": account.published or draft.published_on,
            "url": account.url or draft.url,
            "note": account.note,
            "text": draft.text,
            "repairs": [_plain(repair) for repair in draft.repairs],
            "gaps": [_plain(gap) for gap in draft.gaps],
        },
        tally=tally,
    )
    if not source.file:
        _keep_file(source, document, content)
    relocate_quotes(source=source)
    return source


def _plain(value) -> dict:
    """Return a dataclass as JSON will give it back, so that a second run finds no difference."""
    plain = asdict(value)
    return {name: list(item) if isinstance(item, tuple) else item for name, item in plain.items()}


def _keep_file(source: Source, document: Document, content: bytes) -> None:
    name = received_path(source, document.file_name)
    if not default_storage.exists(name):
        name = default_storage.save(name, ContentFile(content))
    source.file.name = name
    source.save(update_fields=["file"])


def _put_interview(draft: Draft, source: Source, tally: Tally) -> Interview:
    return put(
        Interview,
        key={"source": source},
        values={"title": source.title, "introduction": draft.introduction},
        tally=tally,
    )


def _posts(guest: GuestDraft) -> str:
    return "、".join(f"{post.organization}{post.title}" for post in guest.posts)


def _zone(guest: GuestDraft) -> Zone | None:
    if not guest.zone:
        return None
    exact = Zone.objects.filter(short_name=guest.zone).first()
    return exact or Zone.objects.named_like(guest.zone).first()


def _kind(guest: GuestDraft) -> GuestKind:
    titles = _posts(guest)
    if guest.zone:
        return GuestKind.ZONE_OFFICIAL
    if "书记" in titles:
        return GuestKind.ENTERPRISE_SECRETARY
    if any(word in titles for word in ("董事长", "总经理", "总裁", "创始人")):
        return GuestKind.ENTERPRISE_HEAD
    return GuestKind.SCHOLAR if "教授" in titles or "研究员" in titles else GuestKind.OTHER


def _put_appearance(interview, guest: GuestDraft, position: int, tally: Tally) -> Appearance:
    existing = interview.appearances.filter(guest__name=guest.name).first()
    person = existing.guest if existing else _person(guest, tally)
    return put(
        Appearance,
        key={"interview": interview, "guest": person},
        values={
            "kind": _kind(guest),
            "posts_as_given": _posts(guest),
            "zone": _zone(guest),
            "position": position,
        },
        tally=tally,
    )


def _person(guest: GuestDraft, tally: Tally) -> Guest:
    """Return the person meant: somebody of that name in the same post, else somebody new."""
    namesakes = Guest.objects.filter(name=guest.name)
    same = namesakes.filter(appearances__posts_as_given=_posts(guest)).first()
    if same is not None:
        tally.unchanged += 1
        return same
    distinction = ""
    if namesakes.exists():
        distinction = (guest.zone or (guest.posts[0].organization if guest.posts else ""))[:50]
        if namesakes.filter(distinction=distinction).exists():
            distinction = f"{distinction[:45]}（{namesakes.count() + 1}）"
    tally.added += 1
    return Guest.objects.create(name=guest.name, distinction=distinction)


def _put_questions(draft: Draft, interview, speakers: dict[str, Appearance], tally: Tally) -> None:
    number = 0
    for position, asked in enumerate(draft.questions, start=1):
        question = put(
            Question,
            key={"interview": interview, "number": position},
            values={"position": position, "text": asked.text},
            tally=tally,
        )
        for place, given in enumerate(asked.answers, start=1):
            number += 1
            put(
                Answer,
                key={"interview": interview, "number": number},
                values={
                    "question": question,
                    "appearance": speakers[given.guest],
                    "position": place,
                    "text": "\n".join(given.paragraphs),
                },
                tally=tally,
            )
