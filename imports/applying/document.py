"""The document itself as a source."""

from __future__ import annotations

from dataclasses import asdict

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Q

from editorial.loading import (
    CHANGED,
    CONFLICT,
    IMPORTED,
    Entry,
    Tally,
    changed_by_person,
    is_frozen,
    put,
)
from imports.applying.account import Account, NotApplied
from imports.draft import Document, Draft
from sources.models import Source, received_path
from sources.services import quoting_models, relocate_quotes

_UNKNOWN = Source.Kind.OTHER
LOST = "原话在新文本里找不到"


def put_source(
    draft: Draft,
    document: Document,
    content: bytes | None,
    account: Account,
    known: int | None,
    tally: Tally,
) -> Source:
    """The source of this document; `known` is the key of one that it is a better copy of."""
    key = {"fingerprint": document.fingerprint} if known is None else {"pk": known}
    stored = Source.objects.filter(**key).first()
    if known is not None:
        _check_known(stored, document)
    values = _about(draft, document, account)
    if stored is not None:
        values = _news(values, has_title=bool(account.title or draft.title))
    text = _text(draft, document)
    if stored is not None and changed_by_person(Source, stored.pk) and _may_follow(stored):
        _follow(stored, text, tally)
        text = {}
    values = {name: value for name, value in {**values, **text}.items() if name not in key}
    source = put(Source, key=key, values=values, tally=tally)
    if source is None:
        raise NotApplied(["这份文件的出处记录已被编辑删除。要重新导入，请先和删除它的人商量。"])
    follows = source.fingerprint == document.fingerprint
    if content is not None and follows and (not source.file or known is not None):
        _keep_file(source, document, content)
    return source


def relocate(source: Source, tally: Tally) -> None:
    """Find every quote of the source again, and list those whose words are gone."""
    relocate_quotes(source=source)
    for model in quoting_models():
        for row in model.objects.filter(source=source, start=None):
            tally.entries.append(Entry(CONFLICT, row, model, f"{row}（{LOST}）"))


def _check_known(known: Source | None, document: Document) -> None:
    if known is None:
        raise NotApplied(["所选的出处已经不在了，请重新选择。"])
    others = Source.objects.filter(fingerprint=document.fingerprint).exclude(pk=known.pk)
    if others.exists():
        raise NotApplied([f"这份文件已经是“{others.first()}”的文件，不能再归到另一个出处。"])
    if is_frozen(known):
        raise NotApplied(["所选的出处已经发布，不能用新文本替换。请先把它退回草稿，再来导入。"])
    if not _may_follow(known):
        raise NotApplied(
            [
                "所选的出处全文已由编辑改过，不能用新文本替换。请在出处页面上更换全文，或作为新的出处导入。"
            ]
        )


def _may_follow(source: Source) -> bool:
    """Whether the text is still a machine's, whatever an editor wrote about it; and not public."""
    by_machine = Q(history_user=None) | Q(history_change_reason=IMPORTED)
    version = source.history.filter(by_machine).first()
    return version is not None and version.text == source.text and not is_frozen(source)


def _follow(source: Source, text: dict, tally: Tally) -> None:
    before = source.text
    if all(getattr(source, name) == value for name, value in text.items()):
        return
    tally.expect(source)
    for name, value in text.items():
        setattr(source, name, value)
    source._change_reason = tally.reason
    source.save()
    tally.updated += 1
    label = str(Source._meta.get_field("text").verbose_name)
    fields = ((label, before, source.text),) if before != source.text else ()
    tally.entries.append(Entry(CHANGED, source, Source, str(source), fields))


def _text(draft: Draft, document: Document) -> dict:
    return {
        "text": draft.text,
        "repairs": [_plain(repair) for repair in draft.repairs],
        "gaps": [_plain(gap) for gap in draft.gaps],
        "fingerprint": document.fingerprint,
    }


def _about(draft: Draft, document: Document, account: Account) -> dict:
    title, supplied = _title(draft, document, account)
    return {
        "kind": account.kind,
        "title": title,
        "title_is_supplied": supplied,
        "publication": account.publication or draft.publication,
        "author": account.author or draft.author,
        "published": account.published or draft.published_on,
        "url": account.url or draft.url,
        "note": account.note,
    }


def _news(about: dict, *, has_title: bool) -> dict:
    """What a new copy says of a known document: not what it leaves open, nor a title made up."""
    unsaid = () if has_title else ("title", "title_is_supplied")
    return {
        name: value
        for name, value in about.items()
        if value not in ("", _UNKNOWN) and name not in unsaid
    }


def _title(draft: Draft, document: Document, account: Account) -> tuple[str, bool]:
    """Return the title, and whether it was supplied because the document has none."""
    if account.title:
        return account.title, account.title_is_supplied
    if draft.title:
        return draft.title, False
    asked = next((question.text for question in draft.questions if question.text), "")
    first = (draft.introduction or asked or draft.text).split("\n")[0].split("，")[0]
    return first[:60] or document.file_name, True


def _plain(value) -> dict:
    """Return a dataclass as JSON will give it back, so that a second run finds no difference."""
    plain = asdict(value)
    return {name: list(item) if isinstance(item, tuple) else item for name, item in plain.items()}


def _keep_file(source: Source, document: Document, content: bytes) -> None:
    name = received_path(source, document.file_name)
    # A process that was killed, or a full disk, may have left the beginning of it.
    if default_storage.exists(name) and default_storage.size(name) != len(content):
        default_storage.delete(name)
    if not default_storage.exists(name):
        name = default_storage.save(name, ContentFile(content))
    source.file.name = name
    source.save(update_fields=["file"])
