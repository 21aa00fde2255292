"""Reads over interviews and the people in them."""

from editorial.querysets import DependentQuerySet, PublishableQuerySet, may_see_drafts


class InterviewQuerySet(PublishableQuerySet):
    """An interview shows its source's words, so the source must be published too."""

    def published(self):
        return super().published().filter(source__state="published")

    def visible_to(self, user):
        return self if may_see_drafts(user, self.model) else self.published()

    def with_zone(self, zone):
        """Interviews in which somebody speaks for `zone`."""
        return self.filter(pk__in=zone.appearances.values("interview"))


class OfInterviewQuerySet(DependentQuerySet):
    hangs_on = ("interview", "interview__source")


class AppearanceQuerySet(DependentQuerySet):
    hangs_on = ("interview", "interview__source", "guest")


class AppointmentQuerySet(DependentQuerySet):
    hangs_on = ("guest", "source")
    may_hang_on = ("organization", "host_unit")


class SpokenQuerySet(DependentQuerySet):
    """Rows that quote a source and may say in which answer the words stand."""

    hangs_on = ("source",)
    may_hang_on = ("answer__interview",)
