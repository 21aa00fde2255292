"""One of everything that the interface gives, and all addresses of it."""

from urllib.parse import urlencode

from exports.api.resources import RESOURCES
from search.indexing import together
from tests import factories as f

LISTS = tuple(f"/api/{resource.name}/" for resource in RESOURCES)
FACETS = tuple(f"/api/{one.name}/facets/" for one in RESOURCES if one.collection)
OTHERS = ("/api/", "/api/search/?q=党建", "/api/matrix/?rows=zone&cols=problem", "/api/schema/")


def fill(number: int = 1) -> None:
    """Make published records that hang together, `number` of each sort."""
    with together():
        for _ in range(number):
            _round()


def _round() -> None:
    answer = f.AnswerFactory(published=True)
    appearance = answer.appearance
    zone = f.ZoneFactory(published=True)
    appearance.zone = zone
    appearance.save()
    organization = f.PartyOrganizationFactory(zone=zone, published=True)
    unit = f.HostUnitFactory(published=True)
    f.OrganizationUnitFactory(organization=organization, unit=unit)
    f.AppointmentFactory(guest=appearance.guest, organization=organization, published=True)
    alliance = f.AllianceFactory(published=True)
    f.AllianceMemberFactory(alliance=alliance, zone=zone, published=True)
    f.AllianceMeetingFactory(alliance=alliance, host=zone, published=True)
    f.AllianceProvisionFactory(alliance=alliance, published=True)
    f.AlliancePublicationFactory(alliance=alliance, published=True)
    f.ZoneFactFactory(zone=zone, published=True)
    f.ZoneTitleFactory(zone=zone, published=True)
    practice = f.PracticeFactory(
        zones=[zone],
        organizations=[organization],
        host_units=[unit],
        alliance=alliance,
        themes=[f.ThemeFactory()],
        tags=["支部"],
        published=True,
    )
    measure = f.MeasureFactory(practice=practice)
    f.MeasureFactory(practice=practice, parent=measure)
    link = f.PracticeProblemFactory(practice=practice)
    f.EvidenceFactory(practice=practice, answer=answer, published=True)
    f.EvidenceFactory(measure=measure, published=True)
    f.OutcomeFactory(practice=practice, answer=answer, published=True)
    f.ProblemStatementFactory(problem=link.problem, answer=answer)
    f.PracticeRelationFactory(practice=practice, published=True)
    f.CollectionItemFactory(practice=practice, published=True)


def details() -> list[str]:
    """Return the addresses of all records that everybody may see."""
    found = []
    for resource in RESOURCES:
        key = "pk" if resource.key == "id" else resource.key
        values = resource.table.rows().values_list(key, flat=True)
        found += [f"/api/{resource.name}/{value}/" for value in values]
    return found


def everything(client, words: str = "") -> str:
    """Return all that the interface says, and what it finds for some words."""
    searches = [f"/api/search/?{urlencode({'q': words})}"] if words else []
    lists = [f"{address}?page_size=200" for address in LISTS]
    addresses = [*lists, *details(), *FACETS, *OTHERS, *searches, "/api/docs/"]
    answers = [client.get(address) for address in addresses]
    assert {answer.status_code for answer in answers} == {200}
    return "\n".join(
        answer.content.decode().replace(f"q={urlencode({'': words})[1:]}", "") for answer in answers
    )
