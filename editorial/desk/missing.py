"""What is missing, as the desk lists it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from editorial.findings import checks
from editorial.models import Finding, Publishable
from editorial.scopes import within, zones_of

from .waiting import Kinds


@dataclass(frozen=True)
class Missing:
    """A check with how many things it has found."""

    name: str
    label: str
    number: int


def checked_kinds(site, request) -> Kinds:
    """Return the kinds that are checked and that the user may view, by content type."""
    models = dict.fromkeys(check.model for check in checks())
    return viewable(site, request, models)


def viewable(site, request, models) -> Kinds:
    models = [
        model
        for model in models
        if site.is_registered(model) and site.get_model_admin(model).has_view_permission(request)
    ]
    kinds = ContentType.objects.get_for_models(*models, for_concrete_models=False)
    return {kind.pk: model for model, kind in kinds.items()}


def findings(user, name: str, kinds: Kinds, *, aside: bool = False) -> QuerySet[Finding]:
    """Return what a check has found in these kinds: what is to be mended, or what is set aside."""
    rows = Finding.objects.filter(check_name=name, set_aside_at__isnull=not aside)
    models = {check.model for check in checks(name=name)}
    # Newer rows have higher numbers, and these need no sorting.
    return _in(kinds, user, rows, models).order_by("-pk")


def _in(kinds: Kinds, user, rows: QuerySet, models: set) -> QuerySet:
    """Leave out other kinds than these, if there are others, and zones that are not the user's."""
    if zones_of(user) is None:
        return rows if models <= set(kinds.values()) else rows.filter(content_type__in=kinds)
    reached = Q(pk__in=())
    for kind, model in kinds.items():
        records = model._base_manager.filter(pk=OuterRef("object_id"))
        records = within(user, records) if issubclass(model, Publishable) else records
        reached |= Q(content_type=kind) & Exists(records)
    return rows.filter(reached)


def overview(user, kinds: Kinds) -> list[tuple[str, list[Missing]]]:
    """Return the checks that the user may look at, with their numbers, group by group."""
    rows = Finding.objects.filter(set_aside_at__isnull=True).order_by()
    rows = _in(kinds, user, rows, {check.model for check in checks()})
    numbers = dict(rows.values_list("check_name").annotate(Count("pk")))
    groups: dict[str, dict[str, Missing]] = {}
    for check in checks():
        if check.model in kinds.values():
            missing = Missing(check.name, check.label, numbers.get(check.name, 0))
            groups.setdefault(check.group, {})[check.name] = missing
    return [(label, list(group.values())) for label, group in groups.items()]
