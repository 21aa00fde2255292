"""Pages of the catalogue: practices, problems, themes and collections."""

from urllib.parse import urlencode

from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from editorial.addresses import AddressedDetailView
from editorial.editing import edit_url
from editorial.merging import resolve
from editorial.pagination import page_of
from search.selection import Selection
from sources.citations import gbt7714

from .answers import MOST_NEAREST, Answers
from .covers import cover_of, covered
from .models import Collection, Practice, Problem, ProblemStatement, Theme
from .parts import PracticeParts
from .related import Nearness
from .vocabulary import problem_groups, theme_groups

# Enough to hear them; more would be a file, not a page.
MOST_STATEMENTS = 40


class PracticePage(AddressedDetailView):
    model = Practice
    template_name = "practices/practice.html"

    def get_context_data(self, **kwargs):
        practice, user = self.object, self.request.user
        parts = PracticeParts(practice, user)
        answered, related = parts.answered, parts.related
        return super().get_context_data(
            parts=parts,
            tree=parts.tree,
            themes=practice.themes.all(),
            answered=answered,
            related=related,
            nearby=Nearness(practice, parts.answers, user).nearest(
                {row.practice.pk for row in related}
            ),
            references=[(source, gbt7714(source)) for source in parts.sources],
            zones=practice.zones.visible_to(user),
            organizations=practice.organizations.visible_to(user),
            host_units=practice.host_units.visible_to(user),
            crumbs=[("做法", reverse("practices:practices")), (practice.name, "")],
            edit_url=edit_url(practice, user),
            **kwargs,
        )


def problems(request):
    context = {"groups": problem_groups(request.user), "crumbs": [("问题", "")]}
    return render(request, "practices/problems.html", context)


def problem(request, code):
    record = get_object_or_404(Problem.objects.select_related("parent", "replaced_by"), code=code)
    if used := merged_into(record):
        return redirect(used, permanent=True)
    statements = ProblemStatement.objects.visible_to(request.user).about(record)
    answers = Answers(record, request.user)
    context = {
        "problem": record,
        "group": problem_groups(request.user, [record.parent or record])[0],
        "statements": list(statements.with_speakers().select_related("problem")[:MOST_STATEMENTS]),
        "answers": answers.by_theme(),
        "total": answers.total,
        "nearest": [] if answers.total else answers.nearest(),
        "related": answers.related_problems(),
        "crumbs": term_crumbs("问题", "practices:problems", record),
        "edit_url": edit_url(record, request.user),
    }
    return render(request, "practices/problem.html", context)


def themes(request):
    context = {"groups": theme_groups(request.user), "crumbs": [("主题", "")]}
    return render(request, "practices/themes.html", context)


def theme(request, code):
    record = get_object_or_404(Theme.objects.select_related("parent", "replaced_by"), code=code)
    if used := merged_into(record):
        return redirect(used, permanent=True)
    selection = _on_theme(record, request.user)
    beside = None if selection.total or record.is_group else _on_theme(record.parent, request.user)
    answered = selection.counts(selection.collection.facet("problem"))
    context = {
        "theme": record,
        "group": theme_groups(request.user, [record.parent or record])[0],
        "page": selection.page(request.GET.get("page")),
        # A page that has nothing shows what there is on the themes beside this one.
        "nearest": beside.page(None, per_page=MOST_NEAREST).object_list if beside else [],
        "problems": Problem.objects.leaves().filter(code__in=answered),
        "crumbs": term_crumbs("主题", "practices:themes", record),
        "edit_url": edit_url(record, request.user),
    }
    return render(request, "practices/theme.html", context)


def _on_theme(theme: Theme, user) -> Selection:
    return Selection("practice", QueryDict(urlencode({"theme": theme.code})), user)


def collections(request):
    page = page_of(Collection.objects.visible_to(request.user), request.GET.get("page"))
    page.object_list = covered(page, request.user)
    context = {"page": page, "crumbs": [("专题", "")]}
    return render(request, "practices/collections.html", context)


class CollectionPage(AddressedDetailView):
    model = Collection
    template_name = "practices/collection.html"

    def get_context_data(self, **kwargs):
        collection, user = self.object, self.request.user
        items = list(collection.items.visible_to(user).with_practices(user))
        return super().get_context_data(
            items=items,
            cover=cover_of(item.practice_id for item in items),
            crumbs=[("专题", reverse("practices:collections")), (collection.title, "")],
            edit_url=edit_url(collection, user),
            **kwargs,
        )


def merged_into(record: Problem | Theme) -> Problem | Theme | None:
    """Return the term that a term was merged into; one that is only out of use has its page."""
    if not record.deprecated:
        return None
    pk = resolve(type(record), record.pk)
    return None if pk == record.pk else type(record).objects.filter(pk=pk).first()


def term_crumbs(label: str, name: str, record: Problem | Theme) -> list[tuple[str, str]]:
    above = [(record.parent.name, record.parent.get_absolute_url())] if record.parent else []
    return [(label, reverse(name)), *above, (record.name, "")]
