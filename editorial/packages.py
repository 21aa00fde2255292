"""Looking at a package of Office (.docx, .xlsx) before any of it is read."""

import zipfile
from xml.parsers import expat

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
    return any(_declares_type(package, part) for part in package.infolist())


class _Declared(Exception):
    """A document type is declared."""


class _Begun(Exception):
    """The first element has begun, and before it no type was declared."""


def _declares_type(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Read as far as the first element: remarks of any length may stand before the type."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _raising(_Declared)
    parser.StartElementHandler = _raising(_Begun)
    try:
        with package.open(part) as file:
            parser.ParseFile(file)
    except _Declared:
        return True
    except (ValueError, LookupError):
        # An encoding that other readers know: they could see there what this one does not.
        return True
    except expat.ExpatError:
        # No XML, or in UTF-32, of which three bytes in four are NUL.
        with package.open(part) as file:
            return b"<!DOCTYPE" in file.read(_HEAD).replace(b"\0", b"").upper()
    except _Begun:
        return False
    return False


def _raising(what: type[Exception]):
    def stop(*told):
        raise what

    return stop
