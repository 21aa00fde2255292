"""The admin's foundations: review, history, guarded forms. The apps above build on them."""

from . import logs as logs
from .columns import ConditionFilter, as_list, number_of
from .forms import GuardedForm, RowForm
from .records import ARCHIVIST, EditorialAdmin, PartAdmin, PublishableAdmin
from .rows import RowFormSet, StackedRows, TabularRows

__all__ = [
    "ARCHIVIST",
    "ConditionFilter",
    "EditorialAdmin",
    "GuardedForm",
    "PartAdmin",
    "PublishableAdmin",
    "RowForm",
    "RowFormSet",
    "StackedRows",
    "TabularRows",
    "as_list",
    "number_of",
]
