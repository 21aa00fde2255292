"""The document itself as a source."""

from __future__ import annotations

from dataclasses import asdict

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from editorial.loading import Tally, changed_by_person, put
from imports.applying.account import Account, NotApplied
from imports.draft import Document, Draft
from sources.models import Source, received_path
from sources.services import relocate_quotes


def put_source(
    draft: Draft,
    document: Document,
    content: bytes | None,
    account: Account,
    known: int | None,
    tally: Tally,
) -> Source:
    """The source of this document; `known` is the key of one that it is a better copy of."""
    values = {**_about(draft, document, account), "text": draft.text}
    values["repairs"] = [_plain(repair) for repair in draft.repairs]
    values["gaps"] = [_plain(gap) for gap in draft.gaps]
    key = {"fingerprint": document.fingerprint}
    if known is not None:
        _check_known(known, document)
        key, values = {"pk": known}, {**values, **key}
    source = put(Source, key=key, values=values, tally=tally)
    if source is None:
        raise NotApplied(["这份文件的出处记录已被编辑删除。要重新导入，请先和删除它的人商量。"])
    follows = source.fingerprint == document.fingerprint
    if content is not None and follows and (not source.file or known is not None):
        _keep_file(source, document, content)
    relocate_quotes(source=source)
    return source


def _check_known(known: int, document: Document) -> None:
    if not Source.objects.filter(pk=known).exists():
        raise NotApplied(["所选的出处已经不在了，请重新选择。"])
    others = Source.objects.filter(fingerprint=document.fingerprint).exclude(pk=known)
    if others.exists():
        raise NotApplied([f"这份文件已经是“{others.first()}”的文件，不能再归到另一个出处。"])
    if changed_by_person(Source, known):
        raise NotApplied(
            [
                "所选的出处已由编辑改过，不能用新文本替换。请在出处页面上更换全文，或作为新的出处导入。"
            ]
        )


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


def _title(draft: Draft, document: Document, account: Account) -> tuple[str, bool]:
    """Return the title, and whether it was supplied because the document has none."""
    if account.title:
        return account.title, account.title_is_supplied
    if draft.title:
        return draft.title, False
    first = (draft.introduction or draft.text).split("\n")[0].split("，")[0]
    return first[:60] or document.file_name, True


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
