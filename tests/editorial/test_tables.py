"""Tables of records: what is exported comes back unchanged, and files cannot do harm."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from django.urls import reverse

from editorial.models import AuditEntry
from editorial.tables import reading, workbooks
from editorial.tables.cells import TOO_LONG, BadCell, guarded, items_of, joined, unguarded
from editorial.tables.columns import Flag, Number, PartialDate
from editorial.tables.comparing import Comparison
from editorial.tables.declaring import table_named, tables
from editorial.tables.workbooks import Unreadable
from editorial.tables.writing import lines_of, write_csv, write_xlsx
from practices.models import Practice
from tests.editorial.desk import staff
from tests.factories import (
    AllianceFactory,
    AppointmentFactory,
    EditorFactory,
    EvidenceFactory,
    GuestFactory,
    HostUnitFactory,
    PartyOrganizationFactory,
    PracticeFactory,
    PracticeProblemFactory,
    ProblemFactory,
    ThemeFactory,
    ZoneFactFactory,
    ZoneFactory,
)

NAMES = (
    "zones",
    "facts",
    "organizations",
    "units",
    "guests",
    "appointments",
    "practices",
    "problems",
    "themes",
    "tags",
)
# What a spreadsheet would take for a formula, and what looks like our own way out of that.
DANGEROUS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "'=1", "''=1", "'", "_x0041_", "=HYPERLINK()")


def everything() -> None:
    """Make records of all tables, with all kinds of cells filled."""
    zone = ZoneFactory(
        other_names=["临江", "江区、北区"],
        industries=["机器人"],
        website="https://example.org/",
        introduction="第一段。\n第二段。",
        approved_year=None,
    )
    total = ZoneFactFactory(zone=zone, value="1079.5", exactness="over", published=True)
    ZoneFactFactory(zone=zone, part_of=total, value="-3")
    units = [HostUnitFactory(zone=zone, ownership="private"), HostUnitFactory(name="甲、乙公司")]
    above = PartyOrganizationFactory(zone=zone)
    organization = PartyOrganizationFactory(parent=above, units=units, established="2020-09")
    guest = GuestFactory(distinction="临江", other_names=["张健"])
    AppointmentFactory(guest=guest, organization=organization, start_date="2019")
    AppointmentFactory(organization=None, host_unit=units[1])
    themes = [ThemeFactory(alt_names=["党建"], scope_note="说明。"), ThemeFactory(deprecated=True)]
    practice = PracticeFactory(
        zones=[zone, ZoneFactory(published=True)],
        organizations=[organization],
        host_units=units,
        themes=themes,
        tags=["产业链", "甲、乙", "AI"],
        alliance=AllianceFactory(),
        stage="pilot",
        background="- 列表\n- 又一项",
        body="=不是公式",
        published=True,
    )
    for _ in range(2):
        PracticeProblemFactory(practice=practice, problem=ProblemFactory())
    PracticeFactory(name="-三亮", gist="@一句话", started="", other_names=DANGEROUS[:4])


def written(name: str, kind: str) -> io.BytesIO:
    table = table_named(name)
    pks = list(table.model._base_manager.order_by("pk").values_list("pk", flat=True))
    file = io.BytesIO()
    {"xlsx": write_xlsx, "csv": write_csv}[kind](file, table, lines_of(table, pks))
    return file


def outcomes(name: str, file) -> list:
    table = table_named(name)
    return list(Comparison(table, EditorFactory()).run(reading.rows_of_file(file, table)))


@pytest.mark.django_db
class TestRoundTrip:
    def test_all_tables_are_tried_here(self):
        assert {table.name for table in tables()} == set(NAMES)

    @pytest.mark.parametrize("kind", ["xlsx", "csv"])
    def test_what_was_exported_changes_nothing(self, kind):
        everything()
        for name in NAMES:
            found = outcomes(name, written(name, kind))
            assert found, name
            assert [o for o in found if o.kind != "unchanged"] == [], name

    @pytest.mark.parametrize("kind", ["xlsx", "csv"])
    def test_dangerous_words_come_back_as_they_were(self, kind):
        for words in DANGEROUS:
            PracticeFactory(background=words, body=f"{words}\n{words}")
        file = written("practices", kind)
        assert {o.kind for o in outcomes("practices", file)} == {"unchanged"}
        # Not only by comparison with the export itself: as new values, too.
        backgrounds = [row.cells["背景"] for row in _rows("practices", file)]
        assert backgrounds == list(DANGEROUS)

    def test_words_too_long_for_a_cell_stay_as_they_are(self):
        PracticeFactory(body="长" * 40_000)
        file = written("practices", "xlsx")
        assert [row.cells["正文"] for row in _rows("practices", file)] == [TOO_LONG]
        assert [o.kind for o in outcomes("practices", file)] == ["unchanged"]

    def test_queries_do_not_grow_with_the_rows(self, django_assert_max_num_queries):
        everything()
        PracticeFactory.create_batch(30, zones=[ZoneFactory()], tags=["产业链"])
        file = written("practices", "csv")
        editor = EditorFactory()
        table = table_named("practices")
        with django_assert_max_num_queries(30):
            list(Comparison(table, editor).run(reading.rows_of_file(file, table)))


def _rows(name: str, file) -> list:
    return list(reading.rows_of_file(file, table_named(name)))


@pytest.mark.django_db
class TestComparing:
    def test_a_former_address_still_names_its_record(self):
        practice = PracticeFactory()
        former = practice.slug
        practice.slug = "xin-de-wangzhi"
        practice.save()
        [outcome] = _compared("practices", ["编号", "名称"], [former, "新名"])
        assert (outcome.pk, outcome.kind) == (practice.pk, "changed")

    def test_one_record_is_named_once(self):
        slug = PracticeFactory().slug
        found = _compared("practices", ["编号", "名称"], [slug, "甲"], [slug, "乙"])
        assert found[1].reasons == [("编号", "与第 2 行是同一条")]

    def test_two_new_rows_of_one_name_are_told(self):
        rows = ([" ", f"区{place}", "新区", "广东省", "国家级"] for place in range(2))
        found = _compared("zones", ["编号", "简称", "全称", "省份", "级别"], *rows)
        assert found[1].reasons == [("", "与第 2 行的全称相同")]

    def test_a_name_that_two_records_have_is_not_guessed(self):
        GuestFactory(name="张伟", distinction="甲")
        GuestFactory(name="张伟", distinction="乙")
        [outcome] = _compared("appointments", ["编号", "嘉宾", "职务"], ["", "张伟", "书记"])
        assert ("嘉宾", "叫“张伟”的嘉宾有 2 个，请写编号") in outcome.reasons

    def test_a_term_out_of_use_is_not_given_to_new_records(self):
        theme = ThemeFactory(deprecated=True)
        kept = PracticeFactory(themes=[theme])
        new = PracticeFactory()
        found = _compared(
            "practices",
            ["编号", "主题", "名称"],
            [kept.slug, theme.code, "新名"],
            [new.slug, theme.code, "新名"],
        )
        assert found[0].reasons == []
        assert "已停用" in found[1].reasons[0][1]

    def test_a_problem_with_evidence_cannot_be_dropped_here(self):
        link = PracticeProblemFactory()
        EvidenceFactory(problem_link=link)
        [outcome] = _compared("practices", ["编号", "回应的问题"], [link.practice.slug, ""])
        assert "到记录的页面上办理" in outcome.reasons[0][1]

    def test_an_organization_is_not_put_where_it_cannot_stand(self):
        organization = PartyOrganizationFactory()
        below = PartyOrganizationFactory(parent=organization)
        [outcome] = _compared(
            "organizations", ["编号", "上级组织"], [organization.slug, below.slug]
        )
        assert outcome.reasons[0][0] == "上级组织"

    def test_what_is_wrong_in_several_cells_is_all_told(self):
        slug = PracticeFactory().slug
        [outcome] = _compared("practices", ["编号", "阶段", "高新区"], [slug, "甲", "乙"])
        assert [title for title, _ in outcome.reasons] == ["高新区", "阶段"]

    @pytest.mark.parametrize("key", ["没有这条", "99999999999999999999", "-1", "1.5"])
    def test_a_key_that_names_nothing_is_told(self, key):
        [outcome] = _compared("units", ["编号", "名称"], [key, "甲"])
        assert "没有编号是" in outcome.reasons[0][1]


def _compared(name: str, *rows: list[str]) -> list:
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
    return outcomes(name, io.BytesIO(text.encode()))


class TestCells:
    @pytest.mark.parametrize("words", [*DANGEROUS, "", "普通", "a=b", "'引文'"])
    def test_guarding_can_be_undone(self, words):
        assert unguarded(guarded(words)) == words
        assert guarded(words)[:1] not in tuple("=+-@\t\r")

    @pytest.mark.parametrize(
        "items", [[], ["甲"], ["甲", "乙"], ["甲、乙"], ["甲；乙", "丙"], ["a;b"]]
    )
    def test_lists_come_back(self, items):
        assert items_of(joined(items)) == items

    @pytest.mark.parametrize(
        ("typed", "value"),
        [
            ("2020", "2020"),
            ("2020年", "2020"),
            ("2020/9", "2020-09"),
            ("2020.9.1", "2020-09-01"),
            ("2020年9月", "2020-09"),
            ("2020年9月1日", "2020-09-01"),
            (" 2020-11-17 ", "2020-11-17"),
        ],
    )
    def test_dates_may_be_written_in_common_ways(self, typed, value):
        assert PartialDate(title="日期", name="date").read(typed, None) == value

    @pytest.mark.parametrize(
        ("typed", "value"), [("1,079.50", "1079.5"), ("-3", "-3"), ("1e3", "1000"), ("", None)]
    )
    def test_numbers(self, typed, value):
        assert Number(title="数", name="value").read(typed, None) == value

    @pytest.mark.parametrize("typed", ["很多", "NaN", "Infinity", "1e999999", "1/2"])
    def test_what_is_no_number_is_refused(self, typed):
        with pytest.raises(Exception, match="不是"):
            Number(title="数", name="value").read(typed, None)

    def test_flags(self):
        flag = Flag(title="停用", name="deprecated")
        assert [flag.read(words, None) for words in ("是", "否", "TRUE", "")] == [
            True,
            False,
            True,
            False,
        ]


class TestFiles:
    TABLE = "practices"

    def read(self, content: bytes) -> list:
        return _rows(self.TABLE, io.BytesIO(content))

    def workbook(self, *rows, **more) -> bytes:
        book = openpyxl.Workbook()
        sheet = book.active
        for row in rows:
            sheet.append(row)
        for place, value in more.items():
            sheet[place], sheet[place].number_format = value
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    def test_formulas_and_errors_are_no_data(self):
        [row] = self.read(self.workbook(["编号", "名称", "一句话"], ["", "=1+1", "#REF!"]))
        assert isinstance(row.cells["名称"], BadCell)
        assert isinstance(row.cells["一句话"], BadCell)

    def test_dates_are_read_as_far_as_the_cell_shows_them(self):
        import datetime

        day = datetime.datetime(2020, 9, 1)  # noqa: DTZ001 - a spreadsheet knows no zones
        content = self.workbook(
            ["编号", "开始时间", "名称", "一句话"],
            ["", "", "", "甲"],
            B2=(day, "yyyy/mm/dd"),
            C2=(day, 'yyyy"年"m"月"'),
        )
        [row] = self.read(content)
        assert (row.cells["开始时间"], row.cells["名称"]) == ("2020-09-01", "2020-09")

    def test_numbers_are_read_as_they_were_typed(self):
        [row] = self.read(self.workbook(["编号", "名称", "一句话"], [12, 2020.0, 0.1 + 0.2]))
        assert list(row.cells.values()) == ["12", "2020", "0.3"]

    def test_rows_keep_the_numbers_that_the_spreadsheet_shows(self):
        rows = self.read(self.workbook(["编号", "名称"], [None, None], ["", "甲"], [], ["", "乙"]))
        assert [row.number for row in rows] == [3, 5]
        rows = self.read('编号,名称\n\n,"甲\n甲"\n,乙\n'.encode())
        assert [row.number for row in rows] == [3, 4]

    def test_the_sheet_of_explanations_is_not_read(self):
        book = openpyxl.Workbook()
        book.active.title = "说明"
        book.active.append(["列"])
        book.create_sheet("我的表").append(["编号", "名称"])
        book["我的表"].append(["", "甲"])
        out = io.BytesIO()
        book.save(out)
        assert [row.cells["名称"] for row in self.read(out.getvalue())] == ["甲"]

    def test_a_bomb_is_not_unpacked(self, monkeypatch):
        monkeypatch.setattr(workbooks, "_MAX_UNPACKED", 1000)
        monkeypatch.setattr(openpyxl, "load_workbook", lambda *args, **more: 1 / 0)
        with pytest.raises(Unreadable, match="太大"):
            self.read(self.workbook(["编号", "名称"], ["", "甲"]))

    @pytest.mark.parametrize(("name", "most"), [("_MAX_HELD", 1000), ("MOST_PARTS", 5)])
    def test_what_is_held_at_once_is_bounded(self, monkeypatch, name, most):
        monkeypatch.setattr(workbooks, name, most)
        monkeypatch.setattr(openpyxl, "load_workbook", lambda *args, **more: 1 / 0)
        with pytest.raises(Unreadable, match="太大"):
            self.read(self.workbook(["编号", "名称"], ["", "甲"]))

    @pytest.mark.parametrize("before", [0, 9000])
    def test_a_package_that_declares_entities_is_refused(self, before):
        content = io.BytesIO(self.workbook(["编号", "名称"], ["", "甲"]))
        changed = io.BytesIO()
        with zipfile.ZipFile(content) as old, zipfile.ZipFile(changed, "w") as new:
            for name in old.namelist():
                part = old.read(name)
                if name.endswith("sheet1.xml"):
                    remark = b"<!--" + b"x" * before + b"-->"
                    part = remark + b'<!DOCTYPE x [<!ENTITY a "b">]>' + part
                new.writestr(name, part)
        with pytest.raises(Unreadable, match="不该有的内容"):
            self.read(changed.getvalue())

    def test_a_word_document_is_no_table(self):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            package.writestr("word/document.xml", "<w/>")
        with pytest.raises(Unreadable, match="不是 XLSX"):
            self.read(out.getvalue())

    def test_more_rows_than_a_job_may_have_are_refused(self, monkeypatch):
        monkeypatch.setattr(reading, "MAX_ROWS", 3)
        with pytest.raises(Unreadable, match="超过 3 行"):
            self.read(("编号,名称\n" + ",甲\n" * 4).encode())

    def test_semicolons_and_tabs_may_part_the_cells(self):
        for mark in ";\t":
            [row] = self.read(f"编号{mark}名称\n{mark}甲\n".encode())
            assert row.cells["名称"] == "甲"

    def test_cells_beyond_the_titles_are_refused(self):
        with pytest.raises(Unreadable, match="第 2 行比表头还宽"):
            self.read("编号,名称\n,甲,乙\n".encode())

    def test_a_missing_quotation_mark_is_told(self):
        with pytest.raises(Unreadable, match="引号"):
            self.read(('编号,名称\n,"' + "甲" * 200_000).encode())


@pytest.mark.django_db
class TestTakingAway:
    ADDRESS = "admin:practices_practice_export"

    def test_the_list_is_taken_as_it_is_searched_and_filtered(self, client):
        user = staff(client, "bianji", "practices.view_practice")
        PracticeFactory(name="红色引擎", stage="pilot")
        PracticeFactory(name="三亮", stage="routine")
        answer = client.get(reverse(self.ADDRESS, args=["csv"]), {"stage__exact": "pilot"})
        text = b"".join(answer.streaming_content).decode("utf-8-sig")

        assert "红色引擎" in text
        assert "三亮" not in text
        entry = AuditEntry.objects.get(action=AuditEntry.Action.EXPORT)
        assert entry.actor == user
        assert "导出 1 条（CSV）" in entry.detail
        assert "stage__exact=pilot" in entry.detail

    def test_the_selected_rows_are_taken(self, client):
        staff(client, "bianji", "practices.view_practice")
        chosen, _ = PracticeFactory(name="红色引擎"), PracticeFactory(name="三亮")
        data = {"action": "export_xlsx", "_selected_action": [chosen.pk]}
        answer = client.post(reverse("admin:practices_practice_changelist"), data)
        book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
        sheet = book["做法"]

        assert [row[1].value for row in sheet.iter_rows()] == ["名称", "红色引擎"]
        assert sheet.freeze_panes == "B2"
        assert "说明" in book.sheetnames

    def test_numbers_are_numbers_and_words_are_words(self, client):
        staff(client, "bianji", "zones.view_zonefact")
        ZoneFactFactory(value=1079, indicator="=1+1")
        answer = client.get(reverse("admin:zones_zonefact_export", args=["xlsx"]))
        book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
        titles, cells = book["区情数据"].iter_rows()
        row = dict(zip((cell.value for cell in titles), cells, strict=True))
        assert (row["数值"].data_type, row["数值"].value) == ("n", 1079)
        assert (row["指标"].data_type, row["指标"].value) == ("s", "=1+1")

    def test_whoever_may_not_see_the_records_takes_none(self, client):
        staff(client, "bianji", "zones.view_zone")
        assert client.get(reverse(self.ADDRESS, args=["csv"])).status_code == 403
        assert not AuditEntry.objects.filter(action=AuditEntry.Action.EXPORT).exists()

    @pytest.mark.parametrize(("kind", "status"), [("exe", 404), ("csv", 302)])
    def test_odd_addresses_are_answered(self, client, kind, status):
        staff(client, "bianji", "practices.view_practice")
        answer = client.get(reverse(self.ADDRESS, args=[kind]), {"nothing__x": "1"})
        assert answer.status_code == status

    def test_too_many_rows_are_not_taken(self, client, monkeypatch):
        staff(client, "bianji", "practices.view_practice")
        PracticeFactory.create_batch(3)
        monkeypatch.setattr("editorial.admin.tables.MAX_ROWS", 2)
        answer = client.get(reverse(self.ADDRESS, args=["csv"]), follow=True)
        assert "一次最多导出 2 条" in answer.content.decode()

    @pytest.mark.parametrize("name", NAMES)
    def test_every_list_offers_its_table(self, client, name):
        client.force_login(EditorFactory())
        options = table_named(name).model._meta
        page = client.get(reverse(f"admin:{options.app_label}_{options.model_name}_changelist"))
        html = page.content.decode()
        assert "导出 XLSX" in html
        assert reverse("tables:hand_in", args=[name]) in html
        assert client.get(reverse("tables:hand_in", args=[name])).status_code == 200
        assert client.get(reverse("tables:blank", args=[name, "xlsx"])).status_code == 200

    def test_a_list_that_is_no_table_offers_none(self, client):
        client.force_login(EditorFactory())
        html = client.get(reverse("admin:practices_measure_changelist")).content.decode()
        assert "导出 XLSX" not in html
        assert (
            client.get(reverse("admin:practices_measure_export", args=["csv"])).status_code == 404
        )

    def test_queries_do_not_grow_with_the_rows(self, client, django_assert_max_num_queries):
        client.force_login(EditorFactory())
        everything()
        PracticeFactory.create_batch(20, zones=[ZoneFactory()], tags=["产业链"])
        with django_assert_max_num_queries(35):
            answer = client.get(reverse(self.ADDRESS, args=["csv"]))
        assert len(b"".join(answer.streaming_content).splitlines()) > Practice.objects.count()
