"""What hangs on one record: rows of the downloads' tables, and what pages put together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone

from editorial.versions.citing import version_now
from exports.declaring import Column, Table
from exports.reading import rows_of
from interviews.models import Interview
from interviews.reading import ReadQuestion, questions_of, speakers_of
from practices.parts import PracticeParts

from .shapes import NUMBER, TEXT, WORDS, Schema, listed, or_null, record, row, told


@dataclass(frozen=True)
class Part:
    """One member of a record in full, as everybody may see it.

    `read(record, root)` gives its value, with addresses of this site that begin with `root`.
    """

    name: str
    schema: Schema
    read: Callable[[Any, str], Any]


def rows(table: Table, records: list[int], root: str) -> list[dict]:
    """Return the rows of these records as objects; addresses of this site begin with `root`."""
    names = [column.name for column in table.heads]
    return [dict(zip(names, values, strict=True)) for values in rows_of(table, records, root)]


def hanging(table: Table, *, of: str = "", name: str = "", label: str = "") -> Part:
    """Return the rows of a table that hang on the record, without the columns that name it."""
    owner = of or table.of
    kept = [
        column
        for column in table.columns
        if not (isinstance(column, Column) and str(column.read).startswith(f"{owner}__"))
    ]
    narrowed = replace(table, of=owner, columns=tuple(kept))
    return Part(
        name or table.name,
        told(listed(record(row(narrowed), None)), label or table.label, table.about),
        lambda one, root: rows(narrowed, [one.pk], root),
    )


def nested_measures(table: Table) -> Part:
    """Return the parts of a practice as a tree: each measure has those under it in `parts`."""
    flat = hanging(table)
    members = flat.schema["items"]["properties"]
    under = told(listed({"$ref": "#/components/schemas/Measure"}), "下级构成", "形状相同。")

    def read(practice, root: str) -> list[dict]:
        children = defaultdict(list)
        for one in flat.read(practice, root):
            children[one["parent"]].append(one)

        def tree(parent: int | None) -> list[dict]:
            return [{**one, "parts": tree(one["id"])} for one in children[parent]]

        return tree(None)

    measure = record({**members, "parts": under}, None)
    return Part("measures", told(listed(measure), table.label, table.about), read)


def _relations(practice, root: str) -> list[dict]:
    return [
        {
            "relation": one.reason,
            "practice": one.practice.slug,
            "practice_name": one.practice.name,
            "note": one.note,
        }
        for one in PracticeParts(practice, None).related
    ]


RELATIONS = Part(
    "relations",
    told(
        listed(
            record(
                {
                    "relation": told(TEXT, "关系", "从这个做法看，例如“包含”“属于”。"),
                    "practice": told(TEXT, "做法（代码）", "另一个做法的网址名。"),
                    "practice_name": told(TEXT, "做法", "另一个做法的名称。"),
                    "note": told(TEXT, "说明", "编者对关系的说明。"),
                },
                None,
            )
        ),
        "相关做法",
        "编者所记的、与其他做法的关系，两头都列。",
    ),
    _relations,
)


def _questions(interview, root: str) -> list[dict]:
    speakers = speakers_of(interview, None)
    return [_question(question) for question in questions_of(interview, speakers, None)]


def _question(read: ReadQuestion) -> dict:
    return {
        "number": read.question.number,
        "anchor": read.question.anchor,
        "text": read.question.text,
        "answers": [
            {
                "number": one.answer.number,
                "anchor": one.answer.anchor,
                "guest": one.speaker.guest.slug if one.speaker else None,
                "guest_name": one.speaker.guest.name if one.speaker else None,
                "paragraphs": [
                    {"anchor": part.anchor, "text": part.text, "former": list(part.former)}
                    for part in one.answer.paragraphs
                ],
            }
            for one in read.answers
        ],
    }


_ANCHOR = told(TEXT, "锚点", "接在访谈网址的 # 之后，例如 a3-p2。")
_PARAGRAPH = record(
    {
        "anchor": _ANCHOR,
        "text": told(TEXT, "原文", "这一段的原文。"),
        "former": told(WORDS, "旧锚点", "这一段从前用过的锚点，仍然有效。"),
    },
    None,
)
_ANSWER = record(
    {
        "number": told(NUMBER, "编号", "回答的编号。"),
        "anchor": _ANCHOR,
        "guest": told(or_null(TEXT), "嘉宾（代码）", "回答者的网址名。"),
        "guest_name": told(or_null(TEXT), "嘉宾", "回答者的姓名。"),
        "paragraphs": told(listed(_PARAGRAPH), "段落", "回答的各段。"),
    },
    None,
)
QUESTIONS = Part(
    "questions",
    told(
        listed(
            record(
                {
                    "number": told(NUMBER, "编号", "提问的编号。"),
                    "anchor": _ANCHOR,
                    "text": told(TEXT, "提问", "提问的原文，独白时为空。"),
                    "answers": told(listed(_ANSWER), "回答", "各位嘉宾的回答。"),
                },
                None,
            )
        ),
        "问答",
        "逐个提问，连同回答，分到段。",
    ),
    _questions,
)


def _version(one, root: str) -> dict:
    now = version_now(one)
    return {"number": now.number, "at": timezone.localtime(now.at).isoformat(timespec="seconds")}


VERSION = Part(
    "version",
    told(
        record(
            {
                "number": told(NUMBER, "版次", "接在网址后面：?v=版次，以后打开会说明有没有改过。"),
                "at": told({**TEXT, "format": "date-time"}, "时间", "这一版发布的时间。"),
            },
            None,
        ),
        "版本",
        "读者现在看到的这一版。",
    ),
    _version,
)


def _read_as(source, root: str) -> str | None:
    found = Interview.objects.visible_to(None).filter(source=source.pk)
    return found.values_list("slug", flat=True).first()


INTERVIEW = Part(
    "interview",
    told(or_null(TEXT), "访谈（代码）", "这篇文献作为访谈的网址名；不是访谈时为空。"),
    _read_as,
)


def _narrower(term, root: str) -> list[str]:
    return list(term.children.order_by("position", "code").values_list("code", flat=True))


NARROWER = Part("narrower", told(WORDS, "下级（代码）", "下一级的词。"), _narrower)
