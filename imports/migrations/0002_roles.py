from django.db import migrations

from editorial.roles import WRITER, granting, may


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0001_initial"),
        ("editorial", "0003_roles"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        granting("imports", [([WRITER], may("view add change delete", "importjob"))]),
    ]
