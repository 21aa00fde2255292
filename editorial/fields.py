"""Model fields for what documents really say: dates known in part, and lists of names."""

import datetime
import hashlib
import re
import secrets

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Length, Substr

_SHAPE = re.compile(r"(?P<year>\d{4})(-(?P<month>\d{2})(-(?P<day>\d{2}))?)?")

models.CharField.register_lookup(Length)


def validate_partial_date(value: str) -> None:
    """Accept `2020`, `2020-09` and `2020-11-17`; anything else raises a `ValidationError`."""
    match = _SHAPE.fullmatch(value)
    try:
        if match is None:
            raise ValueError
        datetime.date(int(match["year"]), int(match["month"] or 1), int(match["day"] or 1))
    except ValueError:
        raise ValidationError(
            "“%(value)s”不是日期。请写成 2020、2020-09 或 2020-11-17，知道到哪一级就写到哪一级。",
            code="partial_date",
            params={"value": value},
        ) from None


def display_partial_date(value: str) -> str:
    """Show a partial date as it was known: 2020年, 2020年9月, 2020年11月17日."""
    parts = [int(part) for part in value.split("-")] if value else []
    return "".join(f"{part}{unit}" for part, unit in zip(parts, "年月日", strict=False))


class PartialDateField(models.CharField):
    """A date known to the year, the month or the day, kept as an ISO 8601 prefix ("" = unknown).

    The text sorts by time, and a year is a prefix that an index serves.
    """

    default_validators = (validate_partial_date,)

    def __init__(self, *args, **kwargs):
        kwargs["max_length"] = 10
        kwargs.setdefault("blank", True)
        if not kwargs.get("help_text"):
            kwargs["help_text"] = "知道到哪一级就写到哪一级：2020、2020-09 或 2020-11-17。"
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs


def partial_date_check(*fields: str) -> models.CheckConstraint:
    """Give the database's share of the rule: only the lengths that a partial date can have."""
    condition = models.Q()
    for field in fields:
        condition &= models.Q(**{f"{field}__length__in": (0, 4, 7, 10)})
    return models.CheckConstraint(
        condition=condition,
        name="%(app_label)s_%(class)s_" + "_".join(fields) + "_shape",
        violation_error_message="日期请写成 2020、2020-09 或 2020-11-17。",
    )


def dates_in_order_check(first: str, last: str) -> models.CheckConstraint:
    """Give the database the rule that `last` is not before `first`, as far as both are known.

    2020-09 to 2020 is in order: it may have ended later in the same year.
    """
    known = Substr(first, 1, Length(last))
    return models.CheckConstraint(
        condition=models.Q(**{first: ""})
        | models.Q(**{last: ""})
        | models.Q(**{f"{last}__gte": known}),
        name=f"%(app_label)s_%(class)s_{first}_before_{last}",
        violation_error_message="结束的日期不能早于开始的日期。",
    )


class LinesField(models.TextField):
    """A short list of names, one a line in the form and in the database; a list in Python."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", list)
        super().__init__(*args, **kwargs)

    @staticmethod
    def _lines(value) -> list[str]:
        lines = value.splitlines() if isinstance(value, str) else value or []
        return [line.strip() for line in lines if line.strip()]

    def from_db_value(self, value, expression, connection):
        return self._lines(value)

    def to_python(self, value):
        return self._lines(value)

    def get_prep_value(self, value):
        return "\n".join(self._lines(value))

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj))

    def formfield(self, **kwargs):
        return super().formfield(form_class=LinesFormField, **kwargs)


class LinesFormField(forms.CharField):
    """One name a line."""

    def __init__(self, *args, **kwargs):
        kwargs["widget"] = forms.Textarea(attrs={"rows": 3})
        super().__init__(*args, **kwargs)

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), (data or "").replace("\r\n", "\n"))


class IdentifierField(models.CharField):
    """What a record without an address of its own is known by in every base; given once, and kept.

    The same document, or a unit of the same name, gets the same one in two bases: it is made of
    what `identifier_source()` of the record returns.
    """

    def pre_save(self, model_instance, add):
        value = getattr(model_instance, self.attname)
        if not value:
            value = identifier_of(model_instance.identifier_source())
            if type(model_instance)._base_manager.filter(**{self.attname: value}).exists():
                value = secrets.token_hex(8)
            setattr(model_instance, self.attname, value)
        return value


def identifier_of(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def give_identifiers(kind: type[models.Model], histories: type[models.Model], words) -> None:
    """Identify rows of a migration that have no identifier yet, and their histories likewise.

    `words(row)` are those of `identifier_source()`.
    """
    given: set[str] = set()

    def give(row, rows: models.QuerySet, *more: models.QuerySet) -> None:
        value = identifier_of(words(row))
        while value in given:
            value = identifier_of(value)
        given.add(value)
        for found in (rows, *more):
            found.update(identifier=value)

    for row in kind.objects.order_by("pk").iterator():
        give(row, kind.objects.filter(pk=row.pk), histories.objects.filter(id=row.pk))
    for row in histories.objects.filter(identifier="").order_by("-history_id"):
        unnamed = histories.objects.filter(id=row.id, identifier="")
        if unnamed.exists():
            give(row, unnamed)
