"""Which addresses on the web that the base names still answer; asked by a command only.

Apps say with `register_pages` which columns hold addresses.
"""

from .dead import register_pages
from .pages import Page

__all__ = ["Page", "register_pages"]
