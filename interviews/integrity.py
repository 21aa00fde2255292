"""That paragraphs keep their numbers, and that answers and quotes belong to their interview."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from django.db.models import F, Q

from editorial.integrity import Broken, Report, batches, register
from editorial.integrity.registry import named
from editorial.models import State
from sources.services import quoting_models

from .models import Answer, Interview, SpokenQuote


def _paragraphs(report: Report) -> Iterator[Broken]:
    rows = Answer._base_manager.only("text", "paragraph_numbers", "last_paragraph")
    for batch in batches(rows, report):
        for row in batch:
            count, numbers = row.text.count("\n") + 1, row.paragraph_numbers
            if len(numbers) != count:
                sentence = f"有 {count} 段，却有 {len(numbers)} 个段号，访谈页打不开"
            elif len(set(numbers)) != count:
                sentence = "有两段的段号相同"
            elif max(numbers) > row.last_paragraph:
                sentence = f"用过的最大段号记成了 {row.last_paragraph}，应为 {max(numbers)}"
            else:
                continue
            yield Broken(named(row), sentence, partial(_number, row, count))


def _number(row: Answer, count: int) -> str:
    """Number what cannot keep its number anew: an old address must not lead to other words."""
    known, last = row.paragraph_numbers, max([*row.paragraph_numbers, row.last_paragraph])
    # With too many numbers nobody knows whose they were.
    kept = known if len(known) <= count else []
    numbers: list[int] = []
    for place in range(count):
        number = kept[place] if place < len(kept) else None
        if number is None or number in numbers:
            number = last = last + 1
        numbers.append(number)
    Answer._base_manager.filter(pk=row.pk).update(paragraph_numbers=numbers, last_paragraph=last)
    return f"段号改为 {numbers}，最大段号 {last}"


def _belonging(report: Report) -> Iterator[Broken]:
    """Yield answers to a question, or by a guest, of another interview."""
    stray = ~Q(question__interview=F("interview")) | ~Q(appearance__interview=F("interview"))
    for batch in batches(Answer._base_manager.filter(stray).only("pk"), report):
        for row in batch:
            yield Broken(named(row), "提问或嘉宾属于另一篇访谈，请编辑核对")


def _hidden(report: Report) -> Iterator[Broken]:
    rows = Interview._base_manager.filter(state=State.PUBLISHED)
    rows = rows.exclude(source__state=State.PUBLISHED).only("pk")
    for batch in batches(rows, report):
        for row in batch:
            yield Broken(named(row), "已发布，但出处没有发布，读者看不到；请发布出处")


def _spoken(model: type[SpokenQuote], report: Report) -> Iterator[Broken]:
    """Yield the quotes that do not stand in the answer that they name."""
    rows = model._base_manager.filter(answer__isnull=False).select_related("answer__interview")
    for batch in batches(rows, report):
        for row in batch:
            if row.answer.interview.source_id != row.source_id:
                yield Broken(named(row), f"所说的回答 {row.answer_id} 不在所引的出处里，请编辑核对")
            elif not any(row.quote in line for line in row.answer.text.split("\n")):
                yield Broken(named(row), f"所说的回答 {row.answer_id} 里没有这句话，请编辑核对")


def register_all() -> None:
    register("回答的段号", _paragraphs)
    register("回答所属的访谈", _belonging)
    register("已发布的访谈", _hidden)


def register_spoken() -> None:
    """Look at the spoken quotes of all apps; called when all of them are known."""
    for model in quoting_models():
        if issubclass(model, SpokenQuote):
            register(f"{model._meta.verbose_name}所在的回答", partial(_spoken, model))
