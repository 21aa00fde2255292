"""The admin's foundations: review, history, guarded forms. The apps above build on them."""

from . import accounts as accounts
from . import audit as audit
from . import deleted as deleted
from . import desk as desk
from . import logs as logs
from . import merges as merges
from . import reports as reports
from . import sign_ins as sign_ins
from . import wording as wording
from .columns import ConditionFilter, as_list, number_of
from .forms import GuardedForm, RowForm
from .publishable import PublishableAdmin
from .records import EditorialAdmin, PartAdmin
from .rows import RowFormSet, StackedRows, TabularRows

__all__ = [
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
