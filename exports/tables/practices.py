"""Practices, their measures, and the words that say so."""

from datetime import datetime

from django.db.models import F
from django.utils import timezone

from editorial.keys import among
from exports.declaring import Column, Table, Ties
from interviews.models import Interview
from practices.models import Evidence, Measure, Outcome, Practice, PracticeProblem, Theme
from practices.tagging import tag_names
from zones.models import Alliance, HostUnit, PartyOrganization, Zone

from .columns import address, chosen, named, plain, quoted, speaker, ties


def _day(at: datetime) -> str:
    # As `localdate` does it, which asks for the zone each time.
    return at.astimezone(timezone.get_default_timezone()).date().isoformat()


def _problems(pks):
    links = PracticeProblem.objects.visible_to(None).filter(practice__in=among(pks))
    return links.order_by("problem__code").values_list("practice", "problem__code", "problem__name")


def _tags(pks):
    tags = tag_names(Practice, pks)
    return [(practice, name, name) for practice, names in tags.items() for name in names]


def spoken() -> tuple[Column, ...]:
    """Return the columns that say who spoke the words, and where."""
    return (
        *named(
            "interview",
            "访谈",
            "原话所在的访谈。",
            "answer__interview_id",
            lambda: Interview.objects.visible_to(None).annotate(name=F("title")),
        ),
        Column("answer", "回答（编号）", "原话所在的回答，网址中的 #a 编号。", "answer__number"),
        *speaker("answer__appearance_id", "说话人", "在访谈中说这句话的嘉宾。"),
    )


def _zones_of(practices: set[int]) -> dict[int, str]:
    """Return the names of the published zones of practices."""
    ties = Practice.zones.through.objects.filter(practice__in=practices)
    ties = ties.filter(zone__in=Zone.objects.visible_to(None)).order_by("zone__slug")
    found: dict[int, list[str]] = {}
    for practice, name in ties.values_list("practice", "zone__name"):
        found.setdefault(practice, []).append(name)
    return {practice: "；".join(names) for practice, names in found.items()}


_OF_PRACTICE = (
    Column("practice", "做法（代码）", "做法的网址名，见“做法”表的“代码”。", "practice__slug"),
    Column("practice_name", "做法", "做法的名称。", "practice__name"),
)
_CODE = Column("slug", "代码", "做法的网址名，一经公布不变。")

TABLES = (
    Table(
        name="practices",
        label="做法",
        about="一行一个做法。",
        collection="practice",
        rows=lambda: Practice.objects.published(),
        columns=(
            _CODE,
            plain(Practice, "name", "做法的名称。"),
            plain(Practice, "gist"),
            plain(Practice, "other_names", "其他名称。"),
            ties(
                "zones",
                "高新区",
                "做法所在的高新区。",
                Practice,
                Zone.objects.published,
                label="short_name",
            ),
            Ties("problems", "回应的问题", "做法回应的问题类型。", _problems),
            ties("themes", "主题", "做法的主题。", Practice, Theme.objects.all, code="code"),
            ties(
                "organizations",
                "党组织",
                "做这件事的党组织。",
                Practice,
                PartyOrganization.objects.published,
            ),
            ties(
                "host_units",
                "依托单位",
                "党组织依托的单位，代码是编号。",
                Practice,
                HostUnit.objects.published,
                code="pk",
            ),
            *named(
                "alliance",
                "党建联盟",
                "所属的党建联盟。",
                "alliance_id",
                Alliance.objects.published,
            ),
            plain(
                Practice,
                "started",
                "开始时间：2020、2020-09 或 2020-11-17，知道到哪一级写到哪一级。",
            ),
            *chosen(Practice, "stage"),
            Ties("tags", "标签", "编者所加的标签。", _tags),
            plain(Practice, "background", "做法的背景。"),
            plain(Practice, "body", "做法的正文。"),
            Column(
                "published",
                "收录时间",
                "首次发布的日期。",
                "published_at",
                shown=_day,
            ),
            Column(
                "updated",
                "最近修改",
                "最近一次修改的日期。",
                "updated_at",
                shown=_day,
            ),
            address("practices:practice"),
        ),
    ),
    Table(
        name="measures",
        label="构成",
        about="一行一个构成，就是做法拆开的一个部分。",
        collection="practice",
        rows=lambda: Measure.objects.visible_to(None),
        of="practice",
        order=("position",),
        columns=(
            Column("id", "编号", "构成在本站的编号。", "pk"),
            *_OF_PRACTICE,
            Column("parent", "上级构成（编号）", "上一级构成的编号，空白表示第一级。", "parent_id"),
            Column("parent_label", "上级构成", "上一级构成的名称。", "parent__label"),
            Column("position", "次序", "在同一级里的次序。"),
            plain(Measure, "label"),
            plain(Measure, "content"),
            plain(Measure, "detail", "补充说明。"),
        ),
    ),
    Table(
        name="evidence",
        label="佐证",
        about=(
            "一行一条佐证，就是做法、构成或回应所根据的一句原话。所选做法的佐证都在内；"
            "只要某个问题的，请按“回应的问题”再筛。"
        ),
        collection="practice",
        rows=lambda: Evidence.objects.visible_to(None),
        of="practice",
        order=("position",),
        columns=(
            Column("id", "编号", "佐证在本站的编号。", "pk"),
            *_OF_PRACTICE,
            Column("zones", "高新区", "做法所在的高新区。", "practice_id", look=_zones_of),
            Column(
                "measure",
                "构成（编号）",
                "所佐证的构成，空白表示整个做法或某个问题。",
                "measure_id",
            ),
            Column("measure_label", "构成", "所佐证的构成的名称。", "measure__label"),
            Column(
                "problem",
                "回应的问题（代码）",
                "所佐证的是怎样回应这个问题。",
                "problem_link__problem__code",
            ),
            Column("problem_name", "回应的问题", "问题类型的名称。", "problem_link__problem__name"),
            Column("how", "怎样回应", "做法怎样回应这个问题。", "problem_link__how"),
            *quoted(),
            *spoken(),
        ),
    ),
    Table(
        name="answers_to_problems",
        label="回应的问题",
        about="一行是一个做法回应一个问题。",
        collection="practice",
        rows=lambda: PracticeProblem.objects.visible_to(None),
        of="practice",
        order=("problem__position", "problem__code"),
        columns=(
            *_OF_PRACTICE,
            Column("problem", "问题类型（代码）", "问题词表中的代码。", "problem__code"),
            Column("problem_name", "问题类型", "问题类型的名称。", "problem__name"),
            plain(PracticeProblem, "how", "做法怎样回应这个问题。"),
        ),
    ),
    Table(
        name="outcomes",
        label="成效",
        about="一行一项成效。",
        collection="practice",
        rows=lambda: Outcome.objects.visible_to(None),
        of="practice",
        order=("position",),
        columns=(
            *_OF_PRACTICE,
            plain(Outcome, "indicator", "指标的名称。"),
            plain(Outcome, "value", "数值；空白表示出处没有给出。"),
            plain(Outcome, "before", "此前的数值。"),
            plain(Outcome, "unit", "单位。"),
            *chosen(Outcome, "exactness"),
            plain(Outcome, "as_of", "数值所属的时间。"),
            *quoted(),
            *spoken(),
        ),
    ),
)
