"""Figures as an editor types and checks them."""

from decimal import Decimal

from editorial.admin import GuardedForm, RowForm
from zones.figures import difference_words
from zones.models import ZoneFact


class TidyFigures:
    """Mixed into a form: shows 130 where the database keeps 130.0000."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, value in self.initial.items():
            if isinstance(value, Decimal):
                self.initial[name] = Decimal(f"{value.normalize():f}")


class FigureRowForm(TidyFigures, RowForm):
    """One figure as a row of its parent."""


class FigureForm(TidyFigures, GuardedForm):
    """One figure on a page of its own."""


def sum_sentence(fact: ZoneFact) -> str:
    """Say whether the parts of a total add up ("" when it has none)."""
    difference = fact.sum_difference()
    return "" if difference is None else difference_words(difference)
