"""Give every record an identifier: the column first, then the values, then that they are unique."""

from django.db import migrations, models

import editorial.fields
from editorial.fields import give_identifiers

_LABEL = {"verbose_name": "标识", "help_text": "在数据包里用它认这个单位；给定后不变。"}


def words(row) -> str:
    return row.name


def give(apps, schema_editor):
    kinds = (apps.get_model("zones", name) for name in ("HostUnit", "HistoricalHostUnit"))
    give_identifiers(*kinds, words)


class Migration(migrations.Migration):
    dependencies = [("zones", "0005_roles")]

    operations = [
        migrations.AddField(
            "hostunit", "identifier", models.CharField(**_LABEL, max_length=16, default="")
        ),
        migrations.AddField(
            "historicalhostunit",
            "identifier",
            editorial.fields.IdentifierField(
                **_LABEL, max_length=16, db_index=True, blank=True, default="", editable=False
            ),
            preserve_default=False,
        ),
        migrations.RunPython(give, migrations.RunPython.noop),
        migrations.AlterField(
            "hostunit",
            "identifier",
            editorial.fields.IdentifierField(
                **_LABEL, max_length=16, unique=True, blank=True, editable=False
            ),
        ),
    ]
