import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import editorial.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "__first__"),
        ("sources", "0001_initial"),
        ("zones", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Guest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                        editable=False,
                        max_length=10,
                        verbose_name="发布状态",
                    ),
                ),
                (
                    "revision",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="修订次数"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="建立时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="最近修改")),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="首次发布时间"
                    ),
                ),
                (
                    "reviewed_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="最近审定时间"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        blank=True,
                        help_text="网址中的名字，用拼音；留空时自动生成。改动后旧网址会自动转到新网址。",
                        max_length=120,
                        unique=True,
                        verbose_name="网址名",
                    ),
                ),
                ("name", models.CharField(db_index=True, max_length=50, verbose_name="姓名")),
                (
                    "other_names",
                    editorial.fields.LinesField(
                        blank=True, default=list, help_text="每行一个。", verbose_name="其他写法"
                    ),
                ),
                (
                    "distinction",
                    models.CharField(
                        blank=True,
                        help_text="同名的人用它区分，例如“重庆高新区”。",
                        max_length=50,
                        verbose_name="区别",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="编者说明")),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="撰稿人",
                    ),
                ),
            ],
            options={
                "verbose_name": "嘉宾",
                "verbose_name_plural": "嘉宾",
                "ordering": ("name", "distinction"),
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["draft", "first", "second", "final", "published", "archived"],
                            )
                        ),
                        name="interviews_guest_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="interviews_guest_published_when",
                    ),
                    models.UniqueConstraint(
                        fields=("name", "distinction"),
                        name="interviews_guest_told_apart",
                        violation_error_message="已有同名嘉宾。若是同一个人，请用已有的记录；若不是，请填“区别”。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "quote",
                    models.TextField(help_text="与出处全文一字不差的原话。", verbose_name="原文"),
                ),
                (
                    "start",
                    models.PositiveIntegerField(
                        editable=False, null=True, verbose_name="在全文中的位置"
                    ),
                ),
                ("title", models.CharField(max_length=100, verbose_name="职务")),
                (
                    "start_date",
                    editorial.fields.PartialDateField(
                        blank=True,
                        help_text="知道到哪一级就写到哪一级：2020、2020-09 或 2020-11-17。",
                        verbose_name="任职开始",
                    ),
                ),
                (
                    "end_date",
                    editorial.fields.PartialDateField(
                        blank=True,
                        help_text="知道到哪一级就写到哪一级：2020、2020-09 或 2020-11-17。",
                        verbose_name="任职结束",
                    ),
                ),
                (
                    "as_of",
                    editorial.fields.PartialDateField(
                        blank=True,
                        help_text="只知道某时在任时填写，例如文章发表之日。",
                        verbose_name="在任时点",
                    ),
                ),
                (
                    "host_unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="zones.hostunit",
                        verbose_name="依托单位",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="zones.partyorganization",
                        verbose_name="党组织",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(app_label)s_%(class)s_set",
                        to="sources.source",
                        verbose_name="出处",
                    ),
                ),
                (
                    "guest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appointments",
                        to="interviews.guest",
                        verbose_name="嘉宾",
                    ),
                ),
            ],
            options={
                "verbose_name": "职务",
                "verbose_name_plural": "职务",
                "ordering": ("guest", "-as_of", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("quote", ""), _negated=True),
                        name="interviews_appointment_quote_given",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start_date__length__in", (0, 4, 7, 10)),
                            ("end_date__length__in", (0, 4, 7, 10)),
                            ("as_of__length__in", (0, 4, 7, 10)),
                        ),
                        name="interviews_appointment_start_date_end_date_as_of_shape",
                        violation_error_message="日期请写成 2020、2020-09 或 2020-11-17。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("host_unit__isnull", True), ("organization__isnull", False)),
                            models.Q(("host_unit__isnull", False), ("organization__isnull", True)),
                            _connector="OR",
                        ),
                        name="interviews_appointment_one_place",
                        violation_error_message="职务要么在党组织，要么在依托单位，请选且只选一个。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("organization__isnull", False)),
                        fields=("guest", "title", "organization", "as_of"),
                        name="interviews_appointment_in_organization_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("host_unit__isnull", False)),
                        fields=("guest", "title", "host_unit", "as_of"),
                        name="interviews_appointment_in_unit_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Appearance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("zone_official", "高新区干部"),
                            ("enterprise_secretary", "企业党组织书记"),
                            ("enterprise_head", "企业负责人"),
                            ("scholar", "专家学者"),
                            ("other", "其他"),
                        ],
                        default="other",
                        max_length=20,
                        verbose_name="嘉宾类型",
                    ),
                ),
                (
                    "posts_as_given",
                    models.CharField(
                        blank=True,
                        help_text="照录文中的写法。",
                        max_length=300,
                        verbose_name="文中所列职务",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="次序")),
                (
                    "zone",
                    models.ForeignKey(
                        blank=True,
                        help_text="文中没有说明就留空。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appearances",
                        to="zones.zone",
                        verbose_name="代表的高新区",
                    ),
                ),
                (
                    "guest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appearances",
                        to="interviews.guest",
                        verbose_name="嘉宾",
                    ),
                ),
            ],
            options={
                "verbose_name": "出场嘉宾",
                "verbose_name_plural": "出场嘉宾",
                "ordering": ("interview", "position", "pk"),
            },
        ),
        migrations.CreateModel(
            name="HistoricalAppointment",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "quote",
                    models.TextField(help_text="与出处全文一字不差的原话。", verbose_name="原文"),
                ),
                (
                    "start",
                    models.PositiveIntegerField(
                        editable=False, null=True, verbose_name="在全文中的位置"
                    ),
                ),
                ("title", models.CharField(max_length=100, verbose_name="职务")),
                (
                    "start_date",
                    editorial.fields.PartialDateField(
                        blank=True,
                        help_text="知道到哪一级就写到哪一级：2020、2020-09 或 2020-11-17。",
                        verbose_name="任职开始",
                    ),
                ),
                (
                    "end_date",
                    editorial.fields.PartialDateField(
                        blank=True,
                        help_text="知道到哪一级就写到哪一级：2020、2020-09 或 2020-11-17。",
                        verbose_name="任职结束",
                    ),
                ),
                (
                    "as_of",
                    editorial.fields.PartialDateField(
                        blank=True,
                        help_text="只知道某时在任时填写，例如文章发表之日。",
                        verbose_name="在任时点",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "guest",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="interviews.guest",
                        verbose_name="嘉宾",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "host_unit",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="zones.hostunit",
                        verbose_name="依托单位",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="zones.partyorganization",
                        verbose_name="党组织",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="sources.source",
                        verbose_name="出处",
                    ),
                ),
            ],
            options={
                "verbose_name": "职务的历史",
                "verbose_name_plural": "historical 职务",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalGuest",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
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
                        editable=False,
                        max_length=10,
                        verbose_name="发布状态",
                    ),
                ),
                (
                    "revision",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="修订次数"),
                ),
                (
                    "created_at",
                    models.DateTimeField(blank=True, editable=False, verbose_name="建立时间"),
                ),
                (
                    "updated_at",
                    models.DateTimeField(blank=True, editable=False, verbose_name="最近修改"),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="首次发布时间"
                    ),
                ),
                (
                    "reviewed_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="最近审定时间"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        blank=True,
                        help_text="网址中的名字，用拼音；留空时自动生成。改动后旧网址会自动转到新网址。",
                        max_length=120,
                        verbose_name="网址名",
                    ),
                ),
                ("name", models.CharField(db_index=True, max_length=50, verbose_name="姓名")),
                (
                    "other_names",
                    editorial.fields.LinesField(
                        blank=True, default=list, help_text="每行一个。", verbose_name="其他写法"
                    ),
                ),
                (
                    "distinction",
                    models.CharField(
                        blank=True,
                        help_text="同名的人用它区分，例如“重庆高新区”。",
                        max_length=50,
                        verbose_name="区别",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="编者说明")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="撰稿人",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "嘉宾的历史",
                "verbose_name_plural": "historical 嘉宾",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalInterview",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
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
                        editable=False,
                        max_length=10,
                        verbose_name="发布状态",
                    ),
                ),
                (
                    "revision",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="修订次数"),
                ),
                (
                    "created_at",
                    models.DateTimeField(blank=True, editable=False, verbose_name="建立时间"),
                ),
                (
                    "updated_at",
                    models.DateTimeField(blank=True, editable=False, verbose_name="最近修改"),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="首次发布时间"
                    ),
                ),
                (
                    "reviewed_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="最近审定时间"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        blank=True,
                        help_text="网址中的名字，用拼音；留空时自动生成。改动后旧网址会自动转到新网址。",
                        max_length=120,
                        verbose_name="网址名",
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="标题")),
                (
                    "introduction",
                    models.TextField(
                        blank=True, help_text="提问之前的引言，每段一行。", verbose_name="导语"
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="撰稿人",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="sources.source",
                        verbose_name="出处",
                    ),
                ),
            ],
            options={
                "verbose_name": "访谈的历史",
                "verbose_name_plural": "historical 访谈",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Interview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                        editable=False,
                        max_length=10,
                        verbose_name="发布状态",
                    ),
                ),
                (
                    "revision",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="修订次数"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="建立时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="最近修改")),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="首次发布时间"
                    ),
                ),
                (
                    "reviewed_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="最近审定时间"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        blank=True,
                        help_text="网址中的名字，用拼音；留空时自动生成。改动后旧网址会自动转到新网址。",
                        max_length=120,
                        unique=True,
                        verbose_name="网址名",
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="标题")),
                (
                    "introduction",
                    models.TextField(
                        blank=True, help_text="提问之前的引言，每段一行。", verbose_name="导语"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="撰稿人",
                    ),
                ),
                (
                    "guests",
                    models.ManyToManyField(
                        related_name="interviews",
                        through="interviews.Appearance",
                        to="interviews.guest",
                        verbose_name="嘉宾",
                    ),
                ),
                (
                    "source",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interview",
                        to="sources.source",
                        verbose_name="出处",
                    ),
                ),
            ],
            options={
                "verbose_name": "访谈",
                "verbose_name_plural": "访谈",
                "ordering": ("-source__published", "title"),
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["draft", "first", "second", "final", "published", "archived"],
                            )
                        ),
                        name="interviews_interview_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="interviews_interview_published_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalQuestion",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        help_text="用于网址中的 #q 编号，定后不改。", verbose_name="编号"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="次序")),
                (
                    "text",
                    models.TextField(
                        blank=True, help_text="通篇独白、没有提问时留空。", verbose_name="提问"
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "interview",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="interviews.interview",
                        verbose_name="访谈",
                    ),
                ),
            ],
            options={
                "verbose_name": "提问的历史",
                "verbose_name_plural": "historical 提问",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAppearance",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("zone_official", "高新区干部"),
                            ("enterprise_secretary", "企业党组织书记"),
                            ("enterprise_head", "企业负责人"),
                            ("scholar", "专家学者"),
                            ("other", "其他"),
                        ],
                        default="other",
                        max_length=20,
                        verbose_name="嘉宾类型",
                    ),
                ),
                (
                    "posts_as_given",
                    models.CharField(
                        blank=True,
                        help_text="照录文中的写法。",
                        max_length=300,
                        verbose_name="文中所列职务",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="次序")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "guest",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="interviews.guest",
                        verbose_name="嘉宾",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="文中没有说明就留空。",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="zones.zone",
                        verbose_name="代表的高新区",
                    ),
                ),
                (
                    "interview",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="interviews.interview",
                        verbose_name="访谈",
                    ),
                ),
            ],
            options={
                "verbose_name": "出场的历史",
                "verbose_name_plural": "historical 出场嘉宾",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="appearance",
            name="interview",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="appearances",
                to="interviews.interview",
                verbose_name="访谈",
            ),
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        help_text="用于网址中的 #q 编号，定后不改。", verbose_name="编号"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="次序")),
                (
                    "text",
                    models.TextField(
                        blank=True, help_text="通篇独白、没有提问时留空。", verbose_name="提问"
                    ),
                ),
                (
                    "interview",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="interviews.interview",
                        verbose_name="访谈",
                    ),
                ),
            ],
            options={
                "verbose_name": "提问",
                "verbose_name_plural": "提问",
                "ordering": ("interview", "position", "number"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("interview", "number"), name="interviews_question_numbered_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAnswer",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        help_text="用于网址中的 #a 编号，定后不改。", verbose_name="编号"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="次序")),
                ("text", models.TextField(help_text="每段一行。", verbose_name="回答")),
                (
                    "paragraph_numbers",
                    models.JSONField(default=list, editable=False, verbose_name="段落编号"),
                ),
                (
                    "last_paragraph",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="用过的最大段号"
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "appearance",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="interviews.appearance",
                        verbose_name="回答者",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "interview",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="interviews.interview",
                        verbose_name="访谈",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="interviews.question",
                        verbose_name="提问",
                    ),
                ),
            ],
            options={
                "verbose_name": "回答的历史",
                "verbose_name_plural": "historical 回答",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        help_text="用于网址中的 #a 编号，定后不改。", verbose_name="编号"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="次序")),
                ("text", models.TextField(help_text="每段一行。", verbose_name="回答")),
                (
                    "paragraph_numbers",
                    models.JSONField(default=list, editable=False, verbose_name="段落编号"),
                ),
                (
                    "last_paragraph",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="用过的最大段号"
                    ),
                ),
                (
                    "appearance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="interviews.appearance",
                        verbose_name="回答者",
                    ),
                ),
                (
                    "interview",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="interviews.interview",
                        verbose_name="访谈",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="interviews.question",
                        verbose_name="提问",
                    ),
                ),
            ],
            options={
                "verbose_name": "回答",
                "verbose_name_plural": "回答",
                "ordering": ("interview", "question__position", "position", "number"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("interview", "number"), name="interviews_answer_numbered_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="interviews_answer_text_given",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="appearance",
            constraint=models.UniqueConstraint(
                fields=("interview", "guest"), name="interviews_appearance_once"
            ),
        ),
    ]
