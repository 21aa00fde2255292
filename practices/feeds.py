"""What feeds say of practices."""

from search.feeds import Subscription, register


def register_all() -> None:
    register(
        Subscription(
            "practice",
            "practices:practices",
            "高新区党建工作的新做法，附出处。",
            summary=lambda practice: practice.gist,
            load=lambda rows: rows.prefetch_related("themes"),
            categories=lambda practice: [theme.name for theme in practice.themes.all()],
            own="practices:feed",
        )
    )
