"""The way from a public page to the form behind it."""

from django.urls import reverse


def edit_url(record, user) -> str:
    """Return where `user` may change `record`; "" for everybody who may not."""
    options = record._meta
    may_change = user.has_perm(f"{options.app_label}.change_{options.model_name}")
    if not (user.is_staff and may_change):
        return ""
    return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[record.pk])
