"""Take the database back to an earlier release, with what was entered since; for `make return`."""

import subprocess
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration

Key = tuple[str, str]


class Command(BaseCommand):
    help = (
        "把数据库退回以前一个版本的结构，之后录入的内容保留；只有新版本自己增加的表和字段会随之删除。"
        "用现在的（新的）版本运行。"
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="以前那个版本所在的目录")

    def handle(self, folder, **options):
        known = known_to(folder)
        executor = MigrationExecutor(connection)
        ahead = {
            key: migration
            for key, migration in executor.loader.applied_migrations.items()
            if key not in known
        }
        missing = sorted(".".join(key) for key in ahead.keys() - executor.loader.graph.nodes.keys())
        if missing:
            raise CommandError(
                f"现在的版本也没有这些迁移：{'、'.join(missing)}。请用最后升级到的那个版本运行。"
            )
        apps = sorted({app for app, _ in ahead})
        targets = [(app, last_of(app, known, executor)) for app in apps]
        plan = [step for step, _ in executor.migration_plan(targets)]
        if stuck := [step for step in plan if not can_be_undone(step)]:
            names = "、".join(f"{step.app_label}.{step.name}" for step in stuck)
            raise CommandError(
                f"这些迁移退不回去：{names}。什么都没有改动；要回到以前的版本，请恢复升级前的备份。"
            )
        executor.migrate(targets)
        for step in plan:
            self.stdout.write(f"已退回 {step.app_label}.{step.name}")
        self.stdout.write(f"数据库的结构已是 {folder} 所用的。")


def known_to(folder: Path) -> set[Key]:
    """Return the migrations that the release in this folder has, as it says itself."""
    try:
        said = subprocess.run(
            [".venv/bin/python", "manage.py", "showmigrations", "--plan"],
            cwd=folder,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        why = (getattr(error, "stderr", "") or str(error)).strip().splitlines()[-1]
        raise CommandError(f"{folder} 里没有装好的版本：{why}") from error
    names = (line.split()[-1] for line in said.splitlines() if line.startswith(("[X]", "[ ]")))
    return {tuple(name.split(".", 1)) for name in names}


def last_of(app: str, known: set[Key], executor: MigrationExecutor) -> str | None:
    """Return the newest of an app's migrations that the earlier release knows."""
    graph = executor.loader.graph
    for leaf in graph.leaf_nodes(app):
        for key in reversed(graph.forwards_plan(leaf)):
            if key[0] == app and key in known:
                return key[1]
    return None


def can_be_undone(step: Migration) -> bool:
    """Return whether a migration has a way back, and does not stand for earlier ones."""
    return not step.replaces and all(operation.reversible for operation in step.operations)
