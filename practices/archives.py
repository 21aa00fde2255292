"""The catalogue and its vocabularies in archives."""

from editorial.archives.declaring import Kind, register

from .models import Collection, Practice, Problem, ProblemStatement, Theme


def register_all() -> None:
    register(
        Kind(name="problems", model=Problem, identity=("code",)),
        Kind(name="themes", model=Theme, identity=("code",)),
        Kind(
            name="practices",
            model=Practice,
            identity=("slug",),
            parts={
                "measures": ("parent", "label"),
                "problem_links": ("problem",),
                "evidence": ("measure", "problem_link", "quote"),
                "outcomes": ("indicator", "as_of"),
                "relations": ("kind", "related"),
            },
        ),
        Kind(
            name="statements",
            model=ProblemStatement,
            identity=("problem", "source", "quote", "start"),
        ),
        Kind(
            name="collections",
            model=Collection,
            identity=("slug",),
            parts={"items": ("practice",)},
        ),
    )
