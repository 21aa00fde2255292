from django.db import migrations

from editorial.roles import granting, over_content


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0001_initial"),
        ("editorial", "0003_roles"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        granting("sources", over_content(["source"])),
    ]
