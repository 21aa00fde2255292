"""Writes over several rows of the catalogue."""

import csv
from pathlib import Path

from editorial.loading import Tally, put
from search.indexing import together

from .models import Problem, Theme

FIXTURES = Path(__file__).parent / "fixtures"


@together()
def load_vocabularies(folder: Path = FIXTURES) -> dict[str, Tally]:
    """Load `problems.csv` and `themes.csv`; run again, it updates what no editor has changed.

    Columns: code, parent (a code), name, alt_names (separated by `|`), scope_note, and for problems
    plain_question. A group stands before the terms under it. Returns a tally per vocabulary.
    """
    return {
        "问题类型": _load_terms(Problem, folder / "problems.csv", ("plain_question",)),
        "主题": _load_terms(Theme, folder / "themes.csv", ()),
    }


def _load_terms(model, path: Path, more_columns: tuple[str, ...]) -> Tally:
    tally = Tally()
    by_code = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for position, row in enumerate(csv.DictReader(file), start=1):
            by_code[row["code"]] = put(
                model,
                key={"code": row["code"]},
                values={
                    "parent": by_code[row["parent"]] if row["parent"] else None,
                    "name": row["name"],
                    "alt_names": [name for name in row["alt_names"].split("|") if name],
                    "scope_note": row["scope_note"],
                    "position": position,
                    **{column: row[column] for column in more_columns},
                },
                tally=tally,
            )
    return tally
