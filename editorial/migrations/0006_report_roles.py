from django.db import migrations

from editorial.roles import FINAL, FIRST, MANAGER, SECOND, granting, may


class Migration(migrations.Migration):
    dependencies = [("editorial", "0005_mistakereport")]

    operations = [
        granting(
            "editorial",
            [((FIRST, SECOND, FINAL, MANAGER), may("view change", "mistakereport"))],
        ),
    ]
