from django.db import migrations

from editorial.roles import MANAGER, granting, may


class Migration(migrations.Migration):
    dependencies = [("practices", "0006_shared_baskets"), ("editorial", "0003_roles")]

    operations = [granting("practices", [([MANAGER], may("view delete", "sharedbasket"))])]
