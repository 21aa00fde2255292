"""All records of a list that cannot be narrowed, where other lists have a `Selection`."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

import numpy as np
from django.db.models import QuerySet


@dataclass(frozen=True)
class _Collection:
    name: str
    label: str


@dataclass(frozen=True)
class Whole:
    """What everybody may see of a list, as far as files are made of it (`search.formats`)."""

    name: str
    label: str
    rows: Callable[[], QuerySet]
    chips = ()
    is_empty = True
    feed_url = ""

    @property
    def collection(self) -> _Collection:
        return _Collection(self.name, self.label)

    @property
    def in_order(self) -> np.ndarray:
        return np.array(self.rows().values_list("pk", flat=True), dtype=np.uint32)

    @property
    def total(self) -> int:
        return self.rows().count()

    def address(self, **changed: str | None) -> str:
        return f"?{urlencode({name: value for name, value in changed.items() if value})}"

    def for_everybody(self) -> "Whole":
        return self
