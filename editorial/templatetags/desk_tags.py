"""What the forms of the desk tell beside their fields."""

from itertools import chain

from django import template

from editorial.admin import words

register = template.Library()


@register.inclusion_tag("admin/editorial/wording_notes.html")
def wording_notes(adminform, inline_formsets) -> dict:
    """Say which fields of a form, and of its rows, hold forms that the office does not write."""
    rows = chain.from_iterable(inline.formset.forms for inline in inline_formsets or ())
    return {"fields": list(words.marked([adminform.form, *rows]))}
