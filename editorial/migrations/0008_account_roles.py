from django.db import migrations

from editorial.roles import MANAGER, granting


class Migration(migrations.Migration):
    dependencies = [("editorial", "0007_accounts")]

    operations = [
        granting(
            "editorial",
            [
                (
                    [MANAGER],
                    ["view_signin", "end_signin", "view_failedsignin", "unlock_failedsignin"],
                )
            ],
        ),
    ]
