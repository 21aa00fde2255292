"""What feeds say of sources."""

from search.feeds import Subscription, register

from .citations import gbt7714


def register_all() -> None:
    register(
        Subscription(
            "source",
            "sources:sources",
            "新收录的出处，按 GB/T 7714—2015 著录。",
            summary=gbt7714,
            load=lambda rows: rows.defer("text", "repairs", "gaps"),
        )
    )
