"""Practices, vocabularies and tags as tables."""

from django.db import models
from taggit.models import Tag

from editorial.tables.columns import Column, Links, Many, Reference, Tags
from editorial.tables.declaring import Fellows, Table, columns_of, register
from editorial.tables.references import Target
from zones.models import Alliance
from zones.tables import ORGANIZATION, UNIT, ZONE

from .models import Practice, Problem, Theme
from .models.vocabularies import Term
from .ordering import place_at_the_end

PROBLEM = Target(Problem, "code", ("name",), retired="deprecated")
THEME = Target(Theme, "code", ("name",), retired="deprecated")
PROBLEM_LINKS = Links(
    title="回应的问题",
    name="problem",
    relation="problem_links",
    target=PROBLEM,
    blank=(("how", ""),),
    hanging=("problem_link",),
    help="怎样回应，在做法的页面上写；这里增减问题不影响已写的",
)
ALLIANCE = Target(Alliance, "slug", ("name", "short_name"))


def place_term(term: Term, fellows: Fellows) -> set[str]:
    """Put a new term under the one that its code says: `P9.1` under `P9`, new or not."""
    above = term.code.rpartition(".")[0]
    if above:
        term.parent = type(term)._base_manager.filter(code=above).first() or fellows.get(above)
    is_later = term.parent is not None and term.parent.pk is None
    if not term.position and not is_later:
        place_at_the_end(term)
    return {"parent"} if is_later else set()


def _terms(name: str, model: type[models.Model], target: Target, *more: str) -> Table:
    return Table(
        name=name,
        model=model,
        key="code",
        key_help="代码，如 P1 或 P1.1；代码决定归在哪一组之下，一经公布不再更改",
        gives_key=True,
        place=place_term,
        columns=(
            *columns_of(model, "name", *more, "alt_names", "scope_note", "position", "deprecated"),
            Reference(title="改用", name="replaced_by", target=target),
        ),
    )


def register_all() -> None:
    register(
        Table(
            name="practices",
            model=Practice,
            key="slug",
            columns=(
                *columns_of(Practice, "name", "gist", "other_names", "background", "body"),
                Many(title="高新区", name="zones", target=ZONE),
                Many(title="党组织", name="organizations", target=ORGANIZATION),
                Many(title="依托单位", name="host_units", target=UNIT),
                Reference(title="党建联盟", name="alliance", target=ALLIANCE),
                *columns_of(Practice, "started", "stage"),
                Many(title="主题", name="themes", target=THEME),
                PROBLEM_LINKS,
                Tags(title="标签", name="tags"),
            ),
        ),
        _terms("problems", Problem, PROBLEM, "plain_question"),
        _terms("themes", Theme, THEME),
        Table(
            name="tags",
            model=Tag,
            columns=(Column(title="名称", name="name", required=True),),
        ),
    )
