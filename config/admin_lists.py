"""What all lists of the admin have in common: they find Chinese, and never count everything."""

from django.contrib import messages
from django.contrib.admin import ShowFacets
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.utils.functional import cached_property

from .admin_search import Search

MOST_COUNTED = 10_000
_LONGEST_KEY = 19  # digits; what is longer is no number of a row


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

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Django's heading is half a sentence, with the name between spaces.
        self.title = str(self.opts.verbose_name_plural)

    def get_results(self, request):
        try:
            super().get_results(request)
        except (ValueError, OverflowError) as error:
            # A year that no calendar has, typed into the address.
            raise IncorrectLookupParameters(error) from error

    @property
    def counted(self) -> str:
        more = getattr(self.paginator, "is_capped", False)
        return f"{self.result_count} 条以上" if more else f"{self.result_count} 条"


class DeskSearchMixin:
    """Mixed into every admin of the site: how lists and suggestions find records, and headings."""

    paginator = CappedPaginator
    show_full_result_count = False
    # Counts beside the values of filters would be counts of everything.
    show_facets = ShowFacets.NEVER

    def get_changelist(self, request, **kwargs):
        return DeskList

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        what = "新增" if add else "修改" if self.has_change_permission(request, obj) else "查看"
        context["title"] = f"{what}{self.opts.verbose_name}"
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_action(self, request, queryset):
        """Refuse what no page sends: Django looks chosen rows up before it looks at them."""
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if all(key.isdecimal() and len(key) < _LONGEST_KEY for key in chosen):
            return super().response_action(request, queryset)
        self.message_user(request, "没有办：所选的记录无法识别，请重新选。", messages.WARNING)
        return None

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
