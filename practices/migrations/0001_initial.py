import django.core.validators
import django.db.models.deletion
import simple_history.models
import taggit.managers
from django.conf import settings
from django.db import migrations, models

import editorial.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "__first__"),
        ("interviews", "0001_initial"),
        ("sources", "0001_initial"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        ("zones", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Collection",
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
                ("title", models.CharField(max_length=150, verbose_name="标题")),
                ("introduction", models.TextField(blank=True, verbose_name="导语")),
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
                "verbose_name": "专题",
                "verbose_name_plural": "专题",
                "ordering": ("-published_at", "title"),
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["draft", "first", "second", "final", "published", "archived"],
                            )
                        ),
                        name="practices_collection_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="practices_collection_published_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCollection",
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
                ("title", models.CharField(max_length=150, verbose_name="标题")),
                ("introduction", models.TextField(blank=True, verbose_name="导语")),
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
                "verbose_name": "专题的历史",
                "verbose_name_plural": "historical 专题",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPractice",
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
                ("name", models.CharField(max_length=150, verbose_name="名称")),
                (
                    "other_names",
                    editorial.fields.LinesField(
                        blank=True, default=list, help_text="每行一个。", verbose_name="其他名称"
                    ),
                ),
                (
                    "gist",
                    models.CharField(
                        help_text="一句话说清做什么、为了什么。",
                        max_length=200,
                        verbose_name="一句话",
                    ),
                ),
                ("background", models.TextField(blank=True, verbose_name="背景")),
                (
                    "body",
                    models.TextField(
                        blank=True,
                        help_text="每段一行；可用 **加粗**、- 列表、> 引用。",
                        verbose_name="正文",
                    ),
                ),
                (
                    "started",
                    editorial.fields.PartialDateField(
                        blank=True,
                        help_text="知道到哪一级就写到哪一级：2020、2020-09 或 2020-11-17。",
                        verbose_name="开始时间",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        blank=True,
                        choices=[("pilot", "试点"), ("expanding", "推广"), ("routine", "常态化")],
                        help_text="出处没有说明就留空。",
                        max_length=10,
                        verbose_name="阶段",
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
                "verbose_name": "做法的历史",
                "verbose_name_plural": "historical 做法",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Practice",
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
                ("name", models.CharField(max_length=150, verbose_name="名称")),
                (
                    "other_names",
                    editorial.fields.LinesField(
                        blank=True, default=list, help_text="每行一个。", verbose_name="其他名称"
                    ),
                ),
                (
                    "gist",
                    models.CharField(
                        help_text="一句话说清做什么、为了什么。",
                        max_length=200,
                        verbose_name="一句话",
                    ),
                ),
                ("background", models.TextField(blank=True, verbose_name="背景")),
                (
                    "body",
                    models.TextField(
                        blank=True,
                        help_text="每段一行；可用 **加粗**、- 列表、> 引用。",
                        verbose_name="正文",
                    ),
                ),
                (
                    "started",
                    editorial.fields.PartialDateField(
                        blank=True,
                        help_text="知道到哪一级就写到哪一级：2020、2020-09 或 2020-11-17。",
                        verbose_name="开始时间",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        blank=True,
                        choices=[("pilot", "试点"), ("expanding", "推广"), ("routine", "常态化")],
                        help_text="出处没有说明就留空。",
                        max_length=10,
                        verbose_name="阶段",
                    ),
                ),
                (
                    "alliance",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="practices",
                        to="zones.alliance",
                        verbose_name="党建联盟",
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
                    "host_units",
                    models.ManyToManyField(
                        blank=True,
                        related_name="practices",
                        to="zones.hostunit",
                        verbose_name="依托单位",
                    ),
                ),
                (
                    "organizations",
                    models.ManyToManyField(
                        blank=True,
                        related_name="practices",
                        to="zones.partyorganization",
                        verbose_name="党组织",
                    ),
                ),
                (
                    "tags",
                    taggit.managers.TaggableManager(
                        blank=True,
                        help_text="用逗号隔开。",
                        through="taggit.TaggedItem",
                        to="taggit.Tag",
                        verbose_name="标签",
                    ),
                ),
                (
                    "zones",
                    models.ManyToManyField(
                        blank=True, related_name="practices", to="zones.zone", verbose_name="高新区"
                    ),
                ),
            ],
            options={
                "verbose_name": "做法",
                "verbose_name_plural": "做法",
                "ordering": ("-published_at", "name"),
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["draft", "first", "second", "final", "published", "archived"],
                            )
                        ),
                        name="practices_practice_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="practices_practice_published_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("started__length__in", (0, 4, 7, 10))),
                        name="practices_practice_started_shape",
                        violation_error_message="日期请写成 2020、2020-09 或 2020-11-17。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("gist", ""), _negated=True),
                            models.Q(("name", ""), _negated=True),
                        ),
                        name="practices_practice_named_and_told",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Outcome",
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
                (
                    "before",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=18,
                        null=True,
                        verbose_name="原先数值",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="次序")),
                (
                    "answer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(app_label)s_%(class)s_set",
                        to="interviews.answer",
                        verbose_name="所在回答",
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
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outcomes",
                        to="practices.practice",
                        verbose_name="做法",
                    ),
                ),
            ],
            options={
                "verbose_name": "成效",
                "verbose_name_plural": "成效",
                "ordering": ("practice", "position", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("quote", ""), _negated=True),
                        name="practices_outcome_quote_given",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("as_of__length__in", (0, 4, 7, 10))),
                        name="practices_outcome_as_of_shape",
                        violation_error_message="日期请写成 2020、2020-09 或 2020-11-17。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("exactness__in", ["exact", "about", "over", "odd", "under"])
                        ),
                        name="practices_outcome_exactness_known",
                    ),
                    models.UniqueConstraint(
                        fields=("practice", "indicator", "as_of"), name="practices_outcome_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Measure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="次序")),
                (
                    "label",
                    models.CharField(
                        help_text="例如“三亮”“党员亮身份”。", max_length=100, verbose_name="名称"
                    ),
                ),
                (
                    "content",
                    models.CharField(
                        blank=True,
                        help_text="例如“不忘初心”。",
                        max_length=300,
                        verbose_name="内容",
                    ),
                ),
                ("detail", models.TextField(blank=True, verbose_name="说明")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="children",
                        to="practices.measure",
                        verbose_name="上级构成",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="measures",
                        to="practices.practice",
                        verbose_name="做法",
                    ),
                ),
            ],
            options={
                "verbose_name": "构成",
                "verbose_name_plural": "构成",
                "ordering": ("practice", "position", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent__isnull", True),
                            models.Q(("parent", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="practices_measure_not_its_own_parent",
                    ),
                    models.UniqueConstraint(
                        fields=("practice", "parent", "label"),
                        name="practices_measure_labelled_once",
                        violation_error_message="同一处已有同名的构成。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("parent__isnull", True)),
                        fields=("practice", "label"),
                        name="practices_measure_top_labelled_once",
                        violation_error_message="同一处已有同名的构成。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPracticeRelation",
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
                        choices=[("includes", "包含"), ("supports", "配套"), ("draws_on", "借鉴")],
                        max_length=10,
                        verbose_name="关系",
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
                    "practice",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="practices.practice",
                        verbose_name="做法",
                    ),
                ),
                (
                    "related",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="practices.practice",
                        verbose_name="相关做法",
                    ),
                ),
            ],
            options={
                "verbose_name": "相关做法的历史",
                "verbose_name_plural": "historical 相关做法",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPractice_zones",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="practices.historicalpractice",
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="zones.zone",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="practices.practice",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalPractice_zones",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPractice_organizations",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="practices.historicalpractice",
                    ),
                ),
                (
                    "partyorganization",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="zones.partyorganization",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="practices.practice",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalPractice_organizations",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPractice_host_units",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="practices.historicalpractice",
                    ),
                ),
                (
                    "hostunit",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="zones.hostunit",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="practices.practice",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalPractice_host_units",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalOutcome",
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
                (
                    "before",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=18,
                        null=True,
                        verbose_name="原先数值",
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
                    "answer",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="interviews.answer",
                        verbose_name="所在回答",
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
                    "practice",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="practices.practice",
                        verbose_name="做法",
                    ),
                ),
            ],
            options={
                "verbose_name": "成效的历史",
                "verbose_name_plural": "historical 成效",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMeasure",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="次序")),
                (
                    "label",
                    models.CharField(
                        help_text="例如“三亮”“党员亮身份”。", max_length=100, verbose_name="名称"
                    ),
                ),
                (
                    "content",
                    models.CharField(
                        blank=True,
                        help_text="例如“不忘初心”。",
                        max_length=300,
                        verbose_name="内容",
                    ),
                ),
                ("detail", models.TextField(blank=True, verbose_name="说明")),
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
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="practices.measure",
                        verbose_name="上级构成",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="practices.practice",
                        verbose_name="做法",
                    ),
                ),
            ],
            options={
                "verbose_name": "构成的历史",
                "verbose_name_plural": "historical 构成",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCollectionItem",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="次序")),
                ("remark", models.TextField(blank=True, verbose_name="编者的话")),
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
                    "collection",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="practices.collection",
                        verbose_name="专题",
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
                    "practice",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="practices.practice",
                        verbose_name="做法",
                    ),
                ),
            ],
            options={
                "verbose_name": "专题条目的历史",
                "verbose_name_plural": "historical 专题条目",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="CollectionItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="次序")),
                ("remark", models.TextField(blank=True, verbose_name="编者的话")),
                (
                    "collection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="practices.collection",
                        verbose_name="专题",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="collection_items",
                        to="practices.practice",
                        verbose_name="做法",
                    ),
                ),
            ],
            options={
                "verbose_name": "专题条目",
                "verbose_name_plural": "专题条目",
                "ordering": ("collection", "position", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("collection", "practice"), name="practices_collectionitem_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PracticeProblem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("how", models.CharField(blank=True, max_length=200, verbose_name="怎样回应")),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="problem_links",
                        to="practices.practice",
                        verbose_name="做法",
                    ),
                ),
            ],
            options={
                "verbose_name": "回应的问题",
                "verbose_name_plural": "回应的问题",
                "ordering": ("practice", "problem__position", "problem__code"),
            },
        ),
        migrations.CreateModel(
            name="HistoricalEvidence",
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
                    "answer",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="interviews.answer",
                        verbose_name="所在回答",
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
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="佐证某一个构成时选它；佐证整个做法时留空。",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="practices.measure",
                        verbose_name="构成",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="practices.practice",
                        verbose_name="做法",
                    ),
                ),
                (
                    "problem_link",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="佐证做法怎样回应某个问题时选它。",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="practices.practiceproblem",
                        verbose_name="回应的问题",
                    ),
                ),
            ],
            options={
                "verbose_name": "佐证的历史",
                "verbose_name_plural": "historical 佐证",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Evidence",
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
                    "answer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(app_label)s_%(class)s_set",
                        to="interviews.answer",
                        verbose_name="所在回答",
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
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        help_text="佐证某一个构成时选它；佐证整个做法时留空。",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="practices.measure",
                        verbose_name="构成",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="practices.practice",
                        verbose_name="做法",
                    ),
                ),
                (
                    "problem_link",
                    models.ForeignKey(
                        blank=True,
                        help_text="佐证做法怎样回应某个问题时选它。",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="practices.practiceproblem",
                        verbose_name="回应的问题",
                    ),
                ),
            ],
            options={
                "verbose_name": "佐证",
                "verbose_name_plural": "佐证",
                "ordering": ("practice", "position", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("quote", ""), _negated=True),
                        name="practices_evidence_quote_given",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("measure__isnull", True),
                            ("problem_link__isnull", True),
                            _connector="OR",
                        ),
                        name="practices_evidence_for_one_thing",
                        violation_error_message="一条佐证只能对应一个构成或一个问题。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PracticeRelation",
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
                        choices=[("includes", "包含"), ("supports", "配套"), ("draws_on", "借鉴")],
                        max_length=10,
                        verbose_name="关系",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="relations",
                        to="practices.practice",
                        verbose_name="做法",
                    ),
                ),
                (
                    "related",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="related_from",
                        to="practices.practice",
                        verbose_name="相关做法",
                    ),
                ),
            ],
            options={
                "verbose_name": "相关做法",
                "verbose_name_plural": "相关做法",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("practice", "kind", "related"),
                        name="practices_practicerelation_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("practice", models.F("related")), _negated=True),
                        name="practices_practicerelation_not_to_itself",
                        violation_error_message="做法不能与自己相关。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Problem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="名称")),
                (
                    "alt_names",
                    editorial.fields.LinesField(
                        blank=True,
                        default=list,
                        help_text="每行一个，检索时同样有效。",
                        verbose_name="其他名称",
                    ),
                ),
                ("scope_note", models.TextField(blank=True, verbose_name="范围说明")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="次序")),
                (
                    "code",
                    models.CharField(
                        max_length=10,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^P\\d+(\\.\\d+)?$", "代码的形式是 P1 或 P1.1。"
                            )
                        ],
                        verbose_name="代码",
                    ),
                ),
                (
                    "plain_question",
                    models.CharField(
                        blank=True,
                        help_text="干部会怎样问：“老板不重视党建，怎么办？”",
                        max_length=60,
                        verbose_name="通俗说法",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="practices.problem",
                        verbose_name="上级",
                    ),
                ),
            ],
            options={
                "verbose_name": "问题类型",
                "verbose_name_plural": "问题类型",
                "ordering": ("position", "code"),
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent__isnull", True),
                            models.Q(("parent", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="practices_problem_not_its_own_parent",
                    ),
                    models.UniqueConstraint(
                        fields=("parent", "name"), name="practices_problem_named_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("parent__isnull", True)),
                        fields=("name",),
                        name="practices_problem_group_named_once",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="practiceproblem",
            name="problem",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="practice_links",
                to="practices.problem",
                verbose_name="问题类型",
            ),
        ),
        migrations.AddField(
            model_name="practice",
            name="problems",
            field=models.ManyToManyField(
                related_name="practices",
                through="practices.PracticeProblem",
                to="practices.problem",
                verbose_name="回应的问题",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalProblemStatement",
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
                    "answer",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="interviews.answer",
                        verbose_name="所在回答",
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
                    "question",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="问题由提问者提出时选它。",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="interviews.question",
                        verbose_name="所在提问",
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
                    "problem",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="practices.problem",
                        verbose_name="问题类型",
                    ),
                ),
            ],
            options={
                "verbose_name": "问题陈述的历史",
                "verbose_name_plural": "historical 问题陈述",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalProblem",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="名称")),
                (
                    "alt_names",
                    editorial.fields.LinesField(
                        blank=True,
                        default=list,
                        help_text="每行一个，检索时同样有效。",
                        verbose_name="其他名称",
                    ),
                ),
                ("scope_note", models.TextField(blank=True, verbose_name="范围说明")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="次序")),
                (
                    "code",
                    models.CharField(
                        db_index=True,
                        max_length=10,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^P\\d+(\\.\\d+)?$", "代码的形式是 P1 或 P1.1。"
                            )
                        ],
                        verbose_name="代码",
                    ),
                ),
                (
                    "plain_question",
                    models.CharField(
                        blank=True,
                        help_text="干部会怎样问：“老板不重视党建，怎么办？”",
                        max_length=60,
                        verbose_name="通俗说法",
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
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="practices.problem",
                        verbose_name="上级",
                    ),
                ),
            ],
            options={
                "verbose_name": "问题类型的历史",
                "verbose_name_plural": "historical 问题类型",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPracticeProblem",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("how", models.CharField(blank=True, max_length=200, verbose_name="怎样回应")),
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
                    "practice",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="practices.practice",
                        verbose_name="做法",
                    ),
                ),
                (
                    "problem",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="practices.problem",
                        verbose_name="问题类型",
                    ),
                ),
            ],
            options={
                "verbose_name": "回应的问题的历史",
                "verbose_name_plural": "historical 回应的问题",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ProblemStatement",
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
                (
                    "answer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(app_label)s_%(class)s_set",
                        to="interviews.answer",
                        verbose_name="所在回答",
                    ),
                ),
                (
                    "problem",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="practices.problem",
                        verbose_name="问题类型",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        blank=True,
                        help_text="问题由提问者提出时选它。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="problem_statements",
                        to="interviews.question",
                        verbose_name="所在提问",
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
                "verbose_name": "问题陈述",
                "verbose_name_plural": "问题陈述",
                "ordering": ("problem", "start", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("quote", ""), _negated=True),
                        name="practices_problemstatement_quote_given",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answer__isnull", True), ("question__isnull", True), _connector="OR"
                        ),
                        name="practices_problemstatement_one_speaker",
                        violation_error_message="问题陈述要么在回答里，要么在提问里，请只选一个。",
                    ),
                    models.UniqueConstraint(
                        fields=("problem", "source", "start"),
                        name="practices_problemstatement_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Theme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="名称")),
                (
                    "alt_names",
                    editorial.fields.LinesField(
                        blank=True,
                        default=list,
                        help_text="每行一个，检索时同样有效。",
                        verbose_name="其他名称",
                    ),
                ),
                ("scope_note", models.TextField(blank=True, verbose_name="范围说明")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="次序")),
                (
                    "code",
                    models.CharField(
                        max_length=10,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^T\\d+(\\.\\d+)?$", "代码的形式是 T1 或 T1.1。"
                            )
                        ],
                        verbose_name="代码",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="practices.theme",
                        verbose_name="上级",
                    ),
                ),
            ],
            options={
                "verbose_name": "主题",
                "verbose_name_plural": "主题",
                "ordering": ("position", "code"),
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent__isnull", True),
                            models.Q(("parent", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="practices_theme_not_its_own_parent",
                    ),
                    models.UniqueConstraint(
                        fields=("parent", "name"), name="practices_theme_named_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("parent__isnull", True)),
                        fields=("name",),
                        name="practices_theme_group_named_once",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="practice",
            name="themes",
            field=models.ManyToManyField(
                blank=True, related_name="practices", to="practices.theme", verbose_name="主题"
            ),
        ),
        migrations.CreateModel(
            name="HistoricalTheme",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="名称")),
                (
                    "alt_names",
                    editorial.fields.LinesField(
                        blank=True,
                        default=list,
                        help_text="每行一个，检索时同样有效。",
                        verbose_name="其他名称",
                    ),
                ),
                ("scope_note", models.TextField(blank=True, verbose_name="范围说明")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="次序")),
                (
                    "code",
                    models.CharField(
                        db_index=True,
                        max_length=10,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^T\\d+(\\.\\d+)?$", "代码的形式是 T1 或 T1.1。"
                            )
                        ],
                        verbose_name="代码",
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
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="practices.theme",
                        verbose_name="上级",
                    ),
                ),
            ],
            options={
                "verbose_name": "主题的历史",
                "verbose_name_plural": "historical 主题",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPractice_themes",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="practices.historicalpractice",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="practices.practice",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="practices.theme",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalPractice_themes",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddConstraint(
            model_name="practiceproblem",
            constraint=models.UniqueConstraint(
                fields=("practice", "problem"), name="practices_practiceproblem_once"
            ),
        ),
    ]
