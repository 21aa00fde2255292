"""Alliances of zones: their charters, members, meetings and publications."""

from exports.declaring import Column, Table
from zones.models import (
    Alliance,
    AllianceMeeting,
    AllianceMember,
    AllianceProvision,
    AlliancePublication,
    Zone,
)

from .columns import address, chosen, named, plain, quoted

_OF_ALLIANCE = (
    Column("alliance", "党建联盟（代码）", "党建联盟的网址名。", "alliance__slug"),
    Column("alliance_name", "党建联盟", "党建联盟的名称。", "alliance__name"),
)
TABLES = (
    Table(
        name="alliances",
        label="党建联盟",
        about="一行一个党建联盟，成立晚的在前。",
        collection="alliance",
        rows=lambda: Alliance.objects.published(),
        order=("-founded", "name"),
        columns=(
            Column("slug", "代码", "党建联盟的网址名，一经公布不变。"),
            plain(Alliance, "name", "党建联盟的名称。"),
            plain(Alliance, "short_name", "党建联盟的简称。"),
            plain(Alliance, "founded"),
            plain(Alliance, "dissolved"),
            plain(Alliance, "introduction", "简介。"),
            plain(Alliance, "term_years"),
            plain(Alliance, "plenary_per_year"),
            plain(Alliance, "executive_per_year"),
            address("zones:alliance"),
        ),
    ),
    Table(
        name="provisions",
        label="联盟的章程",
        about="一行是章程的一条。",
        collection="alliance",
        rows=lambda: AllianceProvision.objects.visible_to(None),
        of="alliance",
        order=("position",),
        columns=(
            *_OF_ALLIANCE,
            plain(AllianceProvision, "heading", "条目的名称。"),
            plain(AllianceProvision, "content", "条目的内容。"),
            *quoted(),
        ),
    ),
    Table(
        name="members",
        label="联盟的成员",
        about="一行是一个成员的一种身份；文献只说了家数的成员合为一行。",
        collection="alliance",
        rows=lambda: AllianceMember.objects.visible_to(None),
        of="alliance",
        order=("position",),
        columns=(
            *_OF_ALLIANCE,
            *named(
                "zone", "高新区", "成员高新区；空白见“名称”。", "zone_id", Zone.objects.published
            ),
            plain(AllianceMember, "name", "不是某一个高新区时的名称。"),
            *chosen(AllianceMember, "role"),
            plain(AllianceMember, "count", "这一行代表几家。"),
            plain(AllianceMember, "joined"),
            plain(AllianceMember, "left"),
            *quoted(),
        ),
    ),
    Table(
        name="meetings",
        label="联盟的会议",
        about="一行一次会议。",
        collection="alliance",
        rows=lambda: AllianceMeeting.objects.visible_to(None),
        of="alliance",
        order=("date",),
        columns=(
            *_OF_ALLIANCE,
            plain(AllianceMeeting, "name", "会议的名称。"),
            *chosen(AllianceMeeting, "kind"),
            plain(AllianceMeeting, "date"),
            plain(AllianceMeeting, "end_date"),
            plain(AllianceMeeting, "date_words", "原文怎样说时间。"),
            *named("host", "承办高新区", "承办的高新区。", "host_id", Zone.objects.published),
            plain(AllianceMeeting, "place", "开会的地点。"),
            plain(AllianceMeeting, "planned", "出处只说将要召开。"),
            plain(AllianceMeeting, "decided", "议定的事项。"),
            *quoted(),
        ),
    ),
    Table(
        name="publications",
        label="联盟的出版物与资料",
        about="一行是联盟出的一种资料。",
        collection="alliance",
        rows=lambda: AlliancePublication.objects.visible_to(None),
        of="alliance",
        order=("position",),
        columns=(
            *_OF_ALLIANCE,
            plain(AlliancePublication, "title", "资料的名称。"),
            plain(AlliancePublication, "kind", "资料的类型。"),
            plain(AlliancePublication, "date"),
            *quoted(),
        ),
    ),
)
