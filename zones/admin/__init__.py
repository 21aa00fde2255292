"""Zones, organizations and alliances on the editors' pages."""

from . import alliances, editors, organizations, zones

__all__ = ["alliances", "editors", "organizations", "zones"]
