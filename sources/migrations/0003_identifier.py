"""Give every record an identifier: the column first, then the values, then that they are unique."""

from django.db import migrations, models

import editorial.fields
from editorial.fields import give_identifiers

_LABEL = {"verbose_name": "标识", "help_text": "在数据包里用它认这份文献；给定后不变。"}


def words(row) -> str:
    return row.fingerprint or "\n".join((row.title, row.publication, row.published))


def give(apps, schema_editor):
    kinds = (apps.get_model("sources", name) for name in ("Source", "HistoricalSource"))
    give_identifiers(*kinds, words)


class Migration(migrations.Migration):
    dependencies = [("sources", "0002_roles")]

    operations = [
        migrations.AddField(
            "source", "identifier", models.CharField(**_LABEL, max_length=16, default="")
        ),
        migrations.AddField(
            "historicalsource",
            "identifier",
            editorial.fields.IdentifierField(
                **_LABEL, max_length=16, db_index=True, blank=True, default="", editable=False
            ),
            preserve_default=False,
        ),
        migrations.RunPython(give, migrations.RunPython.noop),
        migrations.AlterField(
            "source",
            "identifier",
            editorial.fields.IdentifierField(
                **_LABEL, max_length=16, unique=True, blank=True, editable=False
            ),
        ),
    ]
