"""When two party organizations, or two host units, are one."""

from collections.abc import Iterator

from editorial.merging import Mergeable, register

from .models import HostUnit, PartyOrganization


def _organizations(keep: PartyOrganization, duplicate: PartyOrganization) -> Iterator[str]:
    if keep.ancestors().filter(pk=duplicate.pk).exists():
        yield f"“{duplicate}”是“{keep}”的上级，不能并入自己的下级。"
    for child in duplicate.children.exclude(pk=keep.pk):
        if refusal := child.refusal_under(keep.kind):
            yield f"下级组织“{child}”不能归到“{keep}”之下：{refusal}"


def register_all() -> None:
    register(Mergeable(PartyOrganization, refusals=_organizations, joined=("note",)))
    register(Mergeable(HostUnit, joined=("note",)))
