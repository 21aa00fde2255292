"""What lists of interviews and of guests are narrowed by."""

from django.db.models import F
from django.db.models.functions import Substr

from editorial.querysets import may_see_drafts
from search.columns import choice_values, text_of
from search.registry import Collection, Facet, Order, register
from sources.facets import years
from zones.facets import places

from .models import Appearance, Guest, GuestKind, Interview


def _appearances():
    return Appearance.objects.visible_to(None)


def _zones_of_interviews():
    return _appearances().exclude(zone=None).annotate(row=F("interview"), key=F("zone"))


def _kinds_in_interviews():
    return _appearances().annotate(row=F("interview"), key=F("kind"))


def _years_of_interviews():
    rows = Interview._base_manager.exclude(source__published="")
    return rows.annotate(row=F("pk"), key=Substr("source__published", 1, 4))


def _zones_of_guests():
    return _appearances().exclude(zone=None).annotate(row=F("guest"), key=F("zone"))


def _kinds_of_guests():
    return _appearances().annotate(row=F("guest"), key=F("kind"))


def _years_of_guests():
    rows = _appearances().exclude(interview__source__published="")
    return rows.annotate(row=F("guest"), key=Substr("interview__source__published", 1, 4))


guest_kinds = choice_values(GuestKind.choices)


def register_interviews() -> None:
    register(
        Collection(
            name="interview",
            label="访谈",
            model=Interview,
            rows=Interview.objects.visible_to,
            drafts=lambda user: may_see_drafts(user, Interview),
            facets=(
                *places(_zones_of_interviews),
                Facet("year", "发表年份", years, _years_of_interviews),
                Facet("guest_type", "嘉宾类型", guest_kinds, _kinds_in_interviews),
            ),
            orders=(
                Order("newest", "发表时间", text_of("source__published"), descending=True),
                Order("name", "按标题", text_of("slug")),
            ),
            kinds=("interview", "paragraph"),
        )
    )


def register_guests() -> None:
    register(
        Collection(
            name="guest",
            label="嘉宾",
            model=Guest,
            rows=Guest.objects.visible_to,
            drafts=lambda user: may_see_drafts(user, Guest),
            facets=(
                Facet("guest_type", "嘉宾类型", guest_kinds, _kinds_of_guests),
                *places(_zones_of_guests),
                Facet("year", "受访年份", years, _years_of_guests),
            ),
            orders=(Order("name", "按姓名", text_of("slug")),),
            kinds=("guest",),
        )
    )
