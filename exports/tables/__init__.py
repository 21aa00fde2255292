"""The tables that there are: one module for what hangs on each sort of record."""

from exports.declaring import register

from . import alliances, interviews, practices, sources, zones


def register_all() -> None:
    for module in (practices, interviews, zones, alliances, sources):
        register(module.TABLES)
