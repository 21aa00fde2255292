"""Addresses of the rows behind a number: the selection with one value more."""

from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from search.selection import Selection


def rows_of(selection: Selection, *names: str, path: str = "") -> str:
    """Return the address of the selection's rows, ready for values of the facets in `names`.

    What is chosen of these facets is left out, for a link chooses one value itself; where rows must
    have every value chosen, it stays. `path` is another page of the same selection.
    """
    query = QueryDict(selection.address(view=None, sort=None)[1:], mutable=True)
    for name in names:
        if not selection.filters.matches_all(selection.collection.facet(name)):
            query.pop(name, None)
    return f"{path or reverse('practices:practices')}?{query.urlencode()}{'&' if query else ''}"


def value_of(name: str, code: str) -> str:
    return urlencode({name: code})
