"""People and interviews in archives."""

from editorial.archives.declaring import Kind, register

from .models import Guest, Interview


def register_all() -> None:
    register(
        Kind(
            name="guests",
            model=Guest,
            identity=("slug",),
            parts={"appointments": ("title", "organization", "host_unit", "as_of")},
        ),
        Kind(
            name="interviews",
            model=Interview,
            identity=("slug",),
            parts={"appearances": ("guest",), "questions": ("number",), "answers": ("number",)},
            anchors={"questions": "q", "answers": "a"},
        ),
    )
