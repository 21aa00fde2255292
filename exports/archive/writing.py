"""Writing the archive: a ZIP of NDJSON whose bytes depend on what is published and nothing else."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.db import models, transaction
from django.template.loader import render_to_string

from editorial.archives.declaring import (
    FORMAT,
    FORMER,
    MANIFEST,
    PUBLISHED,
    VERSION,
    Kind,
    kinds,
)
from editorial.archives.records import Line, Reader, visible, written
from editorial.versions.snapshots import many_to_many, tag_field
from exports.downloads import LICENCE

# The earliest time that a ZIP can tell: the same records make the same bytes on any day.
_TIME = (1980, 1, 1, 0, 0, 0)
_KINDS = {
    "LinesField": "列表",
    "JSONField": "数据",
    "BooleanField": "是否",
    "DecimalField": "数（写作文字）",
    "DateField": "日期",
    "DateTimeField": "时间",
    "PartialDateField": "日期（知道到哪级写到哪级）",
}

Report = Callable[[str, int], None]


class _Archive:
    """A ZIP that is being written, and what its manifest will say of each file."""

    def __init__(self, target: Path):
        self.zip = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        self.files: list[dict] = []

    def add(self, path: str, lines: Iterator[str]) -> int:
        digest, size, count = hashlib.sha256(), 0, 0
        with self.zip.open(_entry(path), "w", force_zip64=True) as out:
            for line in lines:
                data = line.encode()
                out.write(data)
                digest.update(data)
                size += len(data)
                count += 1
        self.files.append({"path": path, "bytes": size, "sha256": digest.hexdigest()})
        return count

    def close(self) -> None:
        """Let go of the file, finished or not: otherwise Python would try to write to it later."""
        with suppress(OSError, ValueError):
            self.zip.close()

    def finish(self) -> None:
        manifest = {"format": FORMAT, "version": VERSION, "licence": LICENCE, "files": self.files}
        text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
        self.zip.writestr(_entry(MANIFEST), text.encode())
        self.zip.close()


def _entry(path: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, _TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def write_archive(target: Path, report: Report) -> dict[str, int]:
    """Write what everybody may see to `target`; return how many records there are of each kind.

    The file appears when it is whole; one that is cut off leaves nothing behind.
    `report(label, count)` is called after each kind.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.part")
    counts, begun = {}, time.time()
    try:
        with closing(_Archive(unfinished)) as archive:
            with _of_one_moment():
                archive.add("README.txt", iter([render_to_string("exports/archive.txt", _about())]))
                archive.add("codebook.csv", _code_book())
                for kind in kinds():
                    counts[kind.name] = _add_kind(archive, kind)
                    report(kind.label, counts[kind.name])
            archive.finish()
        # Its time is that of the state which it holds: what is withdrawn later shows by it.
        os.utime(unfinished, (begun, begun))
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return counts


@contextmanager
def _of_one_moment() -> Iterator[None]:
    """Let all that is read be of one state, and keep nobody from saving meanwhile."""
    connection = transaction.get_connection()
    connection.ensure_connection()
    is_sqlite = connection.vendor == "sqlite"
    mode = connection.transaction_mode if is_sqlite else None
    try:
        if is_sqlite:
            connection.transaction_mode = "DEFERRED"
        is_first = not connection.in_atomic_block
        with transaction.atomic():
            if is_first and connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    finally:
        if is_sqlite:
            connection.transaction_mode = mode


def _about() -> dict:
    return {"site": settings.SITE_NAME, "kinds": kinds(), "licence": LICENCE}


def _add_kind(archive: _Archive, kind: Kind) -> int:
    """Write the lines of a kind; long texts go into files of their own, after them."""
    lines = Reader(kind, public=True).all()
    count = archive.add(kind.path, (_line(kind, line) for line in lines))
    if kind.in_files:
        rows = visible(kind.model, public=True).order_by(kind.key)
        for name, text in rows.values_list(kind.key, kind.in_files).iterator(chunk_size=500):
            archive.add(f"texts/{name}.txt", iter([text]))
    return count


def _line(kind: Kind, line: Line) -> str:
    line.pop(kind.in_files, None)
    return written(line) + "\n"


def _code_book() -> Iterator[str]:
    """Yield the lines of a table: file, list in the record, column, what it is called and means."""
    rows = [("文件", "组成", "列", "名称", "类型", "说明")]
    for kind in kinds():
        rows += _explained(kind)
    for row in rows:
        line = io.StringIO()
        csv.writer(line).writerow(row)
        yield ("\ufeff" if row is rows[0] else "") + line.getvalue()


def _explained(kind: Kind) -> Iterator[tuple[str, ...]]:
    for column in kind.columns:
        place = "texts/*.txt" if column.name == kind.in_files else kind.path
        yield (place, "", column.name, *_words(kind, column))
    if kind.is_reviewed:
        yield (kind.path, "", PUBLISHED, "首次发布时间", "时间", "")
    if kind.key == "slug":
        yield (kind.path, "", FORMER, "旧网址名", "列表", "从前的网址名，仍然转到这条记录。")
    for relation in many_to_many(kind.model):
        label = str(relation.verbose_name)
        yield (kind.path, "", relation.name, label, "列表", _named(relation.related_model))
    if tags := tag_field(kind.model):
        yield (kind.path, "", tags.name, str(tags.verbose_name), "列表", "")
    for relation in kind.parts:
        for column in kind.part_columns(relation):
            yield (kind.path, relation, column.name, *_words(kind, column))


def _words(kind: Kind, column: models.Field) -> tuple[str, str, str]:
    label, about = str(column.verbose_name), str(column.help_text)
    if inner := kind.inner(column):
        return label, "数", f"本记录“{inner}”中的第几条，从 1 起。"
    if column.is_relation:
        return label, "文字", _named(column.related_model)
    if column.choices:
        about = "，".join(f"{code} {words}" for code, words in column.flatchoices)
    number = isinstance(column, models.IntegerField)
    return label, _KINDS.get(type(column).__name__, "数" if number else "文字"), about


def _named(model: type[models.Model]) -> str:
    return f"{model._meta.verbose_name}，以数据包里的名字（slug、代码或标识）指明。"
