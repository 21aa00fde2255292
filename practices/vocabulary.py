"""A vocabulary as pages show it: groups, the terms under them, and how much hangs on each."""

from dataclasses import dataclass, field

from .models import Practice, Problem, ProblemStatement, Theme


@dataclass(frozen=True)
class Term:
    """A term with the number of `practices`, and of `statements` of problems, at or under it."""

    record: Problem | Theme
    practices: int
    statements: int = 0
    terms: list["Term"] = field(default_factory=list)


def problem_groups(user, groups=None) -> list[Term]:
    """Return the groups of problems (all of them, or these) with what `user` may see on each."""
    practices = Practice.objects.visible_to(user).problem_counts()
    statements = ProblemStatement.objects.visible_to(user).problem_counts()
    return _counted(Problem.objects.groups() if groups is None else groups, practices, statements)


def theme_groups(user, groups=None) -> list[Term]:
    """Return the groups of themes (all of them, or these) with what `user` may see on each."""
    practices = Practice.objects.visible_to(user).theme_counts()
    return _counted(Theme.objects.groups() if groups is None else groups, practices, {})


def _counted(records, practices: dict[int, int], statements: dict[int, int]) -> list[Term]:
    return [
        Term(
            record,
            practices.get(record.pk, 0),
            statements.get(record.pk, 0),
            _counted(record.children.all(), practices, statements) if record.is_group else [],
        )
        for record in records
    ]
