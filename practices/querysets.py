"""Reads over the catalogue."""

from django.db.models import Count, F, Prefetch, Q
from django.db.models.functions import Coalesce
from tree_queries.query import TreeQuerySet

from editorial.querysets import DependentQuerySet, PublishableQuerySet
from interviews.querysets import SpokenQuerySet
from zones.models import Zone


class TermQuerySet(TreeQuerySet):
    """Terms of a vocabulary; they have no publication state."""

    def groups(self):
        """The terms of the first level, each with the terms under it."""
        return self.filter(parent=None).prefetch_related("children")

    def leaves(self):
        return self.exclude(parent=None)

    def at_or_under(self, *terms):
        """These terms and, for a group, the terms under it."""
        return self.filter(Q(pk__in=[term.pk for term in terms]) | Q(parent__in=terms))


class TieQuerySet(DependentQuerySet):
    """Rows that tie something to a term of a vocabulary."""

    def counts_by_term(self, term: str, counted: str) -> dict[int, int]:
        """Return how many different `counted` each term has, by the term's primary key.

        `term` and `counted` name relations. A group counts what hangs on the terms under it, too.
        """
        rows = self.order_by()
        number = Count(counted, distinct=True)
        group = Coalesce(F(f"{term}__parent"), F(term))
        leaves = rows.values_list(term).annotate(number)
        groups = rows.annotate(term_group=group).values_list("term_group").annotate(number)
        return dict(leaves) | dict(groups)


class PracticeQuerySet(PublishableQuerySet):
    def in_zone(self, *zones):
        """Practices of any of these zones."""
        return self.filter(pk__in=self._ties("zones").filter(zone__in=zones).values("practice"))

    def answering(self, *problems):
        """Practices that answer any of these problems, or any problem under them."""
        ties = self._ties("problems")
        return self.filter(
            pk__in=ties.filter(Q(problem__in=problems) | Q(problem__parent__in=problems)).values(
                "practice"
            )
        )

    def on_theme(self, *themes):
        """Practices on any of these themes, or any theme under them."""
        ties = self._ties("themes")
        return self.filter(
            pk__in=ties.filter(Q(theme__in=themes) | Q(theme__parent__in=themes)).values("practice")
        )

    def with_words_like(self, words: str):
        """Practices in whose name, other names, gist or text all of `words` stand."""
        rows = self
        for word in words.split():
            rows = rows.filter(
                Q(name__icontains=word)
                | Q(other_names__icontains=word)
                | Q(gist__icontains=word)
                | Q(background__icontains=word)
                | Q(body__icontains=word)
            )
        return rows

    def newest(self):
        return self.order_by("-published_at", "-pk")

    def by_name(self):
        """In the order of the names' pinyin, which is what the slugs are made of."""
        return self.order_by("slug")

    def latest_started(self):
        """Those started last come first, those without a date at the end."""
        return self.order_by("-started", "slug")

    def with_terms(self, user):
        """Load zones (visible ones) and themes with the practices, as cards show them."""
        return self.prefetch_related(
            Prefetch("zones", queryset=Zone.objects.visible_to(user)), "themes"
        )

    def zone_counts(self) -> dict[int, int]:
        """Return how many of these practices each zone has, by the zone's primary key."""
        ties = self._ties("zones").filter(practice__in=self.order_by().values("pk"))
        return dict(ties.order_by().values_list("zone").annotate(Count("practice", distinct=True)))

    def theme_counts(self) -> dict[int, int]:
        """Return how many of these practices each theme has, groups included."""
        ties = TieQuerySet(self._ties("themes").model)
        ties = ties.filter(practice__in=self.order_by().values("pk"))
        return ties.counts_by_term("theme", "practice")

    def problem_counts(self) -> dict[int, int]:
        """Return how many of these practices answer each problem, groups included."""
        ties = TieQuerySet(self._ties("problems").model)
        ties = ties.filter(practice__in=self.order_by().values("pk"))
        return ties.counts_by_term("problem", "practice")

    def _ties(self, relation: str):
        # A fresh queryset: grouping one that is already joined on the relation loses values.
        return getattr(self.model, relation).through._base_manager.all()


class QuotingQuerySet(SpokenQuerySet):
    def with_speakers(self):
        """Load what a quotation shows: the document, who speaks, and where in the interview."""
        return self.select_related(
            "source",
            "answer__interview",
            "answer__appearance__guest",
            "answer__appearance__zone",
        )


class OfPracticeQuerySet(QuotingQuerySet):
    hangs_on = ("practice", "source")


class MeasureQuerySet(DependentQuerySet, TreeQuerySet):
    hangs_on = ("practice",)


class ProblemLinkQuerySet(TieQuerySet):
    hangs_on = ("practice",)


class RelationQuerySet(DependentQuerySet):
    hangs_on = ("practice", "related")


class CollectionItemQuerySet(DependentQuerySet):
    hangs_on = ("collection", "practice")

    def sizes(self) -> dict[int, int]:
        """Return how many of these items each collection has, by its primary key."""
        return dict(self.order_by().values_list("collection").annotate(Count("pk")))

    def with_practices(self, user):
        """Load the practices as cards show them."""
        practices = self.model._meta.get_field("practice").related_model
        return self.prefetch_related(
            Prefetch("practice", queryset=practices.objects.visible_to(user).with_terms(user))
        )


class StatementQuerySet(TieQuerySet, QuotingQuerySet):
    may_hang_on = ("answer__interview", "question__interview")

    def about(self, problem):
        """Statements of `problem`, or of any problem under it, in the order of the sources."""
        return self.filter(Q(problem=problem) | Q(problem__parent=problem)).order_by(
            "source", "start"
        )

    def with_speakers(self):
        return super().with_speakers().select_related("question__interview")

    def problem_counts(self) -> dict[int, int]:
        """Return how many statements each problem has, groups included."""
        return self.counts_by_term("problem", "pk")
