"""Going back and forth by one migration at a time."""

from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState

OWN_APPS = {"editorial", "sources", "zones", "interviews", "practices", "imports"}


def in_order(executor: MigrationExecutor) -> tuple[list, list]:
    """Return what each app began with, and what came later, in an order that can be gone back."""
    loader = executor.loader
    later = {
        key
        for key, migration in loader.disk_migrations.items()
        if key[0] in OWN_APPS and not migration.initial
    }
    first = {key for key in loader.disk_migrations if key[0] in OWN_APPS} - later
    others = [key for key in loader.graph.leaf_nodes() if key[0] not in OWN_APPS]
    begun = [step for step, _ in executor.migration_plan([*first, *others], clean_start=True)]
    whole = [
        step for step, _ in executor.migration_plan(loader.graph.leaf_nodes(), clean_start=True)
    ]
    return begun, [step for step in whole if step not in begun]


def states_before(executor: MigrationExecutor, migrations) -> dict:
    """Return what the models are before each of these migrations, which follow each other."""
    state, before = ProjectState(real_apps=executor.loader.unmigrated_apps), {}
    for migration in migrations:
        before[migration] = state.clone()
        migration.mutate_state(state, preserve=False)
    return before
