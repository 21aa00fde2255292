"""What is missing in records or does not add up.

Apps register their checks in `checks.py`, called when Django is ready. `refresh(record)` runs those
of one record after a change of it, those of many records together inside `gathered()`;
`refresh_all()` runs all of them over everything, for a command.
"""

from .refreshing import gathered, refresh, refresh_all, refresh_some
from .registry import Check, Found, checks, concerns, register
from .setting_aside import bring_back, set_aside

__all__ = [
    "Check",
    "Found",
    "bring_back",
    "checks",
    "concerns",
    "gathered",
    "refresh",
    "refresh_all",
    "refresh_some",
    "register",
    "set_aside",
]
