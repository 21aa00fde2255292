"""What an address asks of a list: a `FilterSet` made from a collection's facets.

A value that does not exist is set aside and said, never an error. `FilterSet.qs` selects in SQL
what `selection.py` selects with bitmaps: the tests hold the two against each other.
"""

from functools import lru_cache

import django_filters
from django import forms

from .registry import Collection, Facet, Value, collection_named
from .shelves import Shelf, Vocabulary

# More values of one facet are no selection that anybody can survey, and every link repeats them.
MOST_VALUES = 100
MATCH_ALL = "all"


class CodesField(forms.Field):
    """Codes of a vocabulary as `Value`s; unknown ones are kept apart in `unknown`.

    `is_cut` says that there were too many, and only the first were taken.
    """

    widget = forms.MultipleHiddenInput
    vocabulary: Vocabulary

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.unknown: list[str] = []
        self.is_cut = False

    def clean(self, value) -> list[Value]:
        wanted = list(dict.fromkeys(word for word in value or () if word))
        self.is_cut = len(wanted) > MOST_VALUES
        wanted = wanted[:MOST_VALUES]
        known = self.vocabulary.by_code
        self.unknown = [word for word in wanted if word not in known]
        return [known[word] for word in wanted if word in known]


class FacetFilter(django_filters.Filter):
    """Records with one of several values of a facet, or (`all_of`) with each of them."""

    field_class = CodesField

    def __init__(self, facet: Facet, **kwargs):
        super().__init__(required=False, label=facet.label, **kwargs)
        self.facet = facet

    def filter(self, queryset, value):
        if not value:
            return queryset
        if self.parent.matches_all(self.facet):
            for one in value:
                queryset = self._with_any(queryset, [one])
            return queryset
        return self._with_any(queryset, value)

    def _with_any(self, queryset, values: list[Value]):
        shelf = self.parent.shelf
        ties = shelf.collection.facet(self.facet.own).ties()
        keys = {key for value in values for key in shelf.keys_of(self.facet, value)}
        return queryset.filter(pk__in=ties.filter(key__in=keys).order_by().values("row"))


class CatalogueFilter(django_filters.FilterSet):
    """The parameters of one collection; `shelf` knows the values that there are."""

    def __init__(self, data, queryset, *, shelf: Shelf):
        self.shelf = shelf
        super().__init__(data, queryset)

    def get_form_class(self):
        form = super().get_form_class()
        for facet in self.shelf.collection.facets:
            form.base_fields[facet.name].vocabulary = self.shelf.vocabularies[facet.name]
        return form

    @property
    def chosen(self) -> dict[str, list[Value]]:
        """The known values, by facet; facets without any left out."""
        self.form.is_valid()
        cleaned = self.form.cleaned_data
        names = (facet.name for facet in self.shelf.collection.facets)
        return {name: cleaned[name] for name in names if cleaned.get(name)}

    def unknown(self, facet: Facet) -> list[str]:
        """Return the values asked for that there are not."""
        self.form.is_valid()
        return self.form.fields[facet.name].unknown

    def is_cut(self, facet: Facet) -> bool:
        """Tell whether more values were asked for than are taken."""
        self.form.is_valid()
        return self.form.fields[facet.name].is_cut

    def matches_all(self, facet: Facet) -> bool:
        """Tell whether records must have each of the values chosen."""
        return facet.all_of and self.data.get(f"{facet.name}_match") == MATCH_ALL


@lru_cache(maxsize=32)
def filterset_of(name: str) -> type[CatalogueFilter]:
    """Return the FilterSet of a collection."""
    collection: Collection = collection_named(name)
    filters = {facet.name: FacetFilter(facet) for facet in collection.facets}
    return type(f"{name.title()}Filter", (CatalogueFilter,), filters)
