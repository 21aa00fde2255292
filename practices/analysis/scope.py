"""What an address of the analysis selects: practices, and statements of problems beside them."""

from __future__ import annotations

from functools import cached_property

from django.http import QueryDict
from django.urls import reverse

from practices.slogan_families import is_family
from search.selection import Selection

# Conditions that mean the same of a practice and of a statement. Who speaks does not: of a practice
# it is who tells of it, and that the ones name a problem and others tell what they do is the point.
_SHARED = ("problem", "zone", "province", "region", "year", "speaker")


class Scope:
    """The selections of one address, for one reader; visitors and files have no `user`."""

    def __init__(self, parameters: QueryDict, user=None):
        self.parameters = parameters
        self.practices = Selection("practice", parameters, user)
        self._user = user

    @cached_property
    def statements(self) -> Selection:
        shared = QueryDict(mutable=True)
        for name in _SHARED:
            shared.setlist(name, self.parameters.getlist(name))
        return Selection("statement", shared, self._user)

    @cached_property
    def family(self) -> str:
        """The family of slogans asked for; it narrows the table of slogans only."""
        asked = self.parameters.get("family", "")
        return asked if is_family(asked) else ""

    @property
    def notices(self) -> list[str]:
        asked = self.parameters.get("family", "")
        unknown = f"没有“{asked[:30]}”这种口号形式，已略去这个条件。"
        return [*self.practices.notices, *([unknown] if asked and not self.family else [])]

    @staticmethod
    def path(name: str) -> str:
        return reverse("practices:analysis_table", args=[name])
