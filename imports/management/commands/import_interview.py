import json
import sys
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand
from django.db import OperationalError, ProgrammingError

from editorial.fields import validate_partial_date
from imports.applying import SKIP, UPDATE, Account, NotApplied, apply_draft, without_proposals
from imports.contract import as_contract
from imports.draft import Document, Draft, UnreadableDocument
from imports.folder import Outcome, Progress, Result, documents_in
from imports.known import known
from imports.pipeline import draft_from
from imports.reading import read


class Command(BaseCommand):
    help = (
        "导入一篇访谈，或一个文件夹里的每一篇：读取、修复、切分，存为草稿。"
        "退出码：0 成功，1 有不是访谈或做法的，2 有无法读取的，130 被中途停下。"
    )

    def add_arguments(self, parser):
        parser.add_argument("path", metavar="PATH", type=Path, help="要导入的文件或文件夹")
        parser.add_argument("--dry-run", action="store_true", help="只看结果，不写数据库")
        parser.add_argument(
            "--json",
            action="store_true",
            help="在标准输出打印 JSON 对象；导入文件夹时每份文件一行",
        )
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
        except ValidationError as error:
            self._leave(" ".join(error.messages), status=2)
        self.options = options
        self.published_on = published_on
        if path.is_dir():
            self._folder(path)
        else:
            self._file(path)

    def _file(self, path: Path) -> None:
        result = self._import(path)
        if result.status:
            self._leave(result.sentence, status=result.status)
        if not self.options["json"]:
            self.stdout.write(result.sentence)

    def _folder(self, folder: Path) -> None:
        """Import every document of a folder, each on its own, and go on after a bad one."""
        paths = documents_in(folder)
        if not paths:
            self._leave(f"文件夹里没有可以导入的文件：{folder}", status=2)
        progress = Progress(len(paths), self.stderr)
        status = 0
        try:
            for path in paths:
                progress.begin(path.relative_to(folder))
                result = self._import(path)
                progress.end(result)
                if result.outcome == Outcome.UNWRITTEN:
                    self._leave(result.sentence, status=2)
                status = max(status, result.status)
        except KeyboardInterrupt:
            status = 130
        out = self.stderr if self.options["json"] else self.stdout
        out.write(progress.summary(stopped=status == 130, dry_run=self.options["dry_run"]))
        if status:
            sys.exit(status)

    def _import(self, path: Path) -> Result:
        try:
            document = read(path)
        except UnreadableDocument as error:
            return Result(Outcome.UNREADABLE, str(error))
        draft = draft_from(document, published_on=self.published_on, known=known())
        if self.options["json"]:
            self.stdout.write(json.dumps(as_contract(draft), ensure_ascii=False))
        if draft.kind == "refused":
            return Result(Outcome.REFUSED, draft.reason)
        waiting = len(draft.practices) + len(draft.facts) + len(draft.statements)
        if self.options["dry_run"]:
            return Result(Outcome.IMPORTED, _found(draft), waiting)
        return self._apply(draft, document, path, waiting)

    def _apply(self, draft: Draft, document: Document, path: Path, waiting: int) -> Result:
        on_existing = self.options["on_existing"]
        try:
            applied = apply_draft(
                draft=without_proposals(draft),
                document=document,
                content=path.read_bytes(),
                account=Account(published=draft.published_on),
                on_existing=on_existing,
            )
        except (OperationalError, ProgrammingError) as error:
            sentence = (
                f"数据库没有准备好，或写不进去，什么也没有写入；新装的请先运行 prepare：{error}"
            )
            return Result(Outcome.UNWRITTEN, sentence)
        except OSError as error:
            sentence = f"收到的文件存不进去（{error.strerror}），什么也没有写入；请腾出磁盘再运行。"
            return Result(Outcome.UNWRITTEN, sentence)
        except NotApplied as error:
            return Result(Outcome.REFUSED, f"没有写入：{error}")
        if applied.existed and on_existing == SKIP:
            return Result(Outcome.KNOWN, f"“{applied.source}”已经导入过，未作改动。")
        kept = [f"  保留编辑的改动：{name}" for name in applied.tally.kept_names]
        saved = f"“{applied.source}”已存为草稿：{applied.tally}。"
        return Result(Outcome.IMPORTED, "\n".join([_found(draft), saved, *kept]), waiting)

    def _leave(self, sentence: str, *, status: int):
        self.stderr.write(sentence)
        sys.exit(status)


def _found(draft: Draft) -> str:
    answers = sum(len(question.answers) for question in draft.questions)
    return (
        f"嘉宾 {len(draft.guests)}，提问 {len(draft.questions)}，回答 {answers}，"
        f"做法 {len(draft.practices)}，数据 {len(draft.facts)}，问题 {len(draft.statements)}，"
        f"修复 {len(draft.repairs)}，缺文 {len(draft.gaps)}"
    )
