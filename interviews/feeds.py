"""What feeds say of interviews and guests."""

from django.db.models import Prefetch

from search.feeds import Subscription, register

from .models import Appearance


def _with_appearances(rows):
    appearances = Appearance.objects.visible_to(None).select_related("guest", "interview")
    ordered = appearances.order_by("-interview__source__published", "position", "pk")
    return rows.prefetch_related(Prefetch("appearances", queryset=ordered))


def _speakers(interview) -> str:
    return "、".join(appearance.guest.name for appearance in interview.appearances.all())


def _latest(guest) -> str:
    """Return the posts that a guest had in the newest interview, and its title."""
    appearance = next(iter(guest.appearances.all()), None)
    if appearance is None:
        return ""
    posts = appearance.posts_as_given
    return f"{posts}{'，' if posts else ''}访谈《{appearance.interview.title}》"


def register_all() -> None:
    register(
        Subscription(
            "interview",
            "interviews:interviews",
            "高新区党建的新访谈，逐问逐答。",
            summary=_speakers,
            load=_with_appearances,
        )
    )
    register(
        Subscription(
            "guest",
            "interviews:guests",
            "新收录的谈过高新区党建的人。",
            summary=_latest,
            load=_with_appearances,
        )
    )
