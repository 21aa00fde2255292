"""Forms that keep what was typed, and keep two editors from overwriting one another."""

from operator import itemgetter

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, Model
from django.utils import timezone
from django.utils.html import format_html

from editorial.models import Publishable, State
from editorial.persons import name_of
from editorial.stages import steps_of
from editorial.versions import log
from editorial.versions.pending import change_of

from . import stale
from .words import OwnWords


class PlainTextarea(AdminTextareaWidget):
    """A text area whose lines end in `\\n`.

    Browsers send `\\r\\n`, which shifts offsets and makes an untouched text look changed.
    """

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value


class NumbersOnly:
    """Mixed into an autocomplete field: Django would look up in vain what is no number."""

    def optgroups(self, name, value, attr=None):
        kept = [key for key in value if not key or str(key).isdecimal()]
        return super().optgroups(name, kept, attr)


def stored_revision(record: Publishable) -> int | None:
    """Lock the stored row of `record` until the transaction ends, and return its revision."""
    rows = type(record)._base_manager.select_for_update().filter(pk=record.pk)
    # In its own order: an order over relations joins tables that cannot be locked.
    return rows.order_by("pk").values_list("revision", flat=True).first()


def last_touch(record: Publishable) -> str:
    """Say who changed or moved `record` last, and when: 王五于2020年11月17日10:32.

    What moves of a published record with a pending change is the change. Its saves are among the
    versions; the newest row of the history may be one that was written to lay the change into the
    form, by nobody, and is rolled back.
    """
    row = None
    if record.state != State.PUBLISHED or change_of(record) is None:
        row = record.history.select_related("history_user").first()
    step = steps_of(record).select_related("actor").first()
    version = log.versions_of(record).exclude(by=None).select_related("by").first()
    touches = [(row.history_date, row.history_user)] if row else []
    touches += [(step.at, step.actor)] if step else []
    touches += [(version.at, version.by)] if version else []
    if not touches:
        return "他人"
    when, who = max(touches, key=itemgetter(0))
    when = timezone.localtime(when)
    name = name_of(who) if who else "装入数据的命令"
    return f"{name}于{when:%Y}年{when.month}月{when.day}日{when:%H:%M}"


def stale_sentence(record: Publishable) -> str:
    """Tell an editor that somebody else was quicker, and lead to the comparison below."""
    return format_html(
        "没有保存：您打开这一页以后，{}改动过这条记录。您填写的内容还在下面；请先看"
        '<a href="#stale-title">下面的对照表</a>，把要留的内容改好，'
        "勾选表下的“我已看过对方的改动”，再保存一次。",
        last_touch(record),
    )


def with_words_of(version: Model) -> Model:
    """Return the present record with the editable words of an old `version` of it.

    What no form edits (state, revision, numbers of paragraphs …) stays as it is today, so that
    going back to old words cannot go back to an old publication state.
    """
    present = type(version)._base_manager.get(pk=version.pk)
    for field in version._meta.concrete_fields:
        if field.editable and not field.primary_key:
            setattr(present, field.attname, getattr(version, field.attname))
    return present


class EditorialForm(OwnWords, forms.ModelForm):
    """A form for a record, or for an old version of one that is to be restored.

    Django leaves out constraints over fields that the form does not show; `checked_too` names
    fields that are known all the same.
    """

    checked_too: tuple[str, ...] = ()

    def __init__(self, *args, instance=None, **kwargs):
        self.restores = hasattr(instance, "_history")
        if self.restores:
            instance = with_words_of(instance)
        super().__init__(*args, instance=instance, **kwargs)

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - set(self.checked_too)

    def _update_errors(self, errors):
        """Say of the whole form what is wrong with a field that it only shows."""
        if hasattr(errors, "error_dict"):
            told: dict[str, list] = {}
            for name, found in errors.error_dict.items():
                there = name in self.fields or name == forms.forms.NON_FIELD_ERRORS
                told.setdefault(name if there else forms.forms.NON_FIELD_ERRORS, []).extend(found)
            errors = ValidationError(told)
        super()._update_errors(errors)


class GuardedForm(EditorialForm):
    """A form that saves only if the record is still at the revision that the editor saw.

    `part_of` names the relation to the record whose revision counts; "" for the record itself.
    """

    part_of = ""
    seen_revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.guarded is not None:
            self.initial["seen_revision"] = self.guarded.revision

    @property
    def guarded(self) -> Publishable | None:
        """The stored record whose revision counts; None while adding."""
        if self.instance.pk is None:
            return None
        return getattr(self.instance, self.part_of) if self.part_of else self.instance

    def clean(self):
        cleaned = super().clean()
        record = self.guarded
        if record is not None and not stale.is_current(self, stored_revision(record)):
            raise ValidationError(stale_sentence(record), code="stale")
        return cleaned


class RowForm(EditorialForm):
    """One row of an inline. A row that nobody touched is neither checked nor saved.

    A quote that was lost when its source changed must not bar every other change of its parent.
    """

    def _post_clean(self):
        if self.instance.pk is None or self.has_changed():
            super()._post_clean()
            if not self.errors:
                self._check_against_parent()

    def _check_against_parent(self) -> None:
        """Check what Django leaves out in rows: constraints that name the parent."""
        for constraint in self.instance._meta.constraints:
            if isinstance(constraint, CheckConstraint):
                try:
                    constraint.validate(type(self.instance), self.instance, exclude={"id"})
                except ValidationError as error:
                    self.add_error(None, error)
