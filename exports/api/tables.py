"""Tables that only the interface gives: vocabularies, alliances and editors' collections.

They have no list that can be narrowed, and so are none of the downloads beside lists.
"""

from exports.declaring import Column, Table
from exports.tables.columns import address, chosen, named, plain, quoted
from practices.models import Collection, CollectionItem, Problem, Theme
from zones.models import (
    Alliance,
    AllianceMeeting,
    AllianceMember,
    AllianceProvision,
    AlliancePublication,
    Zone,
)


def _terms(model, label: str, page: str, *own: Column) -> Table:
    return Table(
        name=f"{model._meta.model_name}s",
        label=label,
        about=f"一行一个{label}，上级在前。",
        collection="",
        rows=lambda: model.objects.all(),
        order=("position", "code"),
        columns=(
            Column("code", "代码", "词的代码，一经公布不变。"),
            plain(model, "name", "首选的名称。"),
            *own,
            plain(model, "alt_names", "其他的叫法。"),
            plain(model, "scope_note", "这个词管什么、不管什么。"),
            Column("broader", "上级（代码）", "上一级的词，空白表示第一级。", "parent__code"),
            plain(model, "deprecated", "不再用于新的记录。"),
            Column("replaced_by", "改用（代码）", "停用后请用的词。", "replaced_by__code"),
            address(page, "code"),
        ),
    )


PROBLEMS = _terms(
    Problem,
    "问题类型",
    "practices:problem",
    plain(Problem, "plain_question", "干部会怎样问。"),
)
THEMES = _terms(Theme, "主题", "practices:theme")

_OF_ALLIANCE = (
    Column("alliance", "党建联盟（代码）", "党建联盟的网址名。", "alliance__slug"),
    Column("alliance_name", "党建联盟", "党建联盟的名称。", "alliance__name"),
)
ALLIANCES = Table(
    name="alliances",
    label="党建联盟",
    about="一行一个党建联盟，成立晚的在前。",
    collection="",
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
)
PROVISIONS = Table(
    name="provisions",
    label="章程条目",
    about="一行是章程的一条。",
    collection="",
    rows=lambda: AllianceProvision.objects.visible_to(None),
    of="alliance",
    order=("position",),
    columns=(
        *_OF_ALLIANCE,
        plain(AllianceProvision, "heading", "条目的名称。"),
        plain(AllianceProvision, "content", "条目的内容。"),
        *quoted(),
    ),
)
MEMBERS = Table(
    name="members",
    label="成员",
    about="一行是一个成员的一种身份；文献只说了家数的成员合为一行。",
    collection="",
    rows=lambda: AllianceMember.objects.visible_to(None),
    of="alliance",
    order=("position",),
    columns=(
        *_OF_ALLIANCE,
        *named("zone", "高新区", "成员高新区；空白见“名称”。", "zone_id", Zone.objects.published),
        plain(AllianceMember, "name", "不是某一个高新区时的名称。"),
        *chosen(AllianceMember, "role"),
        plain(AllianceMember, "count", "这一行代表几家。"),
        plain(AllianceMember, "joined"),
        plain(AllianceMember, "left"),
        *quoted(),
    ),
)
MEETINGS = Table(
    name="meetings",
    label="会议",
    about="一行一次会议。",
    collection="",
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
)
PUBLICATIONS = Table(
    name="publications",
    label="出版物与资料",
    about="一行是联盟出的一种资料。",
    collection="",
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
)

COLLECTIONS = Table(
    name="collections",
    label="专题",
    about="一行一个专题，新发布的在前。",
    collection="",
    rows=lambda: Collection.objects.published(),
    order=("-published_at", "title"),
    columns=(
        Column("slug", "代码", "专题的网址名，一经公布不变。"),
        plain(Collection, "title", "专题的标题。"),
        plain(Collection, "introduction", "专题的导语。"),
        address("practices:collection"),
    ),
)
ITEMS = Table(
    name="items",
    label="专题里的做法",
    about="一行是专题里的一个做法。",
    collection="",
    rows=lambda: CollectionItem.objects.visible_to(None),
    of="collection",
    order=("position",),
    columns=(
        Column("collection", "专题（代码）", "专题的网址名。", "collection__slug"),
        Column("practice", "做法（代码）", "做法的网址名。", "practice__slug"),
        Column("practice_name", "做法", "做法的名称。", "practice__name"),
        plain(CollectionItem, "remark", "编者为什么选它。"),
    ),
)
