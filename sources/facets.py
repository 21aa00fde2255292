"""What the list of sources is narrowed by; years of publication for the lists above."""

from django.db.models import F
from django.db.models.functions import Substr

from editorial.querysets import may_see_drafts
from search.columns import choice_values, column, text_of, year_values
from search.registry import Collection, Facet, Order, register

from .models import Source

years = year_values(Source, "published")


def _years():
    rows = Source._base_manager.exclude(published="")
    return rows.annotate(row=F("pk"), key=Substr("published", 1, 4))


def register_sources() -> None:
    kinds = choice_values(Source.Kind.choices)
    register(
        Collection(
            name="source",
            label="出处",
            model=Source,
            rows=Source.objects.visible_to,
            drafts=lambda user: may_see_drafts(user, Source),
            facets=(
                Facet("source_type", "文献类型", kinds, column(Source, "kind")),
                Facet("year", "发表年份", years, _years),
            ),
            orders=(
                Order("newest", "发表时间", text_of("published"), descending=True),
                Order("name", "按题名", text_of("title")),
            ),
            kinds=("source",),
        )
    )
