"""What the forms of the desk tell beside their fields."""

from itertools import chain

from django import template
from django.utils.safestring import SafeString, mark_safe

from editorial.admin import stale, words

register = template.Library()


@register.inclusion_tag("admin/editorial/wording_notes.html")
def wording_notes(adminform, inline_formsets) -> dict:
    """Say which fields of a form, and of its rows, hold forms that the office does not write."""
    rows = chain.from_iterable(inline.formset.forms for inline in inline_formsets or ())
    return {"fields": list(words.marked([adminform.form, *rows]))}


@register.inclusion_tag("admin/editorial/stale.html", takes_context=True)
def stale_notes(context, form) -> dict:
    """Say what another editor changed if the form was refused for it; remember what was seen."""
    record = getattr(form, "guarded", None)
    if record is None:
        return {"known": False}
    opened_at = context["request"].POST.get(stale.SEEN_VERSION) or stale.newest_version(record)
    return {"known": True, "seen_version": opened_at, "stale": stale.look(form)}


@register.filter
def named_corner(table: SafeString) -> SafeString:
    """Give words to the heads of a table of rows that Django leaves empty."""
    for head, words_of_it in (('<th class="original">', "记录"), ("<th>", "操作")):
        named = f'{head}<span class="visually-hidden">{words_of_it}</span></th>'
        table = table.replace(f"{head}</th>", named)
    return mark_safe(table)  # noqa: S308 - what Django's own template printed
