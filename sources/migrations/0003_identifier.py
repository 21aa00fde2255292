"""Give every record an identifier: the column first, then the values, then that they are unique."""

from django.db import migrations, models

import editorial.fields
from editorial.fields import identifier_of

_LABEL = {"verbose_name": "标识", "help_text": "在数据包里用它认这份文献；给定后不变。"}


def give(apps, schema_editor):
    model = apps.get_model("sources", "Source")
    given = set()
    for row in (
        model.objects.order_by("pk")
        .only("fingerprint", "title", "publication", "published")
        .iterator()
    ):
        words = row.fingerprint or "\n".join((row.title, row.publication, row.published))
        while (value := identifier_of(words)) in given:
            words += " "
        given.add(value)
        model.objects.filter(pk=row.pk).update(identifier=value)


class Migration(migrations.Migration):
    dependencies = [("sources", "0002_roles")]

    operations = [
        migrations.AddField(
            "source", "identifier", models.CharField(**_LABEL, max_length=16, default="")
        ),
        migrations.RunPython(give, migrations.RunPython.noop),
        migrations.AlterField(
            "source",
            "identifier",
            editorial.fields.IdentifierField(
                **_LABEL, max_length=16, unique=True, blank=True, editable=False
            ),
        ),
        migrations.AddField(
            "historicalsource",
            "identifier",
            editorial.fields.IdentifierField(
                **_LABEL, max_length=16, db_index=True, blank=True, default="", editable=False
            ),
            preserve_default=False,
        ),
    ]
