import django.core.serializers.json
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import editorial.fields


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "__first__"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("editorial", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="AddressCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("url", models.URLField(max_length=1000, unique=True, verbose_name="网址")),
                (
                    "checked_at",
                    models.DateTimeField(
                        blank=True, db_index=True, null=True, verbose_name="查验时间"
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=200, verbose_name="答复")),
                (
                    "failing_since",
                    models.DateTimeField(blank=True, null=True, verbose_name="何时起打不开"),
                ),
            ],
            options={
                "verbose_name": "网址查验",
                "verbose_name_plural": "网址查验",
                "ordering": ("checked_at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, db_index=True, verbose_name="时间")),
                (
                    "actor_name",
                    models.CharField(
                        blank=True,
                        help_text="当时所用的账号名；空白表示由命令完成。",
                        max_length=150,
                        verbose_name="账号",
                    ),
                ),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("sign_in", "登录"),
                            ("sign_in_failed", "登录失败"),
                            ("sign_out", "退出"),
                            ("password", "更改密码"),
                            ("account", "账号变更"),
                            ("rights", "权限变更"),
                            ("review", "审校"),
                            ("delete", "删除"),
                            ("restore", "恢复"),
                            ("merge", "合并与拆分"),
                            ("export", "导出"),
                            ("import", "导入"),
                        ],
                        db_index=True,
                        max_length=20,
                        verbose_name="动作",
                    ),
                ),
                (
                    "object_id",
                    models.PositiveBigIntegerField(blank=True, null=True, verbose_name="对象编号"),
                ),
                ("title", models.CharField(blank=True, max_length=300, verbose_name="对象")),
                ("detail", models.TextField(blank=True, verbose_name="详情")),
                (
                    "address",
                    models.GenericIPAddressField(blank=True, null=True, verbose_name="来自"),
                ),
            ],
            options={
                "verbose_name": "审计日志",
                "verbose_name_plural": "审计日志",
                "ordering": ("-at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="DeletedRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("object_id", models.PositiveBigIntegerField(verbose_name="记录编号")),
                ("title", models.CharField(max_length=300, verbose_name="记录")),
                (
                    "data",
                    models.JSONField(
                        encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="内容"
                    ),
                ),
                (
                    "deleted_at",
                    models.DateTimeField(auto_now_add=True, db_index=True, verbose_name="删除时间"),
                ),
                (
                    "restored_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="恢复时间"),
                ),
            ],
            options={
                "verbose_name": "已删除的记录",
                "verbose_name_plural": "已删除的记录",
                "ordering": ("-deleted_at", "-pk"),
                "permissions": (("restore_deleted", "可以恢复已删除的记录"),),
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("object_id", models.PositiveBigIntegerField(verbose_name="记录编号")),
                ("title", models.CharField(max_length=300, verbose_name="记录")),
                ("check_name", models.CharField(max_length=30, verbose_name="核查项目")),
                ("key", models.CharField(blank=True, max_length=80, verbose_name="区别")),
                ("sentence", models.CharField(max_length=500, verbose_name="情况")),
                ("found_at", models.DateTimeField(auto_now_add=True, verbose_name="发现时间")),
                (
                    "set_aside_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="搁置时间"),
                ),
                (
                    "set_aside_why",
                    models.CharField(blank=True, max_length=200, verbose_name="搁置理由"),
                ),
            ],
            options={
                "verbose_name": "待补",
                "verbose_name_plural": "待补",
                "ordering": ("check_name", "-found_at", "-pk"),
                "indexes": [
                    models.Index(
                        fields=["check_name", "set_aside_at"], name="editorial_f_check_n_14d92c_idx"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("set_aside_at__isnull", True),
                            models.Q(("set_aside_why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="editorial_finding_reason_given",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPreferredForm",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "wrong",
                    models.CharField(db_index=True, max_length=100, verbose_name="不用的写法"),
                ),
                ("right", models.CharField(max_length=100, verbose_name="规范的写法")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("name", "机构与地名"),
                            ("post", "职务"),
                            ("phrase", "固定提法"),
                            ("other", "其他"),
                        ],
                        default="phrase",
                        max_length=10,
                        verbose_name="类别",
                    ),
                ),
                (
                    "unless_in",
                    editorial.fields.LinesField(
                        blank=True,
                        default=list,
                        help_text="每行一个：出现在这些词句里时不算错，例如规范写法本身或专名。",
                        verbose_name="例外",
                    ),
                ),
                (
                    "only_with",
                    editorial.fields.LinesField(
                        blank=True,
                        default=list,
                        help_text="每行一个：同一段里有其中之一才算错；留空则处处都算。",
                        verbose_name="限于",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="依据或说明")),
                ("in_use", models.BooleanField(default=True, verbose_name="启用")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
            ],
            options={
                "verbose_name": "用语规范的历史",
                "verbose_name_plural": "historical 用语规范",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kept_id", models.PositiveBigIntegerField(verbose_name="保留的记录编号")),
                ("kept_title", models.CharField(max_length=300, verbose_name="保留的记录")),
                ("merged_id", models.PositiveBigIntegerField(verbose_name="并入的记录编号")),
                ("merged_title", models.CharField(max_length=300, verbose_name="并入的记录")),
                (
                    "data",
                    models.JSONField(
                        encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="经过"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="合并时间")),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="撤销时间")),
            ],
            options={
                "verbose_name": "合并记录",
                "verbose_name_plural": "合并记录",
                "ordering": ("-at", "-pk"),
                "permissions": (("merge_records", "可以合并与拆分记录"),),
            },
        ),
        migrations.CreateModel(
            name="PendingChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("object_id", models.PositiveBigIntegerField(verbose_name="记录编号")),
                ("title", models.CharField(max_length=300, verbose_name="记录")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("first", "初审"),
                            ("second", "复审"),
                            ("final", "终审"),
                            ("published", "已发布"),
                            ("archived", "已归档"),
                        ],
                        db_index=True,
                        default="draft",
                        max_length=10,
                        verbose_name="审校状态",
                    ),
                ),
                ("revision", models.PositiveIntegerField(verbose_name="修订次数")),
                (
                    "base",
                    models.JSONField(
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        verbose_name="改动之前",
                    ),
                ),
                (
                    "data",
                    models.JSONField(
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        verbose_name="改动之后",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="建立时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="最近修改")),
            ],
            options={
                "verbose_name": "修改稿",
                "verbose_name_plural": "修改稿",
                "ordering": ("-updated_at", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("draft", "first", "second", "final"))),
                        name="editorial_pendingchange_state_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PreferredForm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("wrong", models.CharField(max_length=100, unique=True, verbose_name="不用的写法")),
                ("right", models.CharField(max_length=100, verbose_name="规范的写法")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("name", "机构与地名"),
                            ("post", "职务"),
                            ("phrase", "固定提法"),
                            ("other", "其他"),
                        ],
                        default="phrase",
                        max_length=10,
                        verbose_name="类别",
                    ),
                ),
                (
                    "unless_in",
                    editorial.fields.LinesField(
                        blank=True,
                        default=list,
                        help_text="每行一个：出现在这些词句里时不算错，例如规范写法本身或专名。",
                        verbose_name="例外",
                    ),
                ),
                (
                    "only_with",
                    editorial.fields.LinesField(
                        blank=True,
                        default=list,
                        help_text="每行一个：同一段里有其中之一才算错；留空则处处都算。",
                        verbose_name="限于",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="依据或说明")),
                ("in_use", models.BooleanField(default=True, verbose_name="启用")),
            ],
            options={
                "verbose_name": "用语规范",
                "verbose_name_plural": "用语规范",
                "ordering": ("kind", "wrong"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("wrong", ""), _negated=True),
                            models.Q(("right", ""), _negated=True),
                        ),
                        name="editorial_preferredform_both_given",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("wrong", models.F("right")), _negated=True),
                        name="editorial_preferredform_differ",
                        violation_error_message="两种写法相同。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Schedule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("object_id", models.PositiveBigIntegerField(verbose_name="记录编号")),
                ("title", models.CharField(max_length=300, verbose_name="记录")),
                ("at", models.DateTimeField(db_index=True, verbose_name="发布时间")),
                (
                    "refusal",
                    models.CharField(
                        blank=True,
                        help_text="到时没有发布成的，写明原因。",
                        max_length=500,
                        verbose_name="未能发布的原因",
                    ),
                ),
            ],
            options={
                "verbose_name": "定时发布",
                "verbose_name_plural": "定时发布",
                "ordering": ("at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("object_id", models.PositiveBigIntegerField(verbose_name="记录编号")),
                ("number", models.PositiveIntegerField(verbose_name="版次")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("base", "此前的内容"),
                            ("save", "修改"),
                            ("publish", "发布"),
                            ("restore", "恢复旧版"),
                            ("merge", "合并"),
                            ("unmerge", "撤销合并"),
                            ("bulk", "成批修改"),
                            ("discard", "放弃修改稿"),
                        ],
                        max_length=10,
                        verbose_name="动作",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                ("title", models.CharField(max_length=300, verbose_name="记录")),
                (
                    "is_published",
                    models.BooleanField(
                        default=False,
                        help_text="读者从此刻起看到的就是这一版。",
                        verbose_name="读者所见",
                    ),
                ),
                (
                    "data",
                    models.JSONField(
                        encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="内容"
                    ),
                ),
            ],
            options={
                "verbose_name": "版本",
                "verbose_name_plural": "版本",
                "ordering": ("-number",),
            },
        ),
        migrations.RemoveConstraint(
            model_name="reviewstep",
            name="editorial_reviewstep_reason_given",
        ),
        migrations.AlterField(
            model_name="reviewstep",
            name="kind",
            field=models.CharField(
                choices=[
                    ("submit", "送审"),
                    ("pass", "通过"),
                    ("return", "退回"),
                    ("withdraw", "撤回"),
                    ("archive", "归档"),
                    ("reopen", "重新编辑"),
                    ("publish", "定时发布"),
                    ("confirm", "复核"),
                    ("discard", "放弃修改稿"),
                    ("load", "随数据装入"),
                ],
                max_length=10,
                verbose_name="动作",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind__in", ("return", "withdraw", "archive", "reopen", "discard")),
                        _negated=True,
                    ),
                    models.Q(("remark", ""), _negated=True),
                    _connector="OR",
                ),
                name="editorial_reviewstep_reason_given",
            ),
        ),
        migrations.AddField(
            model_name="auditentry",
            name="actor",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="经手人",
            ),
        ),
        migrations.AddField(
            model_name="auditentry",
            name="content_type",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                to="contenttypes.contenttype",
                verbose_name="对象类型",
            ),
        ),
        migrations.AddField(
            model_name="deletedrecord",
            name="content_type",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                to="contenttypes.contenttype",
                verbose_name="记录类型",
            ),
        ),
        migrations.AddField(
            model_name="deletedrecord",
            name="deleted_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="删除人",
            ),
        ),
        migrations.AddField(
            model_name="deletedrecord",
            name="restored_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="恢复人",
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="content_type",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                to="contenttypes.contenttype",
                verbose_name="记录类型",
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="set_aside_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="搁置人",
            ),
        ),
        migrations.AddField(
            model_name="historicalpreferredform",
            name="history_user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="merge",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="合并人",
            ),
        ),
        migrations.AddField(
            model_name="merge",
            name="content_type",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                to="contenttypes.contenttype",
                verbose_name="记录类型",
            ),
        ),
        migrations.AddField(
            model_name="merge",
            name="undone_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="撤销人",
            ),
        ),
        migrations.AddField(
            model_name="pendingchange",
            name="content_type",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                to="contenttypes.contenttype",
                verbose_name="记录类型",
            ),
        ),
        migrations.AddField(
            model_name="pendingchange",
            name="created_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="撰稿人",
            ),
        ),
        migrations.AddField(
            model_name="schedule",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="终审人",
            ),
        ),
        migrations.AddField(
            model_name="schedule",
            name="content_type",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                to="contenttypes.contenttype",
                verbose_name="记录类型",
            ),
        ),
        migrations.AddField(
            model_name="version",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="经手人",
            ),
        ),
        migrations.AddField(
            model_name="version",
            name="content_type",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                to="contenttypes.contenttype",
                verbose_name="记录类型",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.UniqueConstraint(
                fields=("content_type", "object_id", "check_name", "key"),
                name="editorial_finding_once",
            ),
        ),
        migrations.AddIndex(
            model_name="merge",
            index=models.Index(
                fields=["content_type", "merged_id"], name="editorial_m_content_7616e6_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="pendingchange",
            constraint=models.UniqueConstraint(
                fields=("content_type", "object_id"), name="editorial_pendingchange_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="schedule",
            constraint=models.UniqueConstraint(
                fields=("content_type", "object_id"), name="editorial_schedule_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.UniqueConstraint(
                fields=("content_type", "object_id", "number"), name="editorial_version_numbered"
            ),
        ),
    ]
