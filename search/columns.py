"""Facets and orders that are columns of a model."""

from collections.abc import Iterable

from django.db.models import CharField, F
from django.db.models.functions import Cast

from .registry import Value


def choice_values(choices: Iterable[tuple[str, str]]):
    """Return what gives the values of a field with fixed choices."""
    return lambda: [Value(code, code, label) for code, label in choices]


def column(model, name: str):
    """Return what ties each record to the value of one of its columns, if it has one."""

    def ties():
        rows = model._base_manager.annotate(row=F("pk"), key=F(name))
        return rows.exclude(key=None) if model._meta.get_field(name).null else rows.exclude(key="")

    return ties


def text_of(name: str):
    """Return what puts a list in order by a column of text."""
    return lambda rows: rows.annotate(by=Cast(F(name), CharField()))


def year_values(model, name: str):
    """Return what gives the years that a column with a year or a partial date begins with."""

    def values():
        years = model._base_manager.order_by().values_list(name, flat=True).distinct()
        ordered = sorted({str(year)[:4] for year in years if year}, reverse=True)
        return [Value(year, year, f"{year}年") for year in ordered]

    return values
