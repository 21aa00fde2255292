"""Pages of interviews and guests."""

from django.db.models import Count, Prefetch
from django.shortcuts import render
from django.urls import reverse

from editorial.addresses import AddressedDetailView
from editorial.editing import edit_url
from search import panel
from search.formats import in_other_format
from search.pages import facet_page
from search.selection import Selection

from .models import Appearance, Guest, Interview
from .reading import answers_of, questions_of, speakers_of, subjects_of
from .related import others

GUESTS_PER_PAGE = 50


def interviews(request):
    selection = Selection("interview", request.GET, request.user)
    if reply := in_other_format(request, selection):
        return reply
    appearances = Appearance.objects.visible_to(request.user).select_related("guest")

    def load(rows):
        return (
            rows.select_related("source")
            .prefetch_related(Prefetch("appearances", queryset=appearances))
            .annotate(question_count=Count("questions", distinct=True))
        )

    context = {
        "selection": selection,
        "facets": panel.facets(selection, reverse("interviews:interviews") + "facets/{name}/"),
        "page": selection.page(request.GET.get("page"), load),
        "total": selection.total,
        "loosenings": panel.loosenings(selection),
        "crumbs": [("访谈", "")],
    }
    return render(request, "interviews/interviews.html", context)


def interview_facet(request, name: str):
    return facet_page(request, "interview", name, reverse("interviews:interviews"))


class InterviewView(AddressedDetailView):
    """An interview, question by question, with what is spoken of marked in the text."""

    model = Interview
    template_name = "interviews/interview.html"

    def visible(self):
        return super().visible().select_related("source")

    def get_context_data(self, **kwargs):
        interview, user = self.object, self.request.user
        appearances = speakers_of(interview, user)
        questions = questions_of(interview, appearances, user)
        subjects = subjects_of(questions)
        context = {
            "appearances": appearances,
            "questions": questions,
            "sequence": zip([None, *questions], questions, [*questions[1:], None], strict=False),
            "subjects": subjects,
            "others": others(
                interview,
                [row.guest_id for row in appearances],
                [subject.pk for subject in subjects if subject.kind == "practice"],
                user,
            ),
            "edit_url": edit_url(interview, user),
            "crumbs": [("访谈", reverse("interviews:interviews")), (interview.title, "")],
        }
        return super().get_context_data(**kwargs, **context)


def guests(request):
    selection = Selection("guest", request.GET, request.user)
    if reply := in_other_format(request, selection):
        return reply
    appearances = (
        Appearance.objects.visible_to(request.user)
        .select_related("interview", "zone")
        .order_by("-interview__source__published", "pk")
    )

    def load(rows):
        return rows.prefetch_related(Prefetch("appearances", queryset=appearances))

    context = {
        "selection": selection,
        "facets": panel.facets(selection, reverse("interviews:guests") + "facets/{name}/"),
        "page": selection.page(request.GET.get("page"), load, GUESTS_PER_PAGE),
        "total": selection.total,
        "loosenings": panel.loosenings(selection),
        "crumbs": [("嘉宾", "")],
    }
    return render(request, "interviews/guests.html", context)


def guest_facet(request, name: str):
    return facet_page(request, "guest", name, reverse("interviews:guests"))


class GuestView(AddressedDetailView):
    model = Guest
    template_name = "interviews/guest.html"

    def get_context_data(self, **kwargs):
        guest, user = self.object, self.request.user
        posts = guest.appointments.visible_to(user)
        appearances = guest.appearances.visible_to(user)
        answers = answers_of(guest, user)
        context = {
            "posts": list(posts.select_related("organization", "host_unit", "source")),
            "appearances": list(appearances.select_related("interview__source", "zone")),
            "answers": answers,
            "practices": _named(answers, "practice"),
            "problems": _named(answers, "problem"),
            "edit_url": edit_url(guest, user),
            "crumbs": [("嘉宾", reverse("interviews:guests")), (str(guest), "")],
        }
        return super().get_context_data(**kwargs, **context)


def _named(answers, kind: str) -> list:
    """Return what the answers speak of, of one kind, each once, in the order spoken."""
    subjects = (subject for answer in answers for subject in answer.spoken_of)
    return list(dict.fromkeys(subject for subject in subjects if subject.kind == kind))
