"""People and their posts as tables."""

from editorial.tables.columns import Reference
from editorial.tables.declaring import Table, columns_of, register
from editorial.tables.references import Target
from zones.tables import ORGANIZATION, QUOTED, UNIT

from .models import Appointment, Guest

GUEST = Target(Guest, "slug", ("name",))


def register_all() -> None:
    register(
        Table(
            name="guests",
            model=Guest,
            key="slug",
            columns=columns_of(Guest, "name", "distinction", "other_names", "note"),
        ),
        Table(
            name="appointments",
            model=Appointment,
            whole="guest",
            relation="appointments",
            columns=(
                Reference(title="嘉宾", name="guest", target=GUEST, required=True),
                *columns_of(Appointment, "title"),
                Reference(title="党组织", name="organization", target=ORGANIZATION),
                Reference(title="依托单位", name="host_unit", target=UNIT),
                *columns_of(Appointment, "start_date", "end_date", "as_of"),
                *QUOTED,
            ),
        ),
    )
