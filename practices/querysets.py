"""Reads over the catalogue."""

from django.db.models import Count, Q
from tree_queries.query import TreeQuerySet

from editorial.querysets import DependentQuerySet, PublishableQuerySet
from interviews.querysets import SpokenQuerySet


class TermQuerySet(TreeQuerySet):
    """Terms of a vocabulary; they have no publication state."""

    def groups(self):
        return self.filter(parent=None)

    def leaves(self):
        return self.exclude(parent=None)

    def with_children_of(self, codes):
        """The terms with these codes and, for a group, the terms under it."""
        return self.filter(Q(code__in=codes) | Q(parent__code__in=codes))

    def with_practice_counts(self, practices):
        """Count in `practice_count` the `practices` (a queryset) tied to each term itself."""
        return self.annotate(
            practice_count=Count(
                "practices", filter=Q(practices__in=practices.values("pk")), distinct=True
            )
        )


class PracticeQuerySet(PublishableQuerySet):
    def in_zone(self, zone):
        return self.filter(zones=zone)

    def answering(self, problem):
        """Practices that answer `problem`, or any problem under it."""
        return self.filter(
            pk__in=self.model.problems.through.objects.filter(
                Q(problem=problem) | Q(problem__parent=problem)
            ).values("practice")
        )

    def on_theme(self, theme):
        """Practices on `theme`, or on any theme under it."""
        return self.filter(
            pk__in=self.model.themes.through.objects.filter(
                Q(theme=theme) | Q(theme__parent=theme)
            ).values("practice")
        )


class OfPracticeQuerySet(SpokenQuerySet):
    hangs_on = ("practice", "source")


class MeasureQuerySet(DependentQuerySet, TreeQuerySet):
    hangs_on = ("practice",)


class ProblemLinkQuerySet(DependentQuerySet):
    hangs_on = ("practice",)


class RelationQuerySet(DependentQuerySet):
    hangs_on = ("practice", "related")


class CollectionItemQuerySet(DependentQuerySet):
    hangs_on = ("collection", "practice")


class StatementQuerySet(SpokenQuerySet):
    may_hang_on = ("answer__interview", "question__interview")
