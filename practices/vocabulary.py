"""A vocabulary as pages show it: groups, the terms under them, and how much hangs on each."""

from dataclasses import dataclass, field

from search.registry import collection_named
from search.snapshots import shelf

from .models import Problem, Theme


@dataclass(frozen=True)
class Term:
    """A term with the number of `practices`, and of `statements` of problems, at or under it."""

    record: Problem | Theme
    practices: int
    statements: int = 0
    terms: list["Term"] = field(default_factory=list)


def problem_groups(user, groups=None) -> list[Term]:
    """Return the groups of problems (all of them, or these) with what `user` may see on each."""
    practices, statements = (_counts(name, "problem", user) for name in ("practice", "statement"))
    return _counted(Problem.objects.groups() if groups is None else groups, practices, statements)


def theme_groups(user, groups=None) -> list[Term]:
    """Return the groups of themes (all of them, or these) with what `user` may see on each."""
    practices = _counts("practice", "theme", user)
    return _counted(Theme.objects.groups() if groups is None else groups, practices, {})


def _counts(collection: str, facet: str, user) -> dict[str, int]:
    held = shelf(collection)
    return held.counts(facet, held.base(drafts=collection_named(collection).drafts(user)))


def _counted(records, practices: dict[str, int], statements: dict[str, int]) -> list[Term]:
    return [
        Term(
            record,
            practices.get(record.code, 0),
            statements.get(record.code, 0),
            _counted(record.children.all(), practices, statements) if record.is_group else [],
        )
        for record in records
        # What is out of use is listed as long as records have it.
        if not record.deprecated or record.code in practices.keys() | statements.keys()
    ]
