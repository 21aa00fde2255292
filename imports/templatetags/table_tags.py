"""What the pages of tables need to print."""

from django import template
from django.urls import reverse

from editorial.tables.declaring import tables
from imports.tables.views import may_use

register = template.Library()


@register.simple_tag
def tables_address(user) -> str:
    """Return where tables are handed in; "" for whoever may change nothing by them."""
    return reverse("tables:index") if any(may_use(user, table) for table in tables()) else ""


@register.filter
def list_address(table) -> str:
    """Return the address of the list in the admin of what a table is of."""
    options = table.model._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_changelist")
