"""What pages say to programs that read them."""

from django import template

from exports.linked.block import block

register = template.Library()


@register.simple_tag(takes_context=True)
def linked_data(context, name=""):
    """Print what the page is about (one of `exports.linked.pages`), and the way to it."""
    return block(context, name)
