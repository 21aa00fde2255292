"""The organizations of a zone as a forest, from rows read in one query."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from .models import PartyOrganization


@dataclass
class Node:
    """An organization with those under it, and those functional ones that it hosts."""

    organization: PartyOrganization
    children: list["Node"] = field(default_factory=list)
    hosted: list["Node"] = field(default_factory=list)


def forest(organizations: Iterable[PartyOrganization]) -> list[Node]:
    """Return the topmost organizations, each with its own; none is lost.

    One whose superior or host is not among `organizations` stands at the top; so does one hosted
    by a functional organization, which keeps two that name each other from vanishing.
    """
    nodes = {organization.pk: Node(organization) for organization in organizations}
    top = []
    for node in nodes.values():
        above = nodes.get(node.organization.parent_id)
        host = nodes.get(node.organization.hosted_by_id)
        if above is not None:
            above.children.append(node)
        elif host is not None and host.organization.kind != PartyOrganization.Kind.FUNCTIONAL:
            host.hosted.append(node)
        else:
            top.append(node)
    return top
