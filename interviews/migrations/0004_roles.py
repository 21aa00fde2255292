from django.db import migrations

from editorial.roles import granting, over_content


class Migration(migrations.Migration):
    dependencies = [
        ("interviews", "0003_desk"),
        ("editorial", "0003_roles"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        granting(
            "interviews",
            over_content(
                ["interview", "guest"], ["appointment", "appearance", "question", "answer"]
            ),
        ),
    ]
