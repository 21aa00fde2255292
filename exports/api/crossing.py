"""The catalogue crossed by two facets, as on the page of the matrix."""

from __future__ import annotations

from rest_framework.response import Response

from practices.crossing import AXES, crossing
from search.matrix import SORTS, Axis
from search.registry import collection_named
from search.selection import Selection

from .endpoints import Endpoint
from .parameters import Parameter, of_selection
from .problems import BAD_VALUE, Refused
from .shapes import NUMBER, TEXT, Schema, listed, record, told

_PRACTICE = "practice"


class MatrixEndpoint(Endpoint):
    name = "matrix"
    tag = "矩阵"
    summary = "做法按两个分面交叉"
    about = "每一格是同时有行值和列值的做法有几个；一个做法可以在几格里。行和列要给两个不同的分面。"

    def parameters(self) -> list[Parameter]:
        collection = collection_named(_PRACTICE)
        labels = "，".join(f"{name} {collection.facet(name).label}" for name in AXES)
        sorts = "，".join(f"{name} {label}" for name, label in SORTS.items())
        return [
            Parameter(name="rows", about=f"行：{labels}。", allowed=AXES, default="problem"),
            Parameter(name="cols", about="列：与行相同的分面。", allowed=AXES, default="theme"),
            Parameter(
                name="order", about=f"行和列的次序：{sorts}。", allowed=[*SORTS], default="usual"
            ),
            *of_selection(collection),
        ]

    def answer(self) -> Schema:
        axis = {"$ref": "#/components/schemas/Axis"}
        counts = listed(listed(NUMBER))
        place = {**listed(NUMBER), "minItems": 2, "maxItems": 2}
        return record(
            {
                "total": told(NUMBER, "总数", "这些条件选出几个做法。"),
                "rows": axis,
                "cols": axis,
                "counts": told(counts, "条数", "先行后列，次序与 rows、cols 的 values 相同。"),
                "gaps": told(
                    listed(place), "空白", "有人说过问题、还没有做法的格：行和列的序号，从 0 起。"
                ),
            },
            None,
        )

    def components(self) -> dict[str, Schema]:
        value = {
            "value": told(TEXT, "值", "用作参数的值。"),
            "label": told(TEXT, "名称", "值的名称。"),
            "total": told(NUMBER, "合计", "有这个值的做法有几个，每个只数一次。"),
        }
        axis = {
            "name": told(TEXT, "分面", "用作参数的名字。"),
            "label": told(TEXT, "名称", "分面的名称。"),
            "values": told(listed(record(value, None)), "取值", "各个值。"),
        }
        return {"Axis": told(record(axis, None), "行或列")}

    def get(self, request):
        selection = Selection(_PRACTICE, request.GET)
        names = self._names()
        matrix = crossing(selection, names, by_total=self.asked.one("order") == "total")
        return Response(
            {
                "total": matrix.total,
                "rows": _axis(matrix.rows),
                "cols": _axis(matrix.columns),
                "counts": matrix.counts,
                "gaps": sorted(matrix.gaps),
            }
        )

    def _names(self) -> tuple[str, str]:
        """Return the facets of rows and of columns, which must be two.

        What is not asked for is problem and theme, whichever is left.
        """
        rows, columns = self.asked.one("rows", ""), self.asked.one("cols", "")
        rows = rows or ("theme" if columns == "problem" else "problem")
        columns = columns or ("problem" if rows == "theme" else "theme")
        if rows == columns:
            said = f"行和列都是“{rows}”：请给两个不同的分面。"
            others = [name for name in AXES if name != rows]
            raise Refused(BAD_VALUE, said, parameter="cols", allowed=others)
        return rows, columns


def _axis(axis: Axis) -> dict:
    values = [
        {"value": value.code, "label": value.label, "total": total}
        for value, total in zip(axis.values, axis.totals, strict=True)
    ]
    return {"name": axis.facet.name, "label": axis.facet.label, "values": values}
