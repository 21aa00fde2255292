"""Reads over the catalogue."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from tree_queries.query import TreeQuerySet

from editorial.querysets import DependentQuerySet, PublishableQuerySet
from interviews.querysets import SpokenQuerySet


class TermQuerySet(TreeQuerySet):
    """Terms of a vocabulary; they have no publication state."""

    def groups(self):
        """The terms of the first level, each with the terms under it."""
        return self.filter(parent=None).prefetch_related("children")

    def leaves(self):
        return self.exclude(parent=None)

    def in_use(self):
        """The terms that new records may take."""
        return self.filter(deprecated=False)

    def at_or_under(self, *terms):
        """These terms and, for a group, the terms under it."""
        return self.filter(Q(pk__in=[term.pk for term in terms]) | Q(parent__in=terms))


class PracticeQuerySet(PublishableQuerySet):
    def on_theme(self, *themes):
        """Practices on any of these themes, or any theme under them."""
        ties = self.model.themes.through._base_manager.all()
        at_or_under = Q(theme__in=themes) | Q(theme__parent__in=themes)
        return self.filter(pk__in=ties.filter(at_or_under).values("practice"))

    def newest(self):
        return self.order_by("-published_at", "-pk")


class QuotingQuerySet(SpokenQuerySet):
    def with_passages(self):
        """Load what leads to the words: the document, and where in the interview they stand."""
        return self.select_related("source", "answer__interview")

    def with_speakers(self):
        """Load what a quotation shows: the passage, and who speaks."""
        return self.with_passages().select_related(
            "answer__appearance__guest", "answer__appearance__zone"
        )


class OfPracticeQuerySet(QuotingQuerySet):
    hangs_on = ("practice", "source")


class MeasureQuerySet(DependentQuerySet, TreeQuerySet):
    hangs_on = ("practice",)


class ProblemLinkQuerySet(DependentQuerySet):
    hangs_on = ("practice",)


class RelationQuerySet(DependentQuerySet):
    hangs_on = ("practice", "related")

    def of(self, practice):
        """Relations of a practice, from either side."""
        return self.filter(Q(practice=practice) | Q(related=practice))


class CollectionItemQuerySet(DependentQuerySet):
    hangs_on = ("collection", "practice")

    def with_practices(self, user):
        """Load the practices as cards show them."""
        practices = self.model._meta.get_field("practice").related_model
        return self.prefetch_related(
            Prefetch("practice", queryset=practices.objects.visible_to(user))
        )


class StatementQuerySet(QuotingQuerySet):
    may_hang_on = ("answer__interview", "question__interview")

    def about(self, problem):
        """Statements of `problem`, or of any problem under it, in the order of the sources."""
        return self.filter(Q(problem=problem) | Q(problem__parent=problem)).order_by(
            "source", "start"
        )

    def with_speakers(self):
        return super().with_speakers().select_related("question__interview")


# So many finished codings open an answer to comparison, and close it to further coders.
CODERS = 2
LOCKED = "编码完成以后不再改动：一致性只按各自独立完成的编码计算。"


class CodingQuerySet(QuerySet):
    def finished(self):
        return self.filter(finished_at__isnull=False)

    def update(self, **values):
        with transaction.atomic():
            self._hold_unfinished()
            return super().update(**values)

    def delete(self):
        with transaction.atomic():
            self._hold_unfinished()
            return super().delete()

    delete.alters_data = delete.queryset_only = True

    def _hold_unfinished(self) -> None:
        """Lock the rows until the transaction ends; `ValidationError` if one is finished."""
        # Locked by their keys: what is grouped or ordered by others cannot be locked.
        rows = self.model._base_manager.filter(pk__in=self.order_by().values("pk"))
        if any(rows.order_by("pk").select_for_update().values_list("finished_at", flat=True)):
            raise ValidationError(LOCKED)

    def open_to(self, user):
        """Finished codings of answers that are closed to new coders, and that `user` is not at.

        Whoever could still code an answer on their own does not see what others found in it.
        """
        codings = self.model._base_manager
        done = codings.filter(finished_at__isnull=False).values("answer")
        closed = done.annotate(coders=Count("pk")).filter(coders__gte=CODERS).values("answer")
        own_draft = codings.filter(
            answer=OuterRef("answer"), coder=user.pk, finished_at__isnull=True
        )
        return self.finished().filter(~Exists(own_draft), answer__in=closed)

    def seen_by(self, user):
        """What `user` may read: all that is open to them, and their own."""
        return self.filter(Q(coder=user.pk) | Q(pk__in=self.open_to(user).values("pk")))
