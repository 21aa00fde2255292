"""The editors' admin site: Django's own, with the project's name, order and look."""

from functools import wraps

from django.apps import apps
from django.conf import settings
from django.contrib import admin

from editorial.accounts.pages import AccountPages
from editorial.accounts.signing_in import SignInForm
from editorial.desk.pages import DeskPages
from search.indexing import together

from .admin_lists import DeskAutocomplete, DeskSearchMixin

# What editors work on most comes first; what is not named here comes last, parts of records after
# the records.
APP_ORDER = (
    "imports",
    "practices",
    "interviews",
    "zones",
    "sources",
    "taggit",
    "editorial",
    "auth",
)
MODEL_ORDER = (
    "Practice",
    "Problem",
    "Theme",
    "ProblemStatement",
    "Collection",
    "Interview",
    "Guest",
    "Zone",
    "PartyOrganization",
    "HostUnit",
    "Alliance",
    "Measure",
    "Evidence",
    "Outcome",
    "PracticeProblem",
    "PracticeRelation",
    "CollectionItem",
)
_WRITING_VIEWS = {
    "add_view",
    "change_view",
    "delete_view",
    "changelist_view",
    "review_view",
    "restore_view",
    "merge_view",
    "undo_view",
    "split_view",
    "join_view",
    "order_view",
    "bring_back_view",
}


class EditorsAdminSite(AccountPages, DeskPages, admin.AdminSite):
    site_title = f"{settings.SITE_NAME} · 编辑部"
    site_header = f"{settings.SITE_NAME} · 编辑部"
    index_title = "编辑部"
    empty_value_display = "—"
    # Forms with rows need the width; the breadcrumbs lead everywhere.
    enable_nav_sidebar = False
    login_form = SignInForm
    logout_template = "admin/logged_out.html"

    def register(self, model_or_iterable, admin_class=None, **options):
        """Have every list of the site find records as the desk does."""
        admin_class = admin_class or admin.ModelAdmin
        own = {"__module__": admin_class.__module__, "__doc__": admin_class.__doc__}
        finding = type(admin_class.__name__, (DeskSearchMixin, admin_class), own)
        super().register(model_or_iterable, finding, **options)

    def admin_view(self, view, cacheable=False):
        """Index what a form changes once, when all of its rows are saved."""
        inner = super().admin_view(view, cacheable)
        if getattr(view, "__name__", "") not in _WRITING_VIEWS:
            return inner

        @wraps(inner)
        def indexed_once(request, *args, **kwargs):
            if request.method != "POST":
                return inner(request, *args, **kwargs)
            with together():
                return inner(request, *args, **kwargs)

        return indexed_once

    def autocomplete_view(self, request):
        return DeskAutocomplete.as_view(admin_site=self)(request)

    def index(self, request, extra_context=None):
        from .service import may_see

        keeps = {"keeps_service": may_see(request.user)}
        return super().index(request, {**keeps, **(extra_context or {})})

    def app_index(self, request, app_label, extra_context=None):
        """Head the page of an app with its name; Django adds a word and a space."""
        title = {"title": str(apps.get_app_config(app_label).verbose_name)}
        return super().app_index(request, app_label, {**title, **(extra_context or {})})

    def get_app_list(self, request, app_label=None):
        """Order the apps as editors need them, and mark the parts of records as such."""
        app_order = {label: place for place, label in enumerate(APP_ORDER)}
        order = {name: place for place, name in enumerate(MODEL_ORDER)}
        apps = list(self._build_app_dict(request, app_label).values())
        for app in apps:
            for model in app["models"]:
                model["is_part"] = getattr(self._registry[model["model"]], "is_part", False)
            app["models"].sort(
                key=lambda model: (
                    model["is_part"],
                    order.get(model["object_name"], len(order)),
                )
            )
        return sorted(apps, key=lambda app: app_order.get(app["app_label"], len(app_order)))
