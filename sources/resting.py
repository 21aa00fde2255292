"""What rests on a source: everything above that quotes it, as far as a reader may see it."""

from dataclasses import dataclass, field

from editorial.querysets import may_see_drafts

from .models import Quoted, Source


@dataclass
class Quotes:
    """One record, and its quotes from the source in the order of the text."""

    label: str
    url: str
    rows: list[Quoted] = field(default_factory=list)


@dataclass
class Resting:
    """Practices, problems, zones and alliances that quote a source."""

    practices: list[Quotes]
    problems: list[Quotes]
    zones: list[Quotes]
    alliances: list[Quotes]

    def __bool__(self):
        return any((self.practices, self.problems, self.zones, self.alliances))

    def at(self, passage: tuple[int, int]) -> list[tuple[str, Quotes]]:
        """Return what exactly this passage is quoted for, each with the word for its kind."""
        kinds = (
            ("做法", self.practices),
            ("问题", self.problems),
            ("高新区", self.zones),
            ("党建联盟", self.alliances),
        )
        return [
            (kind, quotes)
            for kind, group in kinds
            for quotes in group
            if any((row.start, (row.start or 0) + len(row.quote)) == passage for row in quotes.rows)
        ]


def _group(source: Source, user, owner: str, *relations: str) -> list[Quotes]:
    """Gather the visible rows of some reverse relations under the records that own them."""
    rows = [
        row
        for relation in relations
        for row in getattr(source, relation).visible_to(user).select_related(owner)
    ]
    groups: dict[object, Quotes] = {}
    for row in sorted(rows, key=lambda row: (row.start is None, row.start or 0)):
        record = getattr(row, owner)
        # The rows know their source only by its number; each would read it again for its link.
        row.source = source
        label = getattr(record, "name", str(record))
        groups.setdefault(record, Quotes(label, record.get_absolute_url())).rows.append(row)
    return list(groups.values())


def resting_on(source: Source, user) -> Resting:
    return Resting(
        practices=_group(
            source, user, "practice", "practices_evidence_set", "practices_outcome_set"
        ),
        problems=_group(source, user, "problem", "practices_problemstatement_set"),
        zones=_group(source, user, "zone", "zones_zonefact_set", "zones_zonetitle_set"),
        alliances=_group(
            source,
            user,
            "alliance",
            "zones_allianceprovision_set",
            "zones_alliancemember_set",
            "zones_alliancemeeting_set",
            "zones_alliancepublication_set",
        ),
    )


def interview_from(source: Source, user):
    """Return the interview that this source is read as, if there is one that `user` may see."""
    interview = getattr(source, "interview", None)
    if interview is None or not (interview.is_published or may_see_drafts(user, type(interview))):
        return None
    return interview
