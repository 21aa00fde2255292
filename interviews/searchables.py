"""What of interviews and guests can be searched."""

from django.db.models import Case, F, Q, Value, When

from editorial.fields import display_partial_date
from search.places import best_part
from search.registry import Hit, Searchable, register

from .models import Answer, Appearance, Appointment, Guest, Interview, Question


def _answers(user):
    """Answers with `speaker_name`, which is empty when the person is hidden from this reader."""
    shown = When(
        appearance__guest__in=Guest.objects.visible_to(user).order_by().values("pk"),
        then=F("appearance__guest__name"),
    )
    return (
        Answer.objects.visible_to(user)
        .select_related("interview__source", "appearance")
        .annotate(speaker_name=Case(shown, default=Value("")))
    )


def _answer(answer: Answer, terms) -> Hit:
    paragraph = best_part(answer.paragraphs, lambda part: part.text, terms)
    said = " ".join(filter(None, (answer.speaker_name, answer.appearance.posts_as_given)))
    url = f"{answer.interview.get_absolute_url()}#{paragraph.anchor}"
    return Hit(said or "访谈原话", url, paragraph.text, answer.interview.title)


def _interview(interview: Interview, terms) -> Hit:
    date = display_partial_date(interview.source.published)
    return Hit(interview.title, interview.get_absolute_url(), interview.introduction, date)


def _guest(guest: Guest, terms) -> Hit:
    return Hit(
        guest.name, guest.get_absolute_url(), "　".join(guest.other_names), guest.distinction
    )


def _asking(user, word: str) -> Q:
    asked = Question.objects.visible_to(user).filter(text__icontains=word)
    return Q(pk__in=asked.values("interview"))


def _with_post(user, word: str) -> Q:
    posts = Appointment.objects.visible_to(user).filter(
        Q(title__icontains=word)
        | Q(organization__name__icontains=word)
        | Q(host_unit__name__icontains=word)
    )
    given = Appearance.objects.visible_to(user).filter(posts_as_given__icontains=word)
    return Q(pk__in=posts.values("guest")) | Q(pk__in=given.values("guest"))


def register_all() -> None:
    register(
        Searchable(
            kind="answer",
            label="访谈原话",
            order=30,
            rows=_answers,
            head=(),
            body=("text",),
            hit=_answer,
        )
    )
    register(
        Searchable(
            kind="interview",
            label="访谈",
            order=65,
            rows=lambda user: Interview.objects.visible_to(user).select_related("source"),
            head=("title",),
            body=("introduction",),
            parts=(_asking,),
            hit=_interview,
        )
    )
    register(
        Searchable(
            kind="guest",
            label="嘉宾",
            order=70,
            rows=Guest.objects.visible_to,
            head=("name", "other_names"),
            parts=(_with_post,),
            hit=_guest,
        )
    )
