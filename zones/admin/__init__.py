"""Zones, organizations and alliances on the editors' pages."""

from . import alliances, organizations, zones

__all__ = ["alliances", "organizations", "zones"]
