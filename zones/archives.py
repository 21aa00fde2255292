"""Zones, organizations and alliances in archives."""

from editorial.archives.declaring import Kind, register

from .models import Alliance, HostUnit, PartyOrganization, Zone


def register_all() -> None:
    register(
        Kind(
            name="zones",
            model=Zone,
            identity=("slug",),
            parts={"titles": ("name",), "facts": ("indicator", "as_of", "quote")},
            # How sure a row is, is said to editors only.
            left_out=("confidence",),
        ),
        Kind(name="units", model=HostUnit, identity=("identifier",)),
        Kind(
            name="organizations",
            model=PartyOrganization,
            identity=("slug",),
            parts={"unit_links": ("unit",)},
        ),
        Kind(
            name="alliances",
            model=Alliance,
            identity=("slug",),
            parts={
                "provisions": ("heading",),
                "members": ("zone", "name", "role"),
                "meetings": ("name",),
                "publications": ("title",),
            },
        ),
    )
