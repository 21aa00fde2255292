"""What all lists of the admin have in common: they find Chinese, and never count everything."""

from django.contrib.admin import ShowFacets
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.utils.functional import cached_property

from .admin_search import Search

MOST_COUNTED = 10_000


class CappedPaginator(Paginator):
    """Pages of a list that is counted only so far: nobody turns to page 2000, one narrows it."""

    @cached_property
    def _counted(self) -> int:
        rows = self.object_list
        if not hasattr(rows, "order_by"):
            return len(rows)
        # Without the order and the columns of the list, of which a count needs nothing.
        return rows.order_by().values("pk")[: MOST_COUNTED + 1].count()

    @cached_property
    def count(self) -> int:
        return min(self._counted, MOST_COUNTED)

    @property
    def is_capped(self) -> bool:
        return self._counted > MOST_COUNTED


class DeskList(ChangeList):
    """A list that can say how many rows it has, or that it has more than it counts."""

    @property
    def counted(self) -> str:
        more = getattr(self.paginator, "is_capped", False)
        return f"{self.result_count} 条以上" if more else f"{self.result_count} 条"


class DeskSearchMixin:
    """Mixed into every admin of the site: how its list and its suggestions find records."""

    paginator = CappedPaginator
    show_full_result_count = False
    # Counts beside the values of filters would be counts of everything.
    show_facets = ShowFacets.NEVER

    def get_changelist(self, request, **kwargs):
        return DeskList

    def get_search_results(self, request, queryset, search_term):
        """Find as the site's search does; no record comes twice."""
        return self._searched(request, queryset, search_term, Search.listed), False

    def suggested(self, request, queryset, search_term):
        """Return what a picker offers for what was typed so far, the closest first."""
        return self._searched(request, queryset, search_term, Search.offered)

    def _searched(self, request, queryset, typed: str, find):
        fields = self.get_search_fields(request)
        if not typed.strip() or not fields:
            return queryset
        search = Search(queryset, fields, typed)
        return queryset.none() if search.is_empty else find(search)

    @property
    def media(self):
        """Add what filters with a field of their own need (`media_of`)."""
        media = super().media
        for chosen in self.list_filter:
            if isinstance(chosen, tuple) and hasattr(chosen[1], "media_of"):
                media += chosen[1].media_of(self, chosen[0])
        return media


class DeskAutocomplete(AutocompleteJsonView):
    """Suggestions that are found as records are, and say enough to choose by.

    An admin may give `suggestion(record)` where the record's own name would be ambiguous in a list,
    and `hint(record)` for what is said below it.
    """

    def get_queryset(self):
        rows = self.model_admin.get_queryset(self.request)
        rows = rows.complex_filter(self.source_field.get_limit_choices_to())
        return self.model_admin.suggested(self.request, rows, self.term)

    def serialize_result(self, obj, to_field_name):
        result = super().serialize_result(obj, to_field_name)
        if suggestion := getattr(self.model_admin, "suggestion", None):
            result["text"] = suggestion(obj)
        if hint := getattr(self.model_admin, "hint", None):
            result["hint"] = hint(obj)
        return result
