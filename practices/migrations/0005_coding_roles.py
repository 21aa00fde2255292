from django.db import migrations

from editorial.roles import ROLES, WRITER, granting, may


class Migration(migrations.Migration):
    dependencies = [("practices", "0004_coding"), ("editorial", "0003_roles")]

    operations = [
        granting(
            "practices",
            [
                (ROLES, may("view", "answercoding")),
                ([WRITER], may("add change", "answercoding")),
            ],
        )
    ]
