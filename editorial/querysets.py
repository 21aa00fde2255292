"""Who may see what: every public read starts here."""

from django.core.exceptions import ValidationError
from django.db import models


def may_see_drafts(user, model) -> bool:
    """Tell whether `user` works on records of `model`, and so sees the unpublished ones too."""
    if user is None or not (user.is_active and user.is_staff):
        return False
    options = model._meta
    return user.has_perm(f"{options.app_label}.view_{options.model_name}")


class PublishableQuerySet(models.QuerySet):
    """Reads over records that have a publication state."""

    def published(self):
        return self.filter(state="published")

    def visible_to(self, user):
        """Published records; everything for an editor of this kind of record."""
        return self if may_see_drafts(user, self.model) else self.published()


class DependentQuerySet(models.QuerySet):
    """Reads over parts of records: a part is visible when all that it hangs on is published.

    A subclass names in `hangs_on` the relations that must be published, and in `may_hang_on` those
    that must be if they are set.
    """

    hangs_on: tuple[str, ...] = ()
    may_hang_on: tuple[str, ...] = ()

    def visible_to(self, user):
        if may_see_drafts(user, self.model):
            return self
        queryset = self.filter(**{f"{path}__state": "published" for path in self.hangs_on})
        for path in self.may_hang_on:
            queryset = queryset.filter(
                models.Q(**{f"{path}__isnull": True}) | models.Q(**{f"{path}__state": "published"})
            )
        return queryset


def refuse_to_rewrite_the_log() -> None:
    raise ValidationError("审校记录一经写下不得改动。")


class LogQuerySet(models.QuerySet):
    """Rows that are written once, and neither changed nor deleted."""

    def update(self, **kwargs):
        refuse_to_rewrite_the_log()

    def delete(self):
        refuse_to_rewrite_the_log()
