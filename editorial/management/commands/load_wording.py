import csv
from pathlib import Path

from django.core.management.base import BaseCommand

from editorial.loading import Tally, put
from editorial.models import PreferredForm

FORMS = Path(__file__).resolve().parents[2] / "fixtures" / "wording.csv"


def _lines(cell: str) -> list[str]:
    return [line for line in cell.split("|") if line]


class Command(BaseCommand):
    help = "装入用语规范；可反复运行，编辑改过的内容不动。"

    def handle(self, *args, **options):
        tally = Tally()
        with FORMS.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                values = {
                    "right": row["right"],
                    "kind": row["kind"],
                    "unless_in": _lines(row["unless_in"]),
                    "only_with": _lines(row["only_with"]),
                    "note": row["note"],
                }
                put(PreferredForm, key={"wrong": row["wrong"]}, values=values, tally=tally)
        self.stdout.write(f"用语规范：{tally}")
