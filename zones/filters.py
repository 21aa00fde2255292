"""What a list's address asks for; unknown values are set aside to be told, not refused."""

from dataclasses import dataclass, field

from django.http import QueryDict

from search.facets import Chip, Facet, FacetItem
from search.folding import fold

from . import provinces
from .models import PartyOrganization

MAX_WORDS = 60


@dataclass
class Selection:
    """The conditions of one list: `words` in names, and the known values of its one facet."""

    parameter: str
    facet_label: str
    labels: dict[str, str]
    words: str = ""
    chosen: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.chosen)

    def _address(self, words: str, chosen: list[str]) -> str:
        query = QueryDict(mutable=True)
        query.setlist(self.parameter, chosen)
        if words:
            query["q"] = words
        return f"?{query.urlencode()}" if query else "?"

    @property
    def chips(self) -> list[Chip]:
        chips = [
            Chip(
                self.facet_label,
                self.labels[value],
                self._address(self.words, [other for other in self.chosen if other != value]),
            )
            for value in self.chosen
        ]
        if self.words:
            chips.append(Chip("名称含", self.words, self._address("", self.chosen)))
        return chips

    def facet(self, counts: dict[str, int]) -> Facet:
        """Offer the values of which there are any, and those chosen."""
        items = [
            FacetItem(value, label, counts.get(value, 0), value in self.chosen)
            for value, label in self.labels.items()
            if counts.get(value) or value in self.chosen
        ]
        return Facet(self.parameter, self.facet_label, items)


def _read(selection: Selection, parameters: QueryDict) -> Selection:
    words = " ".join(parameters.get("q", "").replace("\x00", " ").split())
    if len(words) > MAX_WORDS:
        selection.notices.append(f"名称太长，只按前 {MAX_WORDS} 个字查找。")
    selection.words = words[:MAX_WORDS].rstrip()
    unknown = []
    for value in dict.fromkeys(filter(None, parameters.getlist(selection.parameter))):
        (selection.chosen if value in selection.labels else unknown).append(value)
    if unknown:
        shown = "、".join(f"“{value[:20]}”" for value in unknown[:3])
        shown += f"等 {len(unknown)} 个值" if len(unknown) > 3 else ""
        selection.notices.append(f"没有{shown}这样的{selection.facet_label}，已忽略。")
    return selection


def zone_selection(parameters: QueryDict) -> Selection:
    """Read `province` (GB/T 2260 codes, repeatable) and `q`."""
    return _read(Selection("province", "省份", dict(provinces.CHOICES)), parameters)


def organization_selection(parameters: QueryDict) -> Selection:
    """Read `kind` (repeatable) and `q`."""
    return _read(Selection("kind", "类别", dict(PartyOrganization.Kind.choices)), parameters)


def select_named(records, selection: Selection):
    """Narrow a queryset of zones or organizations to the words, whichever way they are written."""
    return records.named_like(fold(selection.words)) if selection.words else records


def select_zones(zones, selection: Selection):
    """Narrow a queryset of `Zone` to the chosen provinces."""
    return zones.in_province(*selection.chosen) if selection.chosen else zones


def select_organizations(organizations, selection: Selection):
    """Narrow a queryset of `PartyOrganization` to the chosen kinds."""
    return organizations.filter(kind__in=selection.chosen) if selection.chosen else organizations
