"""Zones, units, organizations, alliances and people of the catalogue's files."""

from editorial.loading import put, release_if_new
from interviews.models import Appearance, Appointment
from zones.models import (
    Alliance,
    AllianceMeeting,
    AllianceMember,
    AllianceProvision,
    AlliancePublication,
    HostUnit,
    OrganizationUnit,
    PartyOrganization,
    Zone,
    ZoneFact,
    ZoneTitle,
)

from .files import Loading, Words, at


def some(record: dict, *names: str) -> dict:
    """Return the named entries that the record has."""
    return {name: record[name] for name in names if record.get(name) is not None}


def find_zone(slug: str | None) -> Zone | None:
    return Zone.objects.get(slug=slug) if slug else None


def documented(record: dict, words: Words | None) -> dict:
    """Return source, quote and note for a record that may name its source."""
    note = {"note": record.get("note") or ""}
    return {**words.quoted(record), **note} if record.get("quote") else note


def load_zones(loading: Loading, file: str, data: dict, words: Words) -> None:
    for record in data.get("zones", []):
        with at(file, record["zone"]):
            zone = put(
                Zone,
                key={"slug": record["zone"]},
                values=some(record, "other_names", "industries", "introduction", "website"),
                tally=loading.tally,
            )
            if zone is None:
                continue
            for title in record.get("titles", []):
                put(
                    ZoneTitle,
                    key={"zone": zone, "name": title["name"]},
                    values={
                        **some(title, "awarded", "awarded_words", "note"),
                        **words.quoted(title),
                    },
                    tally=loading.tally,
                )
            _load_facts(loading, zone, record.get("facts", []), words)


def _load_facts(loading: Loading, zone: Zone, facts: list[dict], words: Words) -> None:
    for position, fact in enumerate(facts, start=1):
        total = loading.row("fact", fact["part_of"]) if fact.get("part_of") else None
        loading.rows["fact", fact["key"]] = put(
            ZoneFact,
            key={"zone": zone, "indicator": fact["indicator"], "as_of": fact.get("as_of", "")},
            values={
                **some(fact, "value", "unit", "exactness", "as_of_words"),
                **words.quoted(fact),
                "part_of": total,
                "position": position,
            },
            tally=loading.tally,
        )


def load_units(loading: Loading, file: str, data: dict, words: Words) -> None:
    names = ("short_name", "other_names", "kind", "ownership", "size", "industry")
    for record in data.get("host_units", []):
        with at(file, record["key"]):
            unit = put(
                HostUnit,
                key={"name": record["name"]},
                values={
                    **some(record, *names),
                    "zone": find_zone(record.get("zone")),
                    **documented(record, words),
                },
                tally=loading.tally,
            )
            loading.rows["unit", record["key"]] = unit
            if unit is not None:
                release_if_new(unit)


def load_organizations(loading: Loading, file: str, data: dict, words: Words) -> None:
    names = ("name", "short_name", "other_names", "kind", "established", "dissolved")
    for record in data.get("organizations", []):
        with at(file, record["key"]):
            places = {
                field: loading.row("organization", record[field])
                for field in ("parent", "hosted_by")
                if record.get(field)
            }
            organization = put(
                PartyOrganization,
                key={"slug": record["key"]},
                values={
                    **some(record, *names),
                    **places,
                    "zone": find_zone(record.get("zone")),
                    **documented(record, words),
                },
                tally=loading.tally,
            )
            loading.rows["organization", record["key"]] = organization
            if organization is not None:
                _load_coverage(loading, organization, record.get("units", []))
                release_if_new(organization)


def _load_coverage(loading: Loading, organization, links: list[dict]) -> None:
    for link in links:
        unit = loading.row("unit", link["unit"])
        if unit is not None:
            put(
                OrganizationUnit,
                key={"organization": organization, "unit": unit},
                values=some(link, "note"),
                tally=loading.tally,
            )


def load_alliances(loading: Loading, file: str, data: dict, words: Words) -> None:
    names = (
        "name",
        "short_name",
        "founded",
        "dissolved",
        "introduction",
        "term_years",
        "plenary_per_year",
        "executive_per_year",
    )
    for record in data.get("alliances", []):
        with at(file, record["key"]):
            alliance = put(
                Alliance,
                key={"slug": record["key"]},
                values=some(record, *names),
                tally=loading.tally,
            )
            loading.rows["alliance", record["key"]] = alliance
            if alliance is None:
                continue
            _load_parts(loading, words, alliance, record)
            release_if_new(alliance)


def _load_parts(loading: Loading, words: Words, alliance: Alliance, record: dict) -> None:
    parts = (
        ("provisions", AllianceProvision, ("heading",), ("content",)),
        ("members", AllianceMember, ("zone", "name", "role"), ("count", "joined", "left")),
        (
            "meetings",
            AllianceMeeting,
            ("name",),
            ("kind", "date", "end_date", "date_words", "host", "place", "planned", "decided"),
        ),
        ("publications", AlliancePublication, ("title",), ("kind", "date")),
    )
    for entry, model, key, values in parts:
        for position, part in enumerate(record.get(entry, []), start=1):
            part = {**part, **{name: find_zone(part.get(name)) for name in ("zone", "host")}}
            part.setdefault("name", "")
            put(
                model,
                key={"alliance": alliance, **{name: part[name] for name in key}},
                values={**some(part, *values), **words.quoted(part), "position": position},
                tally=loading.tally,
            )


def load_people(loading: Loading, file: str, data: dict, words: Words) -> None:
    """The pipeline has made the people; here are their posts, and for whom they speak."""
    for record in data.get("guests", []):
        with at(file, record["guest"]):
            appearance = words.source.interview.appearances.filter(
                guest__name=record["guest"]
            ).first()
            if appearance is None:
                continue
            put(
                Appearance,
                key={"interview": appearance.interview, "guest": appearance.guest},
                values={"kind": record["kind"], "zone": find_zone(record.get("zone"))},
                tally=loading.tally,
            )
            for post in record.get("appointments", []):
                _load_post(loading, words, appearance.guest, post)
            release_if_new(appearance.guest)


def _load_post(loading: Loading, words: Words, guest, post: dict) -> None:
    places = {
        "organization": ("organization", post.get("organization")),
        "host_unit": ("unit", post.get("host_unit")),
    }
    held = {name: loading.row(*place) if place[1] else None for name, place in places.items()}
    if any(held.values()):
        put(
            Appointment,
            key={"guest": guest, "title": post["title"], **held},
            values={
                **some(post, "start_date", "end_date", "as_of"),
                **words.quoted(post),
            },
            tally=loading.tally,
        )
