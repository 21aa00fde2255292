"""Handing documents in: every file is read at once, and what cannot be read is not kept."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile

from imports.admin.forms import IntakeForm
from imports.draft import UnreadableDocument
from imports.jobs import hand_in
from imports.models import ImportJob
from imports.reading import MAX_BYTES, read_bytes

PASTED = "粘贴的文字.txt"


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that was not taken, and the sentence that says why."""

    name: str
    reason: str


def take_in(form: IntakeForm, user) -> tuple[list[ImportJob], list[Unread]]:
    """A job for each document of a valid form that can be read, and those that cannot."""
    jobs: list[ImportJob] = []
    unread: list[Unread] = []
    for name, content in _documents(form):
        try:
            if content is None:
                raise UnreadableDocument(f"文件太大，上限是 {MAX_BYTES // 1024 // 1024} MB。")
            document = read_bytes(content, file_name=name)
        except UnreadableDocument as error:
            unread.append(Unread(name, str(error)))
            continue
        published_on = form.cleaned_data["published_on"]
        jobs.append(
            hand_in(document=document, content=content, user=user, published_on=published_on)
        )
    return jobs, unread


def _documents(form: IntakeForm):
    """Name and bytes of every document, one in memory at a time; None if it is too large."""
    for file in form.cleaned_data["files"]:
        yield file.name, _content(file)
    if pasted := form.cleaned_data["pasted"].strip():
        yield PASTED, pasted.encode("utf-8", "ignore")


def _content(file: UploadedFile) -> bytes | None:
    return None if file.size > MAX_BYTES else file.read()
