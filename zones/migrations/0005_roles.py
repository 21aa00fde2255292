from django.db import migrations

from editorial.roles import MANAGER, granting, may, over_content


class Migration(migrations.Migration):
    dependencies = [
        ("zones", "0004_desk"),
        ("editorial", "0003_roles"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        granting(
            "zones",
            [
                *over_content(
                    ["zone", "partyorganization", "hostunit", "alliance"],
                    [
                        "zonetitle",
                        "zonefact",
                        "organizationunit",
                        "allianceprovision",
                        "alliancemember",
                        "alliancemeeting",
                        "alliancepublication",
                    ],
                ),
                ([MANAGER], may("view add change delete", "editorzones")),
            ],
        ),
    ]
