"""What an editor types in the office's own words: tidied as it comes in, and marked for wording."""

from __future__ import annotations

from collections.abc import Iterator

from django import forms

from editorial import wording
from editorial.prose import tidy, tidy_exact


class OwnWords:
    """Mixed into the forms of records."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.own_words:
            self.fields[name].widget.attrs["data-wording"] = "on"

    @property
    def own_words(self) -> list[str]:
        """Return the fields whose words are the office's own."""
        names = (column.name for column in wording.checked_columns(self._meta.model))
        return [name for name in names if name in self.fields]

    def _clean_fields(self):
        super()._clean_fields()
        own = set(self.own_words)
        for name, value in self.cleaned_data.items():
            if isinstance(value, str) and isinstance(self.fields[name], forms.CharField):
                self.cleaned_data[name] = tidy(value) if name in own else tidy_exact(value)


def marked(forms_shown) -> Iterator[dict]:
    """Yield the fields of forms in which wrong forms stand, as they are about to be shown."""
    rules = wording.in_use()
    for form in forms_shown:
        for name in getattr(form, "own_words", ()):
            bound = form[name]
            value = bound.field.prepare_value(bound.value())
            found = wording.marks(value, rules) if isinstance(value, str) else []
            if found:
                sentences = list(dict.fromkeys(mark.sentence for mark in found))
                yield {"id": bound.auto_id, "label": bound.label, "sentences": sentences}
