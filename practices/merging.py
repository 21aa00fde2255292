"""When two practices, two tags or two terms of a vocabulary are one."""

from collections.abc import Iterator

from taggit.models import Tag

from editorial.merging import Mergeable, register

from .models import Practice, PracticeRelation, Problem, Theme


def _practices(keep: Practice, duplicate: Practice) -> Iterator[str]:
    both = (keep.pk, duplicate.pk)
    included = PracticeRelation.objects.filter(
        kind=PracticeRelation.Kind.INCLUDES, practice__in=both, related__in=both
    ).first()
    if included is not None:
        yield (
            f"“{included.related}”是“{included.practice}”所包含的做法，整体与部分不能合并。"
            "如果包含关系记错了，请先删去它。"
        )


def _terms(keep: Problem | Theme, duplicate: Problem | Theme) -> Iterator[str]:
    if keep.deprecated:
        yield f"“{keep}”已停用，请把词并入仍在使用的词。"
    if duplicate.deprecated:
        yield f"“{duplicate}”已停用，不必再合并。要恢复使用，请先去掉“停用”。"
    if keep.is_group != duplicate.is_group:
        yield "一级词只能并入一级词，二级词只能并入二级词。"
    elif duplicate.children.filter(deprecated=False).exists():
        yield (
            f"“{duplicate}”之下还有在用的二级词，它们的代码不能改到别的词之下。"
            "请先把它们逐个并入别的二级词，或停用。"
        )


def _retire(keep: Problem | Theme, duplicate: Problem | Theme) -> None:
    """Codes never die: a term that was merged stays, and leads to the one that is used instead."""
    duplicate.deprecated = True
    duplicate.replaced_by = keep


def register_all() -> None:
    register(Mergeable(Practice, refusals=_practices))
    register(Mergeable(Tag, fixed=("name",)))
    kept = ("code", "parent", "position", "deprecated", "replaced_by")
    for model in (Problem, Theme):
        register(Mergeable(model, refusals=_terms, fixed=kept, staying=("parent",), retire=_retire))
