"""Zones, their figures, party organizations, host units and alliances."""

from .alliances import (
    Alliance,
    AllianceMeeting,
    AllianceMember,
    AllianceProvision,
    AlliancePublication,
)
from .editors import EditorZones
from .organizations import HostUnit, OrganizationUnit, PartyOrganization
from .zones import Exactness, Figure, Zone, ZoneFact, ZoneTitle

__all__ = [
    "Alliance",
    "AllianceMeeting",
    "AllianceMember",
    "AllianceProvision",
    "AlliancePublication",
    "EditorZones",
    "Exactness",
    "Figure",
    "HostUnit",
    "OrganizationUnit",
    "PartyOrganization",
    "Zone",
    "ZoneFact",
    "ZoneTitle",
]
