"""What another editor changed while a form was open, beside what was typed into it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.db.models import Model

from editorial.models import Publishable, Version
from editorial.versions import comparing, log
from editorial.versions.snapshots import Data, columns, plain, take

# The box under the table by which an editor says that they have read it.
AGREED = "agreed_revision"
SEEN_VERSION = "seen_version"


@dataclass(frozen=True)
class Difference:
    """One field: as it was when the form was opened (None: not known), as stored, as typed."""

    label: str
    seen: str | None
    stored: str
    typed: str

    @property
    def changed_by(self) -> str:
        if self.seen is None:
            return ""
        theirs, own = self.seen != self.stored, self.seen != self.typed
        return {(True, True): "双方", (True, False): "对方", (False, True): "您"}[theirs, own]


@dataclass(frozen=True)
class Stale:
    """All that differs; `sections` are the rows that the other editor changed, by their heading."""

    revision: int
    fields: list[Difference]
    sections: tuple[comparing.PartChanges, ...]
    knows_seen: bool


def is_current(form: forms.ModelForm, revision: int | None) -> bool:
    """Tell whether the editor has seen `revision`: on opening the form, or when told of it."""
    agreed = form.data.get(AGREED, "")
    seen = form.cleaned_data.get("seen_revision")
    return revision == seen or (agreed.isdecimal() and int(agreed) == revision)


def newest_version(record: Model) -> int:
    """Return the number of the last version that is kept of a record; 0 if there is none."""
    return log.versions_of(record).values_list("number", flat=True).first() or 0


def _seen(record: Publishable, number: str, revision: int | None) -> Data | None:
    """Return the record as it was when version `number` was the last one kept.

    What nobody had kept by then is kept as the base of the change that followed.
    """
    if not number.isdecimal() or len(number) > 9:
        return None
    versions = log.versions_of(record)
    base = versions.filter(number=int(number) + 1, action=Version.Action.BASE).first()
    if base is not None:
        return base.data if _was_so(record, base.data, revision) else None
    version = versions.filter(number=int(number)).first()
    return version.data if version else None


def _was_so(record: Publishable, data: Data, revision: int | None) -> bool:
    """Tell whether a record had this content at a revision: data files change it unkept."""
    row = record.history.filter(revision=revision).first() if revision else None
    return row is None or all(
        plain(getattr(row, column.attname)) == data["fields"].get(column.name)
        for column in columns(type(record))
        if hasattr(row, column.attname)
    )


def look(form: forms.ModelForm) -> Stale | None:
    """Return what differs if `form` was refused as stale; else None."""
    if not form.is_bound or not form.has_error(forms.forms.NON_FIELD_ERRORS, code="stale"):
        return None
    record = form.guarded
    whole = type(record)._base_manager.order_by("pk").get(pk=record.pk)
    row = type(form.instance)._base_manager.order_by("pk").get(pk=form.instance.pk)
    revision = form.cleaned_data.get("seen_revision")
    seen = _seen(whole, form.data.get(SEEN_VERSION, ""), revision)
    own = seen if isinstance(row, Publishable) else None
    compared = comparing.compare(type(whole), seen, take(whole)) if seen else None
    return Stale(
        revision=whole.revision,
        fields=list(_differences(form, row, own)),
        sections=compared.parts if compared else (),
        knows_seen=own is not None,
    )


def _differences(form: forms.ModelForm, row: Model, seen: Data | None) -> Iterator[Difference]:
    stored = type(form)(instance=row)
    for name, field in form.fields.items():
        if isinstance(field.widget, forms.HiddenInput):
            continue
        before = stored[name].initial
        told = _seen_value(seen, name) if seen else None
        differs = field.has_changed(before, form[name].data)
        was = _shown(field, told) if seen and told is not None else None
        now = _shown(field, before)
        typed = _shown(field, form.cleaned_data.get(name, form[name].data)) if differs else now
        if differs or (was is not None and was != now):
            yield Difference(str(field.label), was, now, typed)


def _seen_value(seen: Data, name: str):
    if name in seen["fields"]:
        value = seen["fields"][name]
        return "" if value is None else value
    return seen["tags"] if name == "tags" else seen["many"].get(name)


def _shown(field: forms.Field, value) -> str:
    """Return a field's value as an editor reads it."""
    if isinstance(field, forms.ModelChoiceField):
        return "、".join(sorted(_names(field, value)))
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value or ""))
    if isinstance(value, str) or value is None:
        return (value or "").replace("\r\n", "\n")
    if isinstance(value, list | tuple | set) or hasattr(value, "all"):
        rows = value.all() if hasattr(value, "all") else value
        joint = "\n" if isinstance(field.widget, forms.Textarea) else "、"
        names = [str(getattr(item, "name", item)) for item in rows]
        return joint.join(names if joint == "\n" else sorted(names))
    return str(field.prepare_value(value))


def _names(field: forms.ModelChoiceField, value) -> list[str]:
    several = value if isinstance(value, list | tuple) or hasattr(value, "all") else [value]
    found = [one for one in several if one not in (None, "")]
    keys = [one for one in found if not isinstance(one, Model)]
    valid = [key for key in keys if str(key).isdecimal()]
    rows = field.queryset.model._base_manager.filter(pk__in=valid) if valid else ()
    return [str(one) for one in (*(one for one in found if isinstance(one, Model)), *rows)]
