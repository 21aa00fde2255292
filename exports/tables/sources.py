"""Sources, without their text."""

from exports.declaring import Column, Table
from sources.models import Source

from .columns import address, chosen, citation, plain

TABLES = (
    Table(
        name="sources",
        label="出处",
        about="一行一个出处，不含全文。",
        collection="source",
        rows=lambda: Source.objects.published(),
        columns=(
            Column("id", "编号", "出处在本站的编号。", "pk"),
            *chosen(Source, "kind"),
            *(
                plain(Source, name)
                for name in (
                    *("title", "author", "publication", "publisher", "publisher_place", "volume"),
                    *("issue", "pages", "published"),
                )
            ),
            Column("original_url", "原文网址", "原文在网上的地址。", "url"),
            Column(
                "accessed_on",
                "引用日期",
                "编者查阅网页的日期。",
                shown=lambda day: day.isoformat() if day else None,
            ),
            *citation("pk"),
            address("sources:source", "pk"),
        ),
    ),
)
