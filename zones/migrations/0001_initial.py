import django.core.validators
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
    ]

    operations = [
        migrations.CreateModel(
            name="Alliance",
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
                ("name", models.CharField(max_length=200, unique=True, verbose_name="名称")),
                ("short_name", models.CharField(blank=True, max_length=100, verbose_name="简称")),
                (
                    "founded",
                    editorial.fields.PartialDateField(
                        blank=True,
                        help_text="知道到哪一级就写到哪一级：2020、2020-09 或 2020-11-17。",
                        verbose_name="成立时间",
                    ),
                ),
                (
                    "dissolved",
                    editorial.fields.PartialDateField(
                        blank=True,
                        help_text="知道到哪一级就写到哪一级：2020、2020-09 或 2020-11-17。",
                        verbose_name="终止时间",
                    ),
                ),
                ("introduction", models.TextField(blank=True, verbose_name="简介")),
                (
                    "term_years",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="每届任期（年）"
                    ),
                ),
                (
                    "plenary_per_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="每年全体会议（至少，次）"
                    ),
                ),
                (
                    "executive_per_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="每年执委会会议（至少，次）"
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
            ],
            options={
                "verbose_name": "党建联盟",
                "verbose_name_plural": "党建联盟",
                "ordering": ("-founded", "name"),
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["draft", "first", "second", "final", "published", "archived"],
                            )
                        ),
                        name="zones_alliance_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="zones_alliance_published_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("founded__length__in", (0, 4, 7, 10)),
                            ("dissolved__length__in", (0, 4, 7, 10)),
                        ),
                        name="zones_alliance_founded_dissolved_shape",
                        violation_error_message="日期请写成 2020、2020-09 或 2020-11-17。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AllianceProvision",
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
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="次序")),
                ("heading", models.CharField(max_length=100, verbose_name="条目")),
                ("content", models.TextField(verbose_name="内容")),
                (
                    "alliance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="provisions",
                        to="zones.alliance",
                        verbose_name="党建联盟",
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
            ],
            options={
                "verbose_name": "章程条目",
                "verbose_name_plural": "章程条目",
                "ordering": ("alliance", "position", "pk"),
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("quote", ""), _negated=True),
                        name="zones_allianceprovision_quote_given",
                    ),
                    models.UniqueConstraint(
                        fields=("alliance", "heading"), name="zones_allianceprovision_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AlliancePublication",
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
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="次序")),
                ("title", models.CharField(max_length=200, verbose_name="名称")),
                ("kind", models.CharField(blank=True, max_length=50, verbose_name="类型")),
                (
                    "date",
                    editorial.fields.PartialDateField(
                        blank=True,
                        help_text="知道到哪一级就写到哪一级：2020、2020-09 或 2020-11-17。",
                        verbose_name="日期",
                    ),
                ),
                (
                    "alliance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="publications",
                        to="zones.alliance",
                        verbose_name="党建联盟",
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
            ],
            options={
                "verbose_name": "出版物与资料",
                "verbose_name_plural": "出版物与资料",
                "ordering": ("alliance", "position", "pk"),
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("quote", ""), _negated=True),
                        name="zones_alliancepublication_quote_given",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("date__length__in", (0, 4, 7, 10))),
                        name="zones_alliancepublication_date_shape",
                        violation_error_message="日期请写成 2020、2020-09 或 2020-11-17。",
                    ),
                    models.UniqueConstraint(
                        fields=("alliance", "title"), name="zones_alliancepublication_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAlliance",
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
                ("name", models.CharField(db_index=True, max_length=200, verbose_name="名称")),
                ("short_name", models.CharField(blank=True, max_length=100, verbose_name="简称")),
                (
                    "founded",
                    editorial.fields.PartialDateField(
                        blank=True,
                        help_text="知道到哪一级就写到哪一级：2020、2020-09 或 2020-11-17。",
                        verbose_name="成立时间",
                    ),
                ),
                (
                    "dissolved",
                    editorial.fields.PartialDateField(
                        blank=True,
                        help_text="知道到哪一级就写到哪一级：2020、2020-09 或 2020-11-17。",
                        verbose_name="终止时间",
                    ),
                ),
                ("introduction", models.TextField(blank=True, verbose_name="简介")),
                (
                    "term_years",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="每届任期（年）"
                    ),
                ),
                (
                    "plenary_per_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="每年全体会议（至少，次）"
                    ),
                ),
                (
                    "executive_per_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="每年执委会会议（至少，次）"
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
            ],
            options={
                "verbose_name": "党建联盟的历史",
                "verbose_name_plural": "historical 党建联盟",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAllianceProvision",
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
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="次序")),
                ("heading", models.CharField(max_length=100, verbose_name="条目")),
                ("content", models.TextField(verbose_name="内容")),
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
                    "alliance",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="zones.alliance",
                        verbose_name="党建联盟",
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
                "verbose_name": "章程条目的历史",
                "verbose_name_plural": "historical 章程条目",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAlliancePublication",
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
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="次序")),
                ("title", models.CharField(max_length=200, verbose_name="名称")),
                ("kind", models.CharField(blank=True, max_length=50, verbose_name="类型")),
                (
                    "date",
                    editorial.fields.PartialDateField(
                        blank=True,
                        help_text="知道到哪一级就写到哪一级：2020、2020-09 或 2020-11-17。",
                        verbose_name="日期",
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
                    "alliance",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="zones.alliance",
                        verbose_name="党建联盟",
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
                "verbose_name": "联盟出版物的历史",
                "verbose_name_plural": "historical 出版物与资料",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalZone",
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
                ("name", models.CharField(db_index=True, max_length=100, verbose_name="全称")),
                ("short_name", models.CharField(db_index=True, max_length=50, verbose_name="简称")),
                (
                    "other_names",
                    editorial.fields.LinesField(
                        blank=True,
                        default=list,
                        help_text="每行一个，例如文章里用过的叫法。",
                        verbose_name="其他名称",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[("national", "国家级"), ("provincial", "省级")],
                        default="national",
                        max_length=10,
                        verbose_name="级别",
                    ),
                ),
                (
                    "province",
                    models.CharField(
                        choices=[
                            ("11", "北京市"),
                            ("12", "天津市"),
                            ("13", "河北省"),
                            ("14", "山西省"),
                            ("15", "内蒙古自治区"),
                            ("21", "辽宁省"),
                            ("22", "吉林省"),
                            ("23", "黑龙江省"),
                            ("31", "上海市"),
                            ("32", "江苏省"),
                            ("33", "浙江省"),
                            ("34", "安徽省"),
                            ("35", "福建省"),
                            ("36", "江西省"),
                            ("37", "山东省"),
                            ("41", "河南省"),
                            ("42", "湖北省"),
                            ("43", "湖南省"),
                            ("44", "广东省"),
                            ("45", "广西壮族自治区"),
                            ("46", "海南省"),
                            ("50", "重庆市"),
                            ("51", "四川省"),
                            ("52", "贵州省"),
                            ("53", "云南省"),
                            ("54", "西藏自治区"),
                            ("61", "陕西省"),
                            ("62", "甘肃省"),
                            ("63", "青海省"),
                            ("64", "宁夏回族自治区"),
                            ("65", "新疆维吾尔自治区"),
                            ("71", "台湾省"),
                            ("81", "香港特别行政区"),
                            ("82", "澳门特别行政区"),
                        ],
                        db_index=True,
                        help_text="GB/T 2260 代码。",
                        max_length=2,
                        verbose_name="省份",
                    ),
                ),
                ("city", models.CharField(blank=True, max_length=50, verbose_name="城市")),
                (
                    "approved_year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="批准为现级别高新区的年份。",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1985),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="批准年份",
                    ),
                ),
                (
                    "industries",
                    editorial.fields.LinesField(
                        blank=True, default=list, help_text="每行一个。", verbose_name="主导产业"
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="地址")),
                ("website", models.URLField(blank=True, verbose_name="网站")),
                ("introduction", models.TextField(blank=True, verbose_name="简介")),
                (
                    "confidence",
                    models.CharField(
                        choices=[("high", "可靠"), ("medium", "待核"), ("low", "存疑")],
                        default="medium",
                        help_text="这一行基本信息的可靠程度，只给编辑看。",
                        max_length=10,
                        verbose_name="数据把握",
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
            ],
            options={
                "verbose_name": "高新区的历史",
                "verbose_name_plural": "historical 高新区",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HostUnit",
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
                    "quote",
                    models.TextField(
                        blank=True, help_text="出处中提到它的原话，一字不差。", verbose_name="原文"
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True, help_text="推定、存疑之处写在这里。", verbose_name="编者说明"
                    ),
                ),
                ("name", models.CharField(max_length=200, unique=True, verbose_name="名称")),
                ("short_name", models.CharField(blank=True, max_length=100, verbose_name="简称")),
                (
                    "other_names",
                    editorial.fields.LinesField(
                        blank=True, default=list, help_text="每行一个。", verbose_name="其他名称"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("enterprise", "企业"),
                            ("park", "园区"),
                            ("building", "楼宇"),
                            ("incubator", "孵化器与众创空间"),
                            ("association", "社会组织"),
                            ("institution", "机关事业单位"),
                        ],
                        default="enterprise",
                        max_length=12,
                        verbose_name="类型",
                    ),
                ),
                (
                    "ownership",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("state", "国有"),
                            ("private", "民营"),
                            ("foreign", "外资"),
                            ("mixed", "混合所有制"),
                        ],
                        max_length=10,
                        verbose_name="所有制",
                    ),
                ),
                ("size", models.CharField(blank=True, max_length=100, verbose_name="规模")),
                ("industry", models.CharField(blank=True, max_length=100, verbose_name="行业")),
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
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sources.source",
                        verbose_name="出处",
                    ),
                ),
            ],
            options={
                "verbose_name": "依托单位",
                "verbose_name_plural": "依托单位",
                "ordering": ("name",),
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["draft", "first", "second", "final", "published", "archived"],
                            )
                        ),
                        name="zones_hostunit_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="zones_hostunit_published_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganizationUnit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="organization_links",
                        to="zones.hostunit",
                        verbose_name="依托单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "依托单位",
                "verbose_name_plural": "依托单位",
            },
        ),
        migrations.CreateModel(
            name="PartyOrganization",
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
                (
                    "quote",
                    models.TextField(
                        blank=True, help_text="出处中提到它的原话，一字不差。", verbose_name="原文"
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True, help_text="推定、存疑之处写在这里。", verbose_name="编者说明"
                    ),
                ),
                ("name", models.CharField(max_length=200, unique=True, verbose_name="名称")),
                ("short_name", models.CharField(blank=True, max_length=100, verbose_name="简称")),
                (
                    "other_names",
                    editorial.fields.LinesField(
                        blank=True,
                        default=list,
                        help_text="每行一个。",
                        verbose_name="其他名称与曾用名",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("local_committee", "地方党委"),
                            ("work_committee", "党工委"),
                            ("two_new_committee", "两新工委/综合党工委"),
                            ("leading_group", "党组"),
                            ("committee", "党委"),
                            ("organ_committee", "机关党委"),
                            ("general_committee", "综合党委"),
                            ("industry_committee", "行业党委"),
                            ("general_branch", "党总支"),
                            ("branch", "党支部"),
                            ("joint_branch", "联合党支部"),
                            ("mobile_branch", "流动党员党支部"),
                            ("temporary_branch", "临时党支部"),
                            ("functional", "功能型党组织"),
                            ("agency", "工作机构"),
                        ],
                        db_index=True,
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                (
                    "established",
                    editorial.fields.PartialDateField(
                        blank=True,
                        help_text="知道到哪一级就写到哪一级：2020、2020-09 或 2020-11-17。",
                        verbose_name="成立时间",
                    ),
                ),
                (
                    "dissolved",
                    editorial.fields.PartialDateField(
                        blank=True,
                        help_text="知道到哪一级就写到哪一级：2020、2020-09 或 2020-11-17。",
                        verbose_name="撤销或更名时间",
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
                    "hosted_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="功能型党组织依托于哪个组织（不是隶属关系）。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hosts",
                        to="zones.partyorganization",
                        verbose_name="依托组织",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="zones.partyorganization",
                        verbose_name="上级组织",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sources.source",
                        verbose_name="出处",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        help_text="更名或合并后的组织。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to="zones.partyorganization",
                        verbose_name="后继组织",
                    ),
                ),
                (
                    "units",
                    models.ManyToManyField(
                        related_name="organizations",
                        through="zones.OrganizationUnit",
                        to="zones.hostunit",
                        verbose_name="依托单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "党组织",
                "verbose_name_plural": "党组织",
                "ordering": ("zone", "name"),
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["draft", "first", "second", "final", "published", "archived"],
                            )
                        ),
                        name="zones_partyorganization_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="zones_partyorganization_published_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent__isnull", True),
                            models.Q(("parent", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="zones_partyorganization_not_its_own_parent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("established__length__in", (0, 4, 7, 10)),
                            ("dissolved__length__in", (0, 4, 7, 10)),
                        ),
                        name="zones_partyorganization_established_dissolved_shape",
                        violation_error_message="日期请写成 2020、2020-09 或 2020-11-17。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "local_committee",
                                    "work_committee",
                                    "two_new_committee",
                                    "leading_group",
                                    "committee",
                                    "organ_committee",
                                    "general_committee",
                                    "industry_committee",
                                    "general_branch",
                                    "branch",
                                    "joint_branch",
                                    "mobile_branch",
                                    "temporary_branch",
                                    "functional",
                                    "agency",
                                ],
                            )
                        ),
                        name="zones_partyorganization_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("hosted_by__isnull", True), ("kind", "functional"), _connector="OR"
                        ),
                        name="zones_partyorganization_only_functional_is_hosted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent__isnull", True),
                            models.Q(("kind", "functional"), _negated=True),
                            _connector="OR",
                        ),
                        name="zones_partyorganization_functional_not_under",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dissolved", ""),
                            ("established", ""),
                            ("dissolved__gte", models.F("established")),
                            _connector="OR",
                        ),
                        name="zones_partyorganization_dates_in_order",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="organizationunit",
            name="organization",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="unit_links",
                to="zones.partyorganization",
                verbose_name="党组织",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalOrganizationUnit",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
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
                    "unit",
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
            ],
            options={
                "verbose_name": "依托关系的历史",
                "verbose_name_plural": "historical 依托单位",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Zone",
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
                ("name", models.CharField(max_length=100, unique=True, verbose_name="全称")),
                ("short_name", models.CharField(max_length=50, unique=True, verbose_name="简称")),
                (
                    "other_names",
                    editorial.fields.LinesField(
                        blank=True,
                        default=list,
                        help_text="每行一个，例如文章里用过的叫法。",
                        verbose_name="其他名称",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[("national", "国家级"), ("provincial", "省级")],
                        default="national",
                        max_length=10,
                        verbose_name="级别",
                    ),
                ),
                (
                    "province",
                    models.CharField(
                        choices=[
                            ("11", "北京市"),
                            ("12", "天津市"),
                            ("13", "河北省"),
                            ("14", "山西省"),
                            ("15", "内蒙古自治区"),
                            ("21", "辽宁省"),
                            ("22", "吉林省"),
                            ("23", "黑龙江省"),
                            ("31", "上海市"),
                            ("32", "江苏省"),
                            ("33", "浙江省"),
                            ("34", "安徽省"),
                            ("35", "福建省"),
                            ("36", "江西省"),
                            ("37", "山东省"),
                            ("41", "河南省"),
                            ("42", "湖北省"),
                            ("43", "湖南省"),
                            ("44", "广东省"),
                            ("45", "广西壮族自治区"),
                            ("46", "海南省"),
                            ("50", "重庆市"),
                            ("51", "四川省"),
                            ("52", "贵州省"),
                            ("53", "云南省"),
                            ("54", "西藏自治区"),
                            ("61", "陕西省"),
                            ("62", "甘肃省"),
                            ("63", "青海省"),
                            ("64", "宁夏回族自治区"),
                            ("65", "新疆维吾尔自治区"),
                            ("71", "台湾省"),
                            ("81", "香港特别行政区"),
                            ("82", "澳门特别行政区"),
                        ],
                        db_index=True,
                        help_text="GB/T 2260 代码。",
                        max_length=2,
                        verbose_name="省份",
                    ),
                ),
                ("city", models.CharField(blank=True, max_length=50, verbose_name="城市")),
                (
                    "approved_year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="批准为现级别高新区的年份。",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1985),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="批准年份",
                    ),
                ),
                (
                    "industries",
                    editorial.fields.LinesField(
                        blank=True, default=list, help_text="每行一个。", verbose_name="主导产业"
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="地址")),
                ("website", models.URLField(blank=True, verbose_name="网站")),
                ("introduction", models.TextField(blank=True, verbose_name="简介")),
                (
                    "confidence",
                    models.CharField(
                        choices=[("high", "可靠"), ("medium", "待核"), ("low", "存疑")],
                        default="medium",
                        help_text="这一行基本信息的可靠程度，只给编辑看。",
                        max_length=10,
                        verbose_name="数据把握",
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
            ],
            options={
                "verbose_name": "高新区",
                "verbose_name_plural": "高新区",
                "ordering": ("province", "approved_year", "short_name"),
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["draft", "first", "second", "final", "published", "archived"],
                            )
                        ),
                        name="zones_zone_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="zones_zone_published_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "province__in",
                                [
                                    "11",
                                    "12",
                                    "13",
                                    "14",
                                    "15",
                                    "21",
                                    "22",
                                    "23",
                                    "31",
                                    "32",
                                    "33",
                                    "34",
                                    "35",
                                    "36",
                                    "37",
                                    "41",
                                    "42",
                                    "43",
                                    "44",
                                    "45",
                                    "46",
                                    "50",
                                    "51",
                                    "52",
                                    "53",
                                    "54",
                                    "61",
                                    "62",
                                    "63",
                                    "64",
                                    "65",
                                    "71",
                                    "81",
                                    "82",
                                ],
                            )
                        ),
                        name="zones_zone_province_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_year__isnull", True),
                            ("approved_year__range", (1985, 2100)),
                            _connector="OR",
                        ),
                        name="zones_zone_approved_year_sane",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="partyorganization",
            name="zone",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="organizations",
                to="zones.zone",
                verbose_name="所属高新区",
            ),
        ),
        migrations.AddField(
            model_name="hostunit",
            name="zone",
            field=models.ForeignKey(
                blank=True,
                help_text="出处没有说明就留空。",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="host_units",
                to="zones.zone",
                verbose_name="所在高新区",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalZoneTitle",
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
                ("name", models.CharField(max_length=100, verbose_name="称号")),
                (
                    "awarded",
                    editorial.fields.PartialDateField(
                        blank=True,
                        help_text="知道到哪一级就写到哪一级：2020、2020-09 或 2020-11-17。",
                        verbose_name="获得时间",
                    ),
                ),
                (
                    "awarded_words",
                    models.CharField(
                        blank=True,
                        help_text="相对的说法照录，例如“今年”。",
                        max_length=50,
                        verbose_name="原文中的时间",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
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
                (
                    "zone",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="zones.zone",
                        verbose_name="高新区",
                    ),
                ),
            ],
            options={
                "verbose_name": "称号的历史",
                "verbose_name_plural": "historical 称号",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPartyOrganization",
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
                (
                    "quote",
                    models.TextField(
                        blank=True, help_text="出处中提到它的原话，一字不差。", verbose_name="原文"
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True, help_text="推定、存疑之处写在这里。", verbose_name="编者说明"
                    ),
                ),
                ("name", models.CharField(db_index=True, max_length=200, verbose_name="名称")),
                ("short_name", models.CharField(blank=True, max_length=100, verbose_name="简称")),
                (
                    "other_names",
                    editorial.fields.LinesField(
                        blank=True,
                        default=list,
                        help_text="每行一个。",
                        verbose_name="其他名称与曾用名",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("local_committee", "地方党委"),
                            ("work_committee", "党工委"),
                            ("two_new_committee", "两新工委/综合党工委"),
                            ("leading_group", "党组"),
                            ("committee", "党委"),
                            ("organ_committee", "机关党委"),
                            ("general_committee", "综合党委"),
                            ("industry_committee", "行业党委"),
                            ("general_branch", "党总支"),
                            ("branch", "党支部"),
                            ("joint_branch", "联合党支部"),
                            ("mobile_branch", "流动党员党支部"),
                            ("temporary_branch", "临时党支部"),
                            ("functional", "功能型党组织"),
                            ("agency", "工作机构"),
                        ],
                        db_index=True,
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                (
                    "established",
                    editorial.fields.PartialDateField(
                        blank=True,
                        help_text="知道到哪一级就写到哪一级：2020、2020-09 或 2020-11-17。",
                        verbose_name="成立时间",
                    ),
                ),
                (
                    "dissolved",
                    editorial.fields.PartialDateField(
                        blank=True,
                        help_text="知道到哪一级就写到哪一级：2020、2020-09 或 2020-11-17。",
                        verbose_name="撤销或更名时间",
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
                (
                    "hosted_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="功能型党组织依托于哪个组织（不是隶属关系）。",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="zones.partyorganization",
                        verbose_name="依托组织",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="zones.partyorganization",
                        verbose_name="上级组织",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="更名或合并后的组织。",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="zones.partyorganization",
                        verbose_name="后继组织",
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="zones.zone",
                        verbose_name="所属高新区",
                    ),
                ),
            ],
            options={
                "verbose_name": "党组织的历史",
                "verbose_name_plural": "historical 党组织",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalHostUnit",
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
                    "quote",
                    models.TextField(
                        blank=True, help_text="出处中提到它的原话，一字不差。", verbose_name="原文"
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True, help_text="推定、存疑之处写在这里。", verbose_name="编者说明"
                    ),
                ),
                ("name", models.CharField(db_index=True, max_length=200, verbose_name="名称")),
                ("short_name", models.CharField(blank=True, max_length=100, verbose_name="简称")),
                (
                    "other_names",
                    editorial.fields.LinesField(
                        blank=True, default=list, help_text="每行一个。", verbose_name="其他名称"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("enterprise", "企业"),
                            ("park", "园区"),
                            ("building", "楼宇"),
                            ("incubator", "孵化器与众创空间"),
                            ("association", "社会组织"),
                            ("institution", "机关事业单位"),
                        ],
                        default="enterprise",
                        max_length=12,
                        verbose_name="类型",
                    ),
                ),
                (
                    "ownership",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("state", "国有"),
                            ("private", "民营"),
                            ("foreign", "外资"),
                            ("mixed", "混合所有制"),
                        ],
                        max_length=10,
                        verbose_name="所有制",
                    ),
                ),
                ("size", models.CharField(blank=True, max_length=100, verbose_name="规模")),
                ("industry", models.CharField(blank=True, max_length=100, verbose_name="行业")),
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
                (
                    "zone",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="出处没有说明就留空。",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="zones.zone",
                        verbose_name="所在高新区",
                    ),
                ),
            ],
            options={
                "verbose_name": "依托单位的历史",
                "verbose_name_plural": "historical 依托单位",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAllianceMember",
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
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="次序")),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="不是某一个高新区时填写，例如“其他31家高新区”。",
                        max_length=100,
                        verbose_name="名称",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("chair", "主任单位"),
                            ("vice_chair", "副主任单位"),
                            ("founder", "发起单位"),
                            ("member", "成员单位"),
                        ],
                        default="member",
                        max_length=10,
                        verbose_name="身份",
                    ),
                ),
                ("count", models.PositiveSmallIntegerField(default=1, verbose_name="家数")),
                (
                    "joined",
                    editorial.fields.PartialDateField(
                        blank=True,
                        help_text="知道到哪一级就写到哪一级：2020、2020-09 或 2020-11-17。",
                        verbose_name="加入时间",
                    ),
                ),
                (
                    "left",
                    editorial.fields.PartialDateField(
                        blank=True,
                        help_text="知道到哪一级就写到哪一级：2020、2020-09 或 2020-11-17。",
                        verbose_name="退出时间",
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
                    "alliance",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="zones.alliance",
                        verbose_name="党建联盟",
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
                (
                    "zone",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="zones.zone",
                        verbose_name="高新区",
                    ),
                ),
            ],
            options={
                "verbose_name": "联盟成员的历史",
                "verbose_name_plural": "historical 成员",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAllianceMeeting",
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
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="次序")),
                ("name", models.CharField(max_length=100, verbose_name="名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[("plenary", "联席会议"), ("executive", "执委会会议")],
                        default="plenary",
                        max_length=10,
                        verbose_name="类型",
                    ),
                ),
                (
                    "date",
                    editorial.fields.PartialDateField(
                        blank=True,
                        help_text="知道到哪一级就写到哪一级：2020、2020-09 或 2020-11-17。",
                        verbose_name="日期",
                    ),
                ),
                (
                    "end_date",
                    editorial.fields.PartialDateField(
                        blank=True,
                        help_text="知道到哪一级就写到哪一级：2020、2020-09 或 2020-11-17。",
                        verbose_name="结束日期",
                    ),
                ),
                (
                    "date_words",
                    models.CharField(blank=True, max_length=50, verbose_name="原文中的时间"),
                ),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="地点")),
                (
                    "planned",
                    models.BooleanField(
                        default=False, help_text="出处只说将要召开。", verbose_name="计划中"
                    ),
                ),
                ("decided", models.TextField(blank=True, verbose_name="议定事项")),
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
                    "alliance",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="zones.alliance",
                        verbose_name="党建联盟",
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
                (
                    "host",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="zones.zone",
                        verbose_name="承办高新区",
                    ),
                ),
            ],
            options={
                "verbose_name": "联盟会议的历史",
                "verbose_name_plural": "historical 会议",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="AllianceMember",
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
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="次序")),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="不是某一个高新区时填写，例如“其他31家高新区”。",
                        max_length=100,
                        verbose_name="名称",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("chair", "主任单位"),
                            ("vice_chair", "副主任单位"),
                            ("founder", "发起单位"),
                            ("member", "成员单位"),
                        ],
                        default="member",
                        max_length=10,
                        verbose_name="身份",
                    ),
                ),
                ("count", models.PositiveSmallIntegerField(default=1, verbose_name="家数")),
                (
                    "joined",
                    editorial.fields.PartialDateField(
                        blank=True,
                        help_text="知道到哪一级就写到哪一级：2020、2020-09 或 2020-11-17。",
                        verbose_name="加入时间",
                    ),
                ),
                (
                    "left",
                    editorial.fields.PartialDateField(
                        blank=True,
                        help_text="知道到哪一级就写到哪一级：2020、2020-09 或 2020-11-17。",
                        verbose_name="退出时间",
                    ),
                ),
                (
                    "alliance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="zones.alliance",
                        verbose_name="党建联盟",
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
                    "zone",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alliance_memberships",
                        to="zones.zone",
                        verbose_name="高新区",
                    ),
                ),
            ],
            options={
                "verbose_name": "成员",
                "verbose_name_plural": "成员",
                "ordering": ("alliance", "position", "pk"),
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("quote", ""), _negated=True),
                        name="zones_alliancemember_quote_given",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("joined__length__in", (0, 4, 7, 10)),
                            ("left__length__in", (0, 4, 7, 10)),
                        ),
                        name="zones_alliancemember_joined_left_shape",
                        violation_error_message="日期请写成 2020、2020-09 或 2020-11-17。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("count", 1), ("name", ""), ("zone__isnull", False)),
                            models.Q(("zone__isnull", True), models.Q(("name", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="zones_alliancemember_zone_or_name",
                        violation_error_message="请选一个高新区，或写明名称与家数，二者选一。",
                    ),
                    models.UniqueConstraint(
                        fields=("alliance", "zone", "role"), name="zones_alliancemember_zone_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        fields=("alliance", "name", "role"),
                        name="zones_alliancemember_name_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AllianceMeeting",
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
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="次序")),
                ("name", models.CharField(max_length=100, verbose_name="名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[("plenary", "联席会议"), ("executive", "执委会会议")],
                        default="plenary",
                        max_length=10,
                        verbose_name="类型",
                    ),
                ),
                (
                    "date",
                    editorial.fields.PartialDateField(
                        blank=True,
                        help_text="知道到哪一级就写到哪一级：2020、2020-09 或 2020-11-17。",
                        verbose_name="日期",
                    ),
                ),
                (
                    "end_date",
                    editorial.fields.PartialDateField(
                        blank=True,
                        help_text="知道到哪一级就写到哪一级：2020、2020-09 或 2020-11-17。",
                        verbose_name="结束日期",
                    ),
                ),
                (
                    "date_words",
                    models.CharField(blank=True, max_length=50, verbose_name="原文中的时间"),
                ),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="地点")),
                (
                    "planned",
                    models.BooleanField(
                        default=False, help_text="出处只说将要召开。", verbose_name="计划中"
                    ),
                ),
                ("decided", models.TextField(blank=True, verbose_name="议定事项")),
                (
                    "alliance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="meetings",
                        to="zones.alliance",
                        verbose_name="党建联盟",
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
                    "host",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hosted_meetings",
                        to="zones.zone",
                        verbose_name="承办高新区",
                    ),
                ),
            ],
            options={
                "verbose_name": "会议",
                "verbose_name_plural": "会议",
                "ordering": ("alliance", "date", "pk"),
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("quote", ""), _negated=True),
                        name="zones_alliancemeeting_quote_given",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date__length__in", (0, 4, 7, 10)),
                            ("end_date__length__in", (0, 4, 7, 10)),
                        ),
                        name="zones_alliancemeeting_date_end_date_shape",
                        violation_error_message="日期请写成 2020、2020-09 或 2020-11-17。",
                    ),
                    models.UniqueConstraint(
                        fields=("alliance", "name"), name="zones_alliancemeeting_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ZoneFact",
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
                ("indicator", models.CharField(max_length=100, verbose_name="指标")),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=18, null=True, verbose_name="数值"
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=30, verbose_name="单位")),
                (
                    "exactness",
                    models.CharField(
                        choices=[
                            ("exact", "准确"),
                            ("about", "约"),
                            ("over", "超过"),
                            ("odd", "余"),
                            ("under", "不足"),
                        ],
                        default="exact",
                        max_length=10,
                        verbose_name="准确程度",
                    ),
                ),
                (
                    "as_of",
                    editorial.fields.PartialDateField(
                        blank=True,
                        help_text="知道到哪一级就写到哪一级：2020、2020-09 或 2020-11-17。",
                        verbose_name="截至时间",
                    ),
                ),
                (
                    "as_of_words",
                    models.CharField(
                        blank=True,
                        help_text="相对的说法照录，例如“今年9月”。",
                        max_length=50,
                        verbose_name="原文中的时间",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="次序")),
                (
                    "part_of",
                    models.ForeignKey(
                        blank=True,
                        help_text="若是某个合计数的一部分，选那个合计数。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="zones.zonefact",
                        verbose_name="属于合计",
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
                    "zone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="facts",
                        to="zones.zone",
                        verbose_name="高新区",
                    ),
                ),
            ],
            options={
                "verbose_name": "区情数据",
                "verbose_name_plural": "区情数据",
                "ordering": ("zone", "position", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("quote", ""), _negated=True),
                        name="zones_zonefact_quote_given",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("as_of__length__in", (0, 4, 7, 10))),
                        name="zones_zonefact_as_of_shape",
                        violation_error_message="日期请写成 2020、2020-09 或 2020-11-17。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value__isnull", False)),
                        name="zones_zonefact_value_given",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("exactness__in", ["exact", "about", "over", "odd", "under"])
                        ),
                        name="zones_zonefact_exactness_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("part_of__isnull", True),
                            models.Q(("part_of", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="zones_zonefact_not_its_own_part",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalZoneFact",
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
                ("indicator", models.CharField(max_length=100, verbose_name="指标")),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=18, null=True, verbose_name="数值"
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=30, verbose_name="单位")),
                (
                    "exactness",
                    models.CharField(
                        choices=[
                            ("exact", "准确"),
                            ("about", "约"),
                            ("over", "超过"),
                            ("odd", "余"),
                            ("under", "不足"),
                        ],
                        default="exact",
                        max_length=10,
                        verbose_name="准确程度",
                    ),
                ),
                (
                    "as_of",
                    editorial.fields.PartialDateField(
                        blank=True,
                        help_text="知道到哪一级就写到哪一级：2020、2020-09 或 2020-11-17。",
                        verbose_name="截至时间",
                    ),
                ),
                (
                    "as_of_words",
                    models.CharField(
                        blank=True,
                        help_text="相对的说法照录，例如“今年9月”。",
                        max_length=50,
                        verbose_name="原文中的时间",
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
                (
                    "zone",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="zones.zone",
                        verbose_name="高新区",
                    ),
                ),
                (
                    "part_of",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="若是某个合计数的一部分，选那个合计数。",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="zones.zonefact",
                        verbose_name="属于合计",
                    ),
                ),
            ],
            options={
                "verbose_name": "区情数据的历史",
                "verbose_name_plural": "historical 区情数据",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ZoneTitle",
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
                ("name", models.CharField(max_length=100, verbose_name="称号")),
                (
                    "awarded",
                    editorial.fields.PartialDateField(
                        blank=True,
                        help_text="知道到哪一级就写到哪一级：2020、2020-09 或 2020-11-17。",
                        verbose_name="获得时间",
                    ),
                ),
                (
                    "awarded_words",
                    models.CharField(
                        blank=True,
                        help_text="相对的说法照录，例如“今年”。",
                        max_length=50,
                        verbose_name="原文中的时间",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
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
                    "zone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="titles",
                        to="zones.zone",
                        verbose_name="高新区",
                    ),
                ),
            ],
            options={
                "verbose_name": "称号",
                "verbose_name_plural": "称号",
                "ordering": ("zone", "awarded", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("quote", ""), _negated=True),
                        name="zones_zonetitle_quote_given",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("awarded__length__in", (0, 4, 7, 10))),
                        name="zones_zonetitle_awarded_shape",
                        violation_error_message="日期请写成 2020、2020-09 或 2020-11-17。",
                    ),
                    models.UniqueConstraint(fields=("zone", "name"), name="zones_zonetitle_once"),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="organizationunit",
            constraint=models.UniqueConstraint(
                fields=("organization", "unit"), name="zones_organizationunit_once"
            ),
        ),
    ]
