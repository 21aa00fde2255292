"""What feeds say of zones and party organizations."""

from search.feeds import Subscription, register


def _place(zone) -> str:
    return f"{zone.name}，{zone.get_level_display()}，{zone.province_info.name}"


def _kind(organization) -> str:
    zone = organization.zone
    where = f"，{zone.short_name}" if zone is not None and zone.is_published else ""
    return f"{organization.get_kind_display()}{where}"


def register_all() -> None:
    register(Subscription("zone", "zones:zones", "新收录的高新区。", summary=_place))
    register(
        Subscription(
            "organization",
            "zones:organizations",
            "新收录的高新区党组织。",
            summary=_kind,
            load=lambda rows: rows.select_related("zone"),
        )
    )
