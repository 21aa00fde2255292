"""Writes over several zones."""

import csv
from pathlib import Path

from editorial.loading import Tally, put, release_if_new
from search.indexing import together

from .models import Zone

ZONES_FILE = Path(__file__).parent / "fixtures" / "zones.csv"


@together()
def load_zones(path: Path = ZONES_FILE) -> Tally:
    """Load the list of zones; run again, it updates what no editor has changed.

    The file is UTF-8 CSV with the columns slug, name, short_name, level, province_code, city,
    approved_year, confidence. Raises what the models raise for a wrong row, and loads nothing then.
    """
    tally = Tally()
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            zone = put(
                Zone,
                key={"slug": row["slug"]},
                values={
                    "name": row["name"],
                    "short_name": row["short_name"],
                    "level": row["level"],
                    "province": row["province_code"],
                    "city": row["city"],
                    "approved_year": int(row["approved_year"]) if row["approved_year"] else None,
                    "confidence": row["confidence"],
                },
                tally=tally,
            )
            if zone is not None:
                release_if_new(zone)
    return tally
