import json
import sys
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand
from django.db import OperationalError, ProgrammingError

from editorial.fields import validate_partial_date
from imports.applying import SKIP, UPDATE, Account, apply_draft
from imports.contract import as_contract
from imports.draft import Document, Draft, UnreadableDocument
from imports.known import known
from imports.pipeline import draft_from
from imports.reading import read


class Command(BaseCommand):
    help = "导入一篇访谈：读取、修复、切分，存为草稿。退出码：1 不是访谈或做法，2 文件无法读取。"

    def add_arguments(self, parser):
        parser.add_argument("path", metavar="PATH", type=Path, help="要导入的文件")
        parser.add_argument("--dry-run", action="store_true", help="只看结果，不写数据库")
        parser.add_argument("--json", action="store_true", help="在标准输出打印一个 JSON 对象")
        parser.add_argument(
            "--on-existing",
            choices=(SKIP, UPDATE),
            default=SKIP,
            help="同一文件已导入过：跳过（skip），或更新编辑没有改过的内容（update）",
        )
        parser.add_argument(
            "--published-on",
            default="",
            metavar="DATE",
            help="文件没有写明的发表日期（2020、2020-11 或 2020-11-17），用来推算“今年”“去年”",
        )

    def handle(self, *args, path, published_on, **options):
        try:
            if published_on:
                validate_partial_date(published_on)
            document = read(path)
        except (UnreadableDocument, ValidationError) as error:
            self._fail(" ".join(getattr(error, "messages", [str(error)])), status=2)
        draft = draft_from(document, published_on=published_on, known=known())
        if options["json"]:
            self.stdout.write(json.dumps(as_contract(draft), ensure_ascii=False))
        if draft.kind == "refused":
            self._fail(draft.reason, status=1)
        if options["dry_run"]:
            if not options["json"]:
                self.stdout.write(_summary(draft))
            return
        self._apply(draft, document, path.read_bytes(), options["on_existing"], options["json"])

    def _apply(
        self, draft: Draft, document: Document, content: bytes, on_existing: str, quiet: bool
    ):
        try:
            applied = apply_draft(
                draft=draft,
                document=document,
                content=content,
                account=Account(published=draft.published_on),
                on_existing=on_existing,
            )
        except (OperationalError, ProgrammingError) as error:
            self._fail(f"数据库没有准备好，什么也没有写入；请先运行 prepare：{error}", status=2)
        if quiet:
            return
        if applied.existed and on_existing == SKIP:
            self.stdout.write(f"“{applied.source}”已经导入过，未作改动。")
        else:
            self.stdout.write(f"{_summary(draft)}\n“{applied.source}”已存为草稿：{applied.tally}。")
            for name in applied.tally.kept_names:
                self.stdout.write(f"  保留编辑的改动：{name}")

    def _fail(self, sentence: str, *, status: int):
        self.stderr.write(sentence)
        sys.exit(status)


def _summary(draft: Draft) -> str:
    answers = sum(len(question.answers) for question in draft.questions)
    return (
        f"嘉宾 {len(draft.guests)}，提问 {len(draft.questions)}，回答 {answers}，"
        f"做法 {len(draft.practices)}，数据 {len(draft.facts)}，"
        f"修复 {len(draft.repairs)}，缺文 {len(draft.gaps)}"
    )
