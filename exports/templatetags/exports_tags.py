"""What pages say to programs that read them."""

from django import template

from exports.citing.records import own_reference as reference_of
from exports.linked.block import block

register = template.Library()


@register.simple_tag(takes_context=True)
def linked_data(context, name=""):
    """Print what the page is about (one of `exports.linked.pages`), and the way to it."""
    return block(context, name)


@register.simple_tag(takes_context=True)
def own_reference(context, practice) -> str:
    """Return how a practice is cited, the same as on its page of citations; "" for a draft."""
    return reference_of(practice, str(context["site_root"])) if practice.is_published else ""
