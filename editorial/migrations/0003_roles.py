from django.db import migrations

from editorial.roles import (
    FINAL,
    FIRST,
    MANAGER,
    ROLES,
    SECOND,
    granting,
    making,
    may,
    over_vocabulary,
)


class Migration(migrations.Migration):
    dependencies = [
        ("editorial", "0002_desk"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        making(),
        granting(
            "editorial",
            [
                *over_vocabulary("preferredform"),
                (ROLES, may("view", "reviewstep", "finding", "schedule", "addresscheck")),
                ([FIRST], ["review_first"]),
                ([SECOND], ["review_second"]),
                ([FINAL], ["review_final", "archive_record"]),
                ([MANAGER], ["merge_records", "restore_deleted"]),
                (
                    [MANAGER],
                    may(
                        "view",
                        *("auditentry", "version", "pendingchange", "deletedrecord", "merge"),
                        "formeraddress",
                    ),
                ),
            ],
        ),
        # Accounts are deactivated instead of deleted, and the rights of roles are not theirs to set.
        granting("auth", [([MANAGER], [*may("view add change", "user"), "view_group"])]),
    ]
