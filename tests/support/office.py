"""A real LibreOffice for the tests, which opens files as a reader's does."""

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import openpyxl
from pypdf import PdfReader

PACKAGES = ("libreoffice-calc-nogui", "libreoffice-writer-nogui")
# Commas, double quotes, UTF-8: what its dialog proposes to a person for a file with the mark.
CSV = "CSV:44,34,76"


# The libraries of the two programs: either may be installed without the other.
_LIBRARIES = ("libsclo.so", "libswlo.so")


def find_office() -> str | None:
    """Return LibreOffice with the programs for tables and for text; None without one of them."""
    program = shutil.which("soffice")
    folder = Path(program).resolve().parent if program else None
    return program if folder and all((folder / name).is_file() for name in _LIBRARIES) else None


def opened(folder: Path, files: Iterable[Path], *options: str) -> list[openpyxl.Workbook]:
    """Return workbooks as LibreOffice saves them after opening these files, all in one go."""
    return [openpyxl.load_workbook(path) for path in _converted("xlsx", folder, files, options)]


def printed(folder: Path, files: Iterable[Path]) -> list[PdfReader]:
    """Return documents as LibreOffice prints them, all in one go."""
    return [PdfReader(path) for path in _converted("pdf", folder, files)]


def _converted(
    form: str, folder: Path, files: Iterable[Path], options: Iterable[str] = ()
) -> list[Path]:
    """Have LibreOffice open files and save each in another form.

    It keeps what it needs in `folder`, and nothing in the home of whoever runs the tests.
    """
    program, files = find_office(), list(files)
    if program is None:
        raise RuntimeError("LibreOffice is not installed; run the tests with: make test")
    out = folder / "opened"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [
            *(program, profile, "--headless", *options),
            *("--convert-to", form, "--outdir", out, *files),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return [out / f"{file.stem}.{form}" for file in files]
