"""A real LibreOffice for the tests, which opens spreadsheets as a reader's does."""

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import openpyxl

PACKAGE = "libreoffice-calc-nogui"
# Commas, double quotes, UTF-8: what its dialog proposes to a person for a file with the mark.
CSV = "CSV:44,34,76"


def find_office() -> str | None:
    return shutil.which("soffice")


def opened(folder: Path, files: Iterable[Path], *options: str) -> list[openpyxl.Workbook]:
    """Return workbooks as LibreOffice saves them after opening these files, all in one go.

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
            *("--convert-to", "xlsx", "--outdir", out, *files),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return [openpyxl.load_workbook(out / f"{file.stem}.xlsx") for file in files]
