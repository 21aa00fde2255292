from django.db import migrations

from editorial.roles import granting, over_content, over_vocabulary


class Migration(migrations.Migration):
    dependencies = [
        ("practices", "0002_desk"),
        ("editorial", "0003_roles"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
    ]

    operations = [
        granting(
            "practices",
            [
                *over_content(
                    ["practice", "collection"],
                    [
                        "measure",
                        "outcome",
                        "evidence",
                        "practiceproblem",
                        "practicerelation",
                        "problemstatement",
                        "collectionitem",
                    ],
                ),
                *over_vocabulary("problem", "theme"),
            ],
        ),
        granting("taggit", over_vocabulary("tag")),
    ]
