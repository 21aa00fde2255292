"""What every template knows of the visitor's basket."""

from django.utils.functional import SimpleLazyObject

from .keeping import Basket


def basket(request):
    """Give `basket`; it is read from the session only where a page shows something of it."""
    return {"basket": SimpleLazyObject(lambda: Basket(request))}
