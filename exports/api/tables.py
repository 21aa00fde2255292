"""Tables that only the interface gives: vocabularies and editors' collections.

They have no list that can be narrowed, and so are none of the downloads beside lists.
"""

from exports.declaring import Column, Table
from exports.tables.columns import address, plain
from practices.models import Collection, CollectionItem, Problem, Theme


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
