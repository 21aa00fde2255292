"""What the catalogue is narrowed, counted and crossed by."""

from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, CharField, F, Q, When
from django.db.models import Value as Constant
from django.db.models.functions import Cast, Coalesce, Concat, Substr
from taggit.models import Tag, TaggedItem

from editorial.querysets import may_see_drafts
from interviews.facets import guest_kinds
from interviews.models import GuestKind
from search.columns import choice_values, column, text_of
from search.registry import Collection, Facet, Order, Value, extend, register
from sources.facets import years
from zones.facets import places
from zones.models import PartyOrganization

from .models import Evidence, Outcome, Practice, PracticeProblem, Problem, ProblemStatement, Theme


def _terms(model):
    """Return what gives the terms of a vocabulary, groups before what is under them."""

    def values() -> Iterator[Value]:
        rows = model.objects.order_by("position", "code")
        rows = list(rows.values_list("pk", "code", "name", "parent__code", "deprecated"))
        for pk, code, name, above, retired in rows:
            if above is None:
                yield Value(pk, code, name, retired=retired)
                yield from (Value(*row) for row in rows if row[3] == code)

    return values


problems, themes = _terms(Problem), _terms(Theme)


def _through(field, key: str):
    return lambda: field.through._base_manager.annotate(row=F("practice"), key=F(key))


def _answered():
    return PracticeProblem._base_manager.annotate(row=F("practice"), key=F("problem"))


def _quoted(model):
    """Return rows whose words everybody may read, of published practices and drafts."""
    read = Q(answer=None) | Q(answer__interview__state="published")
    return model.objects.filter(read, source__state="published")


def _evidence():
    return _quoted(Evidence)


def _years():
    rows = _evidence().exclude(source__published="")
    return rows.annotate(row=F("practice"), key=Substr("source__published", 1, 4))


def _organization_kinds():
    rows = Practice.organizations.through._base_manager
    return rows.filter(partyorganization__state="published").annotate(
        row=F("practice"), key=F("partyorganization__kind")
    )


def _speakers():
    rows = _evidence().filter(
        answer__interview__state="published", answer__appearance__guest__state="published"
    )
    return rows.annotate(row=F("practice"), key=F("answer__appearance__kind"))


def _tagged():
    kind = ContentType.objects.get_for_model(Practice)
    return TaggedItem.objects.filter(content_type=kind).annotate(row=F("object_id"), key=F("tag"))


def _tags() -> list[Value]:
    rows = Tag.objects.order_by("slug").values_list("pk", "name")
    return [Value(pk, name, name) for pk, name in rows]


def _outcomes():
    rows = _quoted(Outcome)
    return rows.annotate(row=F("practice"), key=Constant("yes"))


def _kinds_of_evidence():
    spoken = When(answer__isnull=False, then=Constant("interview"))
    return _evidence().annotate(
        row=F("practice"),
        key=Case(spoken, default=Constant("document"), output_field=CharField()),
    )


def _newest(rows):
    return rows.annotate(by=Coalesce(Cast("published_at", CharField()), Constant("")))


def register_practices() -> None:
    register(
        Collection(
            name="practice",
            label="做法",
            model=Practice,
            rows=Practice.objects.visible_to,
            drafts=lambda user: may_see_drafts(user, Practice),
            facets=(
                Facet("problem", "问题", problems, _answered, all_of=True, closed=True),
                Facet("theme", "主题", themes, _through(Practice.themes, "theme"), closed=True),
                *places(_through(Practice.zones, "zone")),
                Facet("year", "资料年份", years, _years),
                Facet(
                    "org_type",
                    "党组织类别",
                    choice_values(PartyOrganization.Kind.choices),
                    _organization_kinds,
                ),
                Facet("guest_type", "嘉宾类型", guest_kinds, _speakers),
                Facet(
                    "stage",
                    "阶段",
                    choice_values(Practice.Stage.choices),
                    column(Practice, "stage"),
                ),
                Facet("tag", "标签", _tags, _tagged, by_count=True, all_of=True),
                Facet("outcome", "成效", choice_values([("yes", "有成效数据")]), _outcomes),
                Facet(
                    "evidence",
                    "佐证",
                    choice_values([("interview", "访谈原话"), ("document", "其他文献")]),
                    _kinds_of_evidence,
                ),
            ),
            orders=(
                Order("newest", "最新收录", _newest, descending=True),
                Order("started", "开始时间", text_of("started"), descending=True),
                Order("name", "名称", text_of("slug")),
            ),
            kinds=("practice",),
        )
    )


def _stated():
    rows = ProblemStatement.objects.visible_to(None)
    return rows.annotate(row=F("pk"), key=F("problem"))


def _said(key: str):
    """Return what ties statements to something of the answer that they stand in."""

    def ties():
        rows = ProblemStatement.objects.visible_to(None).filter(
            answer__appearance__guest__state="published"
        )
        return rows.annotate(row=F("pk"), key=F(key)).exclude(key=None)

    return ties


_SPEAKERS = {
    **{f"guest-{kind}": label for kind, label in GuestKind.choices},
    f"guest-{GuestKind.OTHER}": "其他嘉宾",
    "unnamed": "未公开的嘉宾",
    "asker": "访谈提问者",
    "document": "文献",
}


def _those_who_stated():
    """Say of every statement who makes it: exactly one, so that they add up to all statements."""
    named = Q(answer__appearance__guest__state="published")
    by = Case(
        When(question__isnull=False, then=Constant("asker")),
        When(answer__isnull=True, then=Constant("document")),
        When(named, then=Concat(Constant("guest-"), "answer__appearance__kind")),
        default=Constant("unnamed"),
        output_field=CharField(),
    )
    return ProblemStatement.objects.visible_to(None).annotate(row=F("pk"), key=by)


def _years_of_statements():
    rows = ProblemStatement.objects.visible_to(None).exclude(source__published="")
    return rows.annotate(row=F("pk"), key=Substr("source__published", 1, 4))


def register_statements() -> None:
    """Statements of problems are listed nowhere, but tell where a problem has no practice."""
    register(
        Collection(
            name="statement",
            label="问题陈述",
            model=ProblemStatement,
            rows=ProblemStatement.objects.visible_to,
            drafts=lambda user: may_see_drafts(user, ProblemStatement),
            facets=(
                Facet("problem", "问题", problems, _stated),
                *places(_said("answer__appearance__zone")),
                Facet("year", "资料年份", years, _years_of_statements),
                Facet("guest_type", "嘉宾类型", guest_kinds, _said("answer__appearance__kind")),
                Facet("speaker", "提出者", choice_values(_SPEAKERS.items()), _those_who_stated),
            ),
            orders=(),
        )
    )


def _shown(field, row: str, key: str):
    """Return what ties the records that published practices belong to, to what those deal with."""

    def ties():
        rows = field.through._base_manager.filter(practice__state="published")
        return rows.annotate(row=F(row), key=F(key)).exclude(key=None)

    return ties


def _spoken_of(key: str):
    """Return what ties interviews to the practices that their words are evidence for."""

    def ties():
        rows = Evidence.objects.visible_to(None).exclude(answer=None)
        rows = rows.annotate(row=F("answer__interview"), key=F(key))
        return rows.exclude(key=None)

    return ties


def extend_other_lists() -> None:
    """Let zones and interviews be narrowed by what their practices deal with."""
    extend(
        "zone",
        Facet(
            "problem",
            "有做法回应的问题",
            problems,
            _shown(Practice.zones, "zone", "practice__problems"),
        ),
        Facet("theme", "做法的主题", themes, _shown(Practice.zones, "zone", "practice__themes")),
    )
    extend(
        "organization",
        Facet(
            "theme",
            "做法的主题",
            themes,
            _shown(Practice.organizations, "partyorganization", "practice__themes"),
        ),
    )
    extend(
        "interview",
        Facet("problem", "谈到的问题", problems, _stated_in_interviews, closed=True),
        Facet("theme", "谈到的主题", themes, _spoken_of("practice__themes"), closed=True),
    )


def _stated_in_interviews():
    rows = ProblemStatement.objects.visible_to(None)
    interview = Coalesce("answer__interview", "question__interview")
    return rows.annotate(row=interview, key=F("problem")).exclude(row=None)
