"""How much there is on the site, and as of when."""

from dataclasses import dataclass

from django.db.models import Max
from django.urls import reverse

from interviews.models import Guest, Interview
from practices.models import Evidence, Practice, ProblemStatement
from sources.models import Source
from zones.models import PartyOrganization, Zone


@dataclass(frozen=True)
class Holding:
    """`count` records of one kind, with their measure word and the list of them."""

    label: str
    count: int
    unit: str
    url: str


def holdings(user) -> list[Holding]:
    """Count what `user` may see."""
    counted = (
        ("做法", Practice, "条", "practices:practices"),
        ("高新区", Zone, "家", "zones:zones"),
        ("访谈", Interview, "篇", "interviews:interviews"),
        ("嘉宾", Guest, "位", "interviews:guests"),
        ("党组织", PartyOrganization, "个", "zones:organizations"),
        ("出处", Source, "种", "sources:sources"),
    )
    return [
        Holding(label, model.objects.visible_to(user).count(), unit, reverse(name))
        for label, model, unit, name in counted
    ]


def quotations(user) -> int:
    """Count the quotations on which practices and problems rest."""
    return (
        Evidence.objects.visible_to(user).count()
        + ProblemStatement.objects.visible_to(user).count()
    )


def as_of():
    """Return when something was last published (a datetime), or None."""
    newest = [
        model.objects.published().aggregate(latest=Max("published_at"))["latest"]
        for model in (Practice, Interview, Zone)
    ]
    return max((moment for moment in newest if moment), default=None)
