"""Looking at a package of Office (.docx, .xlsx) before any of it is read."""

import zipfile

MOST_PARTS = 5000
_HEAD = 4096


def xml_size(package: zipfile.ZipFile, *, but: str = "\n") -> int:
    """Return the bytes of all XML in it, but of the parts whose name begins with `but`.

    `zipfile` never unpacks more of a part than its declared size, so the sizes can be trusted.
    """
    parts = package.infolist()
    return sum(
        part.file_size
        for part in parts
        if part.filename.lower().endswith((".xml", ".rels")) and not part.filename.startswith(but)
    )


def declares_entities(package: zipfile.ZipFile) -> bool:
    """Tell whether a part declares a document type, in which entities may grow; none needs one.

    Raises what `zipfile` raises for a part that is broken or encrypted.
    """
    for part in package.infolist():
        with package.open(part) as file:
            # In UTF-16, too: every second byte of it is NUL.
            if b"<!DOCTYPE" in file.read(_HEAD).replace(b"\0", b"").upper():
                return True
    return False
