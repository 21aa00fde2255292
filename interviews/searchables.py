"""What of interviews and guests can be found."""

from collections.abc import Iterator

from django.db.models import Prefetch

from editorial.fields import display_partial_date
from search.registry import Entry, Kind, register, watch
from sources.models import Source
from zones.models import HostUnit, PartyOrganization

from .facets import register_guests, register_interviews
from .models import Answer, Appearance, Appointment, Guest, Interview, Question


def _visible(relation: str, queryset) -> Prefetch:
    return Prefetch(relation, queryset=queryset)


def _interviews(rows) -> Iterator[Entry]:
    guests = Appearance.objects.visible_to(None).select_related("guest")
    for interview in rows.select_related("source").prefetch_related(
        _visible("appearances", guests), "questions"
    ):
        asked = [question.text for question in interview.questions.all() if question.text]
        yield Entry(
            record=interview.pk,
            title=interview.title,
            url=interview.get_absolute_url(),
            names=[appearance.guest.name for appearance in interview.appearances.all()],
            text="\n".join(filter(None, (interview.introduction, *asked))),
            about=display_partial_date(interview.source.published),
            sounded=(interview.title,),
        )


def _paragraphs(rows) -> Iterator[Entry]:
    """Yield every paragraph of every answer, with who speaks and what was asked."""
    speakers = Appearance.objects.visible_to(None).select_related("guest")
    answers = Answer.objects.select_related("question").order_by("question__position", "position")
    for interview in rows.prefetch_related(
        _visible("appearances", speakers), _visible("answers", answers)
    ):
        url = interview.get_absolute_url()
        shown = {row.pk: row for row in interview.appearances.all()}
        paragraphs = [
            (answer, paragraph)
            for answer in interview.answers.all()
            for paragraph in answer.paragraphs
        ]
        for part, (answer, paragraph) in enumerate(paragraphs, start=1):
            speaker = shown.get(answer.appearance_id)
            said = f"{speaker.guest.name} {speaker.posts_as_given}".strip() if speaker else ""
            asked = answer.question.text.split("\n")[0]
            about = (f"问：{asked}" if asked else "", f"《{interview.title}》")
            yield Entry(
                record=interview.pk,
                part=part,
                title=said or "访谈原话",
                url=f"{url}#{paragraph.anchor}",
                text=paragraph.text,
                about="　".join(filter(None, about)),
            )


def _guests(rows) -> Iterator[Entry]:
    appearances = Appearance.objects.visible_to(None)
    posts = Appointment.objects.visible_to(None).select_related("organization", "host_unit")
    for guest in rows.prefetch_related(
        _visible("appearances", appearances), _visible("appointments", posts)
    ):
        given = [row.posts_as_given for row in guest.appearances.all() if row.posts_as_given]
        held = [str(post) for post in guest.appointments.all()]
        yield Entry(
            record=guest.pk,
            title=guest.name,
            url=guest.get_absolute_url(),
            names=tuple(guest.other_names),
            gist="；".join(dict.fromkeys((*given, *held))),
            about=guest.distinction,
            sounded=(guest.name, *guest.other_names),
        )


def _published_interviews():
    return Interview.objects.published()


def register_all() -> None:
    register_interviews()
    register_guests()
    register(
        Kind(
            name="paragraph",
            number=3,
            label="访谈原话",
            order=30,
            published=_published_interviews,
            entries=_paragraphs,
            collection="interview",
        )
    )
    register(
        Kind(
            name="interview",
            number=10,
            label="访谈",
            order=65,
            published=_published_interviews,
            entries=_interviews,
            collection="interview",
            suggested=True,
        )
    )
    register(
        Kind(
            name="guest",
            number=11,
            label="嘉宾",
            order=70,
            published=lambda: Guest.objects.published(),
            entries=_guests,
            collection="guest",
            suggested=True,
        )
    )
    _watch_all()


def _of_interviews(interviews) -> list[tuple[str, list[int]]]:
    pks = sorted(set(interviews))
    guests = Appearance.objects.filter(interview__in=pks).values_list("guest", flat=True)
    return [("interview", pks), ("paragraph", pks), ("guest", sorted(set(guests)))]


def _of_guest(guest: Guest) -> list[tuple[str, list[int]]]:
    pks = list(Appearance.objects.filter(guest=guest).values_list("interview", flat=True))
    return [("guest", [guest.pk]), ("interview", pks), ("paragraph", pks)]


def _of_place(**post) -> list[tuple[str, list[int]]]:
    guests = Appointment.objects.filter(**post).values_list("guest", flat=True)
    return [("guest", sorted(set(guests)))]


def _watch_all() -> None:
    watch(Interview, lambda interview: _of_interviews([interview.pk]))
    for part in (Question, Answer):
        watch(part, lambda row: _of_interviews([row.interview_id]))
    watch(
        Appearance,
        lambda row: [*_of_interviews([row.interview_id]), ("guest", [row.guest_id])],
    )
    watch(Guest, _of_guest)
    watch(Appointment, lambda post: [("guest", [post.guest_id])])
    watch(PartyOrganization, lambda row: _of_place(organization=row))
    watch(HostUnit, lambda row: _of_place(host_unit=row))
    watch(
        Source,
        lambda source: [
            *_of_interviews(Interview.objects.filter(source=source).values_list("pk", flat=True)),
            *_of_place(source=source),
        ],
    )
