"""That quotes stand in their sources, and that received documents are there as they came."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import partial

from django.db import models

from editorial.integrity import Broken, Report, batches, register
from editorial.integrity.registry import named

from .checks import refresh_quoting
from .models import Quoted, Source
from .services import quoting_models


def _quotes(model: type[Quoted], report: Report) -> Iterator[Broken]:
    """Yield the quotes that are not where their row says, each source's text read once a batch."""
    # What a quote may say it stands in, where that decides which of several places is meant.
    within = [name for name in ("answer", "question") if hasattr(model, name)]
    for rows in batches(model._base_manager.select_related(*within), report):
        pks = {row.source_id for row in rows}
        sources = Source._base_manager.only("text", "url", "kind").in_bulk(pks)
        for row in rows:
            row.source = sources[row.source_id]
            if row.start is None or not row.source.text.startswith(row.quote, row.start):
                yield _misplaced(row)


def _misplaced(row: Quoted) -> Broken:
    place = row.find_quote()
    if place >= 0:
        sentence = f"引文在出处 {row.source_id} 的另一处（{place}），记下的位置是 {row.start}"
        return Broken(named(row), sentence, partial(_move, row, place))
    sentence = f"出处 {row.source_id} 里没有这句引文，请编辑核对：“{row.quote[:30]}”"
    return Broken(named(row), sentence, None if row.start is None else partial(_move, row, None))


def _move(row: Quoted, place: int | None) -> str:
    type(row)._base_manager.filter(pk=row.pk).update(start=place)
    refresh_quoting(row.source)
    return "去掉了失效的位置，已列入待补" if place is None else f"位置改为 {place}"


def files(model: type[models.Model], report: Report) -> Iterator[Broken]:
    """Yield the rows whose file is gone, or is not what its fingerprint says."""
    rows = model._base_manager.exclude(file="").only("file", "fingerprint")
    for batch in batches(rows, report):
        for row in batch:
            try:
                with row.file.open() as file:
                    found = hashlib.sha256()
                    for chunk in file.chunks():
                        found.update(chunk)
            except OSError:
                yield Broken(named(row), f"原始文件 {row.file.name} 不见了，请从备份恢复")
                continue
            if row.fingerprint and found.hexdigest() != row.fingerprint:
                yield Broken(named(row), f"原始文件 {row.file.name} 与指纹不符，请从备份恢复")


def register_all() -> None:
    register("出处的原始文件", partial(files, Source))


def register_quotes() -> None:
    """Look at the quotes of all apps; called when all of them are known."""
    for model in quoting_models():
        register(f"{model._meta.verbose_name}的引文", partial(_quotes, model))
