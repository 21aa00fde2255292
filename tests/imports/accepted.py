"""A document as an editor accepted it, with proposals, for the tests of applying drafts."""

from __future__ import annotations

import hashlib

from imports.applying import UPDATE, Applied, Choices, Plan, apply_draft, plan_import
from imports.draft import (
    AnswerDraft,
    Document,
    Draft,
    FactDraft,
    GuestDraft,
    MeasureDraft,
    Post,
    PracticeDraft,
    QuestionDraft,
    StatementDraft,
)
from tests.factories import EditorFactory

CONTENT = "第一份文件".encode()
GUEST_LINE = "临江高新区党工委组织部部长 王岗"
POSTS = (Post("临江高新区党工委组织部", "部长"),)
QUESTION = "主持人问，两新组织党建难在哪里？"
FIRST = "企业里党员数量少，教育管理难。我们实施“三联”工程，联组织、联活动、联服务。"
SECOND = "全区现有党组织100个，其中党支部80个，党委20个。"
OTHER = "我们公司把车间办成课堂，青年党员当讲师。"


def _text(*paragraphs: str) -> str:
    return "\n".join(["园区党建纪实", GUEST_LINE, "李凯", QUESTION, *paragraphs])


TEXT = _text(FIRST, SECOND, OTHER)


def span(words: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def practice(name: str = "三联", quote: str = FIRST, text: str = TEXT, **fields) -> PracticeDraft:
    start, end = span(quote, text)
    about = {"guest": "王岗", "zone": "临江高新区", **fields}
    return PracticeDraft(name=name, quote=quote, start=start, end=end, **about)


def fact(text: str, value: int, unit: str, **fields) -> FactDraft:
    start, end = span(SECOND)
    about = {"subject": "临江高新区", "indicator": text[: text.index(str(value))], "as_of": "2023"}
    return FactDraft(
        text=text, value=value, unit=unit, quote=SECOND, start=start, end=end, **{**about, **fields}
    )


def statement(code: str, quote: str = "企业里党员数量少，教育管理难。") -> StatementDraft:
    start, end = span(quote)
    return StatementDraft(code=code, guest="王岗", quote=quote, start=start, end=end)


def said(guest: str, *paragraphs: str, text: str = TEXT) -> AnswerDraft:
    return AnswerDraft(guest, paragraphs, tuple(text.find(words) for words in paragraphs))


def talk(first: str = FIRST, second: str = SECOND, other: str = OTHER) -> Draft:
    """The draft of an interview with these three paragraphs in answer to one question."""
    text = _text(first, second, other)
    answers = (said("王岗", first, second, text=text), said("李凯", other, text=text))
    return Draft(
        kind="interview",
        title="园区党建纪实",
        published_on="2023-05",
        guests=(
            GuestDraft("王岗", POSTS, "临江高新区", *span(GUEST_LINE)),
            GuestDraft("李凯"),
        ),
        questions=(QuestionDraft(QUESTION, answers),),
        text=text,
    )


TALK = talk()
THREE = practice(
    measures=(MeasureDraft("三联", ("联组织", "联活动", "联服务")),),
)


def _arguments(draft: Draft, content: bytes, choices: Choices | None) -> dict:
    fingerprint = hashlib.sha256(content).hexdigest()
    document = Document(text=draft.text, file_name="jishi.txt", fingerprint=fingerprint)
    return {
        "draft": draft,
        "document": document,
        "content": content,
        "on_existing": UPDATE,
        "choices": choices or Choices(),
    }


def apply(draft: Draft = TALK, content: bytes = CONTENT, choices: Choices | None = None) -> Applied:
    return apply_draft(**_arguments(draft, content, choices))


def plan(draft: Draft = TALK, content: bytes = CONTENT, choices: Choices | None = None) -> Plan:
    return plan_import(**_arguments(draft, content, choices))


def edit(row, **values) -> None:
    """Change a row as a person does, on a page of its own."""
    row = type(row).objects.get(pk=row.pk)
    for name, value in values.items():
        setattr(row, name, value)
    row._history_user = EditorFactory()
    row.save()


def delete(row) -> None:
    row = type(row).objects.get(pk=row.pk)
    row._history_user = EditorFactory()
    row.delete()
