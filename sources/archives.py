"""Documents in archives: what is known of them, and their texts; the files as received stay."""

from editorial.archives.declaring import Kind, register

from .models import Source


def register_all() -> None:
    register(
        Kind(
            name="sources",
            model=Source,
            identity=("identifier",),
            left_out=("file",),
            in_files="text",
        )
    )
