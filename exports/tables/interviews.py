"""Interviews with their questions and answers, and guests with their posts."""

from exports.declaring import Column, Table
from interviews.models import Answer, Appearance, Appointment, Guest, Interview
from practices.models import ProblemStatement
from zones.models import HostUnit, PartyOrganization, Zone

from .columns import address, chosen, named, plain, quoted, speaker
from .practices import spoken

_OF_INTERVIEW = (
    Column("interview", "访谈（代码）", "访谈的网址名。", "interview__slug"),
    Column("interview_title", "访谈", "访谈的标题。", "interview__title"),
)
_OF_GUEST = (
    Column("guest", "嘉宾（代码）", "嘉宾的网址名。", "guest__slug"),
    Column("guest_name", "嘉宾", "嘉宾的姓名。", "guest__name"),
)
_ZONE = named(
    "zone",
    "高新区",
    "嘉宾代表的高新区；空白表示不代表哪个高新区。",
    "zone_id",
    Zone.objects.published,
)
_APPEARANCE = (
    *chosen(Appearance, "kind"),
    plain(Appearance, "posts_as_given", "访谈中所称的职务。"),
    *_ZONE,
)


TABLES = (
    Table(
        name="interviews",
        label="访谈",
        about="一行一篇访谈。",
        collection="interview",
        rows=lambda: Interview.objects.visible_to(None),
        columns=(
            Column("slug", "代码", "访谈的网址名，一经公布不变。"),
            plain(Interview, "title", "访谈的标题。"),
            plain(Interview, "introduction", "提问之前的引言。"),
            Column("published", "发表日期", "原文发表的日期。", "source__published"),
            Column("source", "出处（编号）", "出处在本站的编号。", "source_id"),
            address("interviews:interview"),
        ),
    ),
    Table(
        name="answers",
        label="问答",
        about="一行一段回答，连同它所答的提问。",
        collection="interview",
        rows=lambda: Answer.objects.visible_to(None),
        of="interview",
        order=("position",),
        columns=(
            *_OF_INTERVIEW,
            Column("question", "提问（编号）", "网址中的 #q 编号。", "question__number"),
            Column("question_text", "提问", "提问的原文。", "question__text"),
            Column("answer", "回答（编号）", "网址中的 #a 编号。", "number"),
            *speaker("appearance_id", "回答者", "回答的嘉宾。"),
            Column("text", "回答", "回答的原文，每段一行。"),
        ),
    ),
    Table(
        name="appearances",
        label="访谈的嘉宾",
        about="一行是一位嘉宾在一篇访谈里。",
        collection="interview",
        rows=lambda: Appearance.objects.visible_to(None),
        of="interview",
        order=("position",),
        columns=(*_OF_INTERVIEW, *_OF_GUEST, *_APPEARANCE),
    ),
    Table(
        name="statements",
        label="问题陈述",
        about=(
            "一行是访谈里有人说出一个问题。所选访谈里说到的都在内；只要某个问题的，"
            "请按“问题类型”再筛。"
        ),
        collection="interview",
        rows=lambda: ProblemStatement.objects.visible_to(None),
        of="source__interview",
        order=("start",),
        columns=(
            Column("problem", "问题类型（代码）", "问题词表中的代码。", "problem__code"),
            Column("problem_name", "问题类型", "问题类型的名称。", "problem__name"),
            *quoted(),
            *spoken(),
        ),
    ),
    Table(
        name="guests",
        label="嘉宾",
        about="一行一位嘉宾。",
        collection="guest",
        rows=lambda: Guest.objects.published(),
        columns=(
            Column("slug", "代码", "嘉宾的网址名，一经公布不变。"),
            plain(Guest, "name", "嘉宾的姓名。"),
            plain(Guest, "distinction", "同名时用来区分的话。"),
            address("interviews:guest"),
        ),
    ),
    Table(
        name="appointments",
        label="嘉宾的职务",
        about="一行是一位嘉宾担任的一个职务。",
        collection="guest",
        rows=lambda: Appointment.objects.visible_to(None),
        of="guest",
        columns=(
            *_OF_GUEST,
            plain(Appointment, "title", "职务的名称。"),
            *named(
                "organization",
                "党组织",
                "任职的党组织。",
                "organization_id",
                PartyOrganization.objects.published,
            ),
            Column(
                "host_unit",
                "任职单位",
                "任职的单位。",
                "host_unit_id",
                look=lambda pks: dict(
                    HostUnit.objects.published().filter(pk__in=pks).values_list("pk", "name")
                ),
            ),
            *quoted(),
        ),
    ),
)
