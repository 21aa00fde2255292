"""Any selection is taken away as it is seen: the same rows, in four formats, and nothing hidden."""

import io
import json
import random
import re
from urllib.parse import urlencode

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exports.declaring import tables, tables_of
from interviews.models import Guest
from practices.models import Practice
from search.registry import collections
from search.selection import Selection
from tests.factories import (
    AllianceFactory,
    AllianceMemberFactory,
    AnswerFactory,
    EditorFactory,
    EvidenceFactory,
    MeasureFactory,
    PartyOrganizationFactory,
    PracticeFactory,
    PracticeProblemFactory,
    ProblemFactory,
    SourceFactory,
    ThemeFactory,
    ZoneFactory,
)

from .taking import LISTS, api_pages, body, csv_rows, feed_links, taken

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice():
    return PracticeFactory(
        name="红色引擎", zones=[ZoneFactory(published=True)], themes=[ThemeFactory()],
        tags=["支部", "亮身份"], published=True,
    )  # fmt: skip


def test_every_list_has_tables():
    # Statements are counted by the matrix, and have no list; alliances' cannot be narrowed.
    assert {one.name for one in collections()} - {"statement"} == set(LISTS) - {"alliance"}
    assert all(tables_of(name) for name in LISTS)


def test_titles_and_names_of_columns_are_each_given_once():
    for table in tables():
        for values in ([c.name for c in table.heads], [c.title for c in table.heads]):
            assert len(set(values)) == len(values), table.name


def test_records_that_are_not_published_are_not_named_beside_others(client):
    practice = PracticeFactory(zones=[ZoneFactory()], published=True)
    answer = AnswerFactory(published=True)
    EvidenceFactory(practice=practice, answer=answer, published=True)
    Guest.objects.update(state="draft")
    (row,) = taken(client)
    assert row["zones"] == row["zones_names"] == []
    (row,) = taken(client, table="evidence")
    assert row["quote"]
    assert row["speaker"] is row["speaker_posts"] is None


def test_an_empty_selection_is_taken_too_and_says_why_it_is_empty(client, practice):
    other = ZoneFactory(published=True)
    query = {"zone": other.slug, "theme": practice.themes.get().code}
    page = client.get("/practices/", query).content.decode()
    assert "带走空表" in page
    assert "format=xlsx" in page
    assert csv_rows(client.get("/practices/", {**query, "format": "csv"})) == []
    book = openpyxl.load_workbook(
        io.BytesIO(body(client.get("/practices/", {**query, "format": "xlsx"})))
    )
    assert [cell.value for cell in book.worksheets[0][1]][:2] == ["代码", "名称"]
    notes = dict(row[:2] for row in book["说明"].iter_rows(values_only=True))
    said = notes["为什么没有行"]
    assert f"不限高新区“{other.short_name}”，有 1 条" in said
    assert json.loads(body(client.get("/practices/", {**query, "format": "json"})))["empty"] == said
    full = json.loads(body(client.get("/practices/", {"format": "json"})))
    assert "empty" not in full
    nobody = {"problem": ProblemFactory(name="组织不稳定").code, "format": "json"}
    said = json.loads(body(client.get("/practices/", nobody)))["empty"]
    assert "整个库里还没有问题是“组织不稳定”的做法" in said


@pytest.mark.parametrize("path", LISTS.values())
def test_the_way_to_take_a_list_away_stands_before_its_rows(client, practice, path):
    AllianceFactory(published=True)
    AnswerFactory(published=True)
    PartyOrganizationFactory(published=True)
    page = client.get(path).content.decode()
    box = page.index('<details class="downloads">')
    assert page.index('class="count"') < box < page.index("format=xlsx")
    first = page.index("</h3>" if "</h3>" in page else "</main>")
    assert box < first
    assert re.search(r"带走这些\w+（\d+）", page)


def test_what_is_taken_away_is_counted_without_drafts_for_editors_too(client, practice):
    PracticeFactory()
    client.force_login(EditorFactory())
    page = client.get("/practices/").content.decode()
    assert "共 2 条" in page
    assert "带走这些做法（1）" in page


def test_a_practice_is_told_in_codes_and_in_words(client, practice):
    (row,) = taken(client)
    zone, theme = practice.zones.get(), practice.themes.get()
    assert (row["name"], row["stage"], row["stage_name"]) == ("红色引擎", "", None)
    assert (row["zones"], row["zones_names"]) == ([zone.slug], [zone.short_name])
    assert (row["themes"], row["themes_names"]) == ([theme.code], [theme.name])
    assert sorted(row["tags"]) == ["亮身份", "支部"]
    (line,) = csv_rows(client.get("/practices/?format=csv"))
    assert line["高新区"] == zone.short_name
    assert "支部" in line["标签"].split("；")


def test_what_hangs_on_a_practice_is_taken_with_the_words_and_the_reference(client, practice):
    measure = MeasureFactory(practice=practice)
    under = MeasureFactory(practice=practice, parent=measure)
    said = EvidenceFactory(practice=practice, measure=under, published=True)
    link = PracticeProblemFactory(practice=practice)
    assert {row["id"]: row["parent_label"] for row in taken(client, table="measures")} == {
        measure.pk: None,
        under.pk: measure.label,
    }
    (row,) = taken(client, table="evidence")
    assert (row["quote"], row["start"]) == (said.quote, said.start)
    assert row["measure_label"] == under.label
    assert said.source.title in row["citation"]
    (row,) = taken(client, table="answers_to_problems")
    assert (row["practice"], row["problem"]) == (practice.slug, link.problem.code)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t="])
def test_no_cell_is_taken_for_a_formula(client, start):
    PracticeFactory(name=f"{start}1+1", gist=f"{start}cmd", published=True)
    (line,) = csv_rows(client.get("/practices/?format=csv"))
    assert line["名称"].startswith("'")
    book = openpyxl.load_workbook(io.BytesIO(body(client.get("/practices/?format=xlsx"))))
    cell = next(cell for cell in book.worksheets[0][2] if str(cell.value).endswith("cmd"))
    assert cell.data_type == "s"


def test_numbers_are_numbers_and_long_text_is_cut_with_a_word_on_it(client):
    SourceFactory(published=True)
    zone = ZoneFactory(approved_year=1991, introduction="长" * 40_000, published=True)
    book = openpyxl.load_workbook(io.BytesIO(body(client.get("/zones/?format=xlsx"))))
    values = {
        head.value: cell.value for head, cell in zip(*book.worksheets[0].iter_rows(), strict=True)
    }
    assert values["批准年份"] == 1991
    assert values["简介"].endswith("全文见 CSV 或 JSON）")
    (row,) = taken(client, "/zones/")
    assert row["introduction"] == zone.introduction


@pytest.mark.parametrize(
    ("query", "allowed"),
    [({"format": "docm"}, "ndjson"), ({"format": "csv", "table": "nonsense"}, "measures")],
)
def test_unknown_formats_and_tables_are_told_what_there_is(client, query, allowed):
    response = client.get("/practices/", query)
    assert response.status_code == 400
    assert allowed in response.content.decode()


def test_more_rows_than_a_sheet_holds_are_refused_with_the_other_ways(client, monkeypatch):
    monkeypatch.setattr("exports.downloads.MOST_IN_SHEET", 2)
    practice = PracticeFactory(name="红色引擎", published=True)
    MeasureFactory.create_batch(3, practice=practice)
    query = {"q": "红色引擎", "table": "measures"}
    response = client.get("/practices/", {**query, "format": "xlsx"})
    assert response.status_code == 400
    page = response.content.decode()
    assert "“构成”有 3 行，一张工作表最多放 2 行" in page
    assert f'href="?{urlencode(query)}&format=csv"'.replace("&", "&amp;") in page
    assert 'href="/data/#archive"' in page
    assert 'id="archive"' in client.get("/data/").content.decode()
    for form in ("csv", "ndjson", "json"):
        assert client.get("/practices/", {**query, "format": form}).status_code == 200
    assert client.get("/practices/?format=xlsx").status_code == 200


def test_fifty_random_selections_are_the_same_rows_on_the_page_in_every_file_and_by_api(client):
    rng = random.Random(7)  # noqa: S311 - the same selections on every run
    zones, themes = ZoneFactory.create_batch(4, published=True), ThemeFactory.create_batch(4)
    for number in range(30):
        practice = PracticeFactory(
            zones=rng.sample(zones, rng.randint(0, 2)),
            themes=rng.sample(themes, rng.randint(0, 2)),
            tags=rng.sample(["甲", "乙", "丙"], rng.randint(0, 2)),
            stage=rng.choice(["", "pilot", "routine"]),
            published=number % 5 != 0,
        )
        PracticeProblemFactory(practice=practice)
    for _ in range(50):
        query = {
            "zone": rng.choice(["", *(zone.slug for zone in zones)]),
            "theme": rng.choice(["", *(theme.code for theme in themes)]),
            "tag": rng.choice(["", "甲", "乙"]),
            "stage": rng.choice(["", "pilot"]),
            "sort": rng.choice(["", "name", "-name", "newest"]),
        }
        query = {name: value for name, value in query.items() if value}
        page = client.get("/practices/", {**query, "view": "list"}).context["selection"]
        slugs = [Practice.objects.get(pk=pk).slug for pk in page.in_order.tolist()]
        assert [row["slug"] for row in taken(client, **query)] == slugs
        assert [
            row["代码"] for row in csv_rows(client.get("/practices/", query | {"format": "csv"}))
        ] == slugs
        data = json.loads(body(client.get("/practices/", query | {"format": "json"})))
        assert [row["slug"] for row in data["rows"]] == slugs
        book = openpyxl.load_workbook(
            io.BytesIO(body(client.get("/practices/", query | {"format": "xlsx"}))), read_only=True
        )
        lines = list(book.worksheets[0].iter_rows(min_row=2, max_col=1, values_only=True))
        assert [line[0] for line in lines] == slugs
        pages = api_pages(client, "/practices/", page_size=7, **query)
        assert [row for page in pages for row in page] == data["rows"]
        assert len(pages) == max(1, -(-len(slugs) // 7))
        newest = client.get("/practices/", {**query, "sort": "newest"}).context["selection"]
        rows = newest.rows(newest.in_order[:30].tolist(), lambda rows: rows)
        feed = feed_links(client, f"/practices/?{urlencode(query | {'format': 'atom'})}")
        assert feed == [row.get_absolute_url() for row in rows]


def test_the_page_offers_each_table_of_what_is_selected(client, practice):
    address = f"/practices/?{urlencode({'zone': practice.zones.get().slug, 'sort': 'name'})}"
    html = client.get(address).content.decode()
    selection = Selection("practice", client.get(address).wsgi_request.GET)
    assert selection.address(view=None, format="xlsx").replace("&", "&amp;") in html
    assert "table=evidence&amp;format=csv" in html


def asked(client, table) -> int:
    taken(client, table=table)
    with CaptureQueriesContext(connection) as captured:
        taken(client, table=table)
    return len(captured)


@pytest.mark.parametrize("table", ["practices", "evidence"])
def test_queries_do_not_grow_with_the_rows(client, table):
    def fill(number):
        for _ in range(number):
            made = PracticeFactory(zones=[ZoneFactory(published=True)], published=True)
            EvidenceFactory(practice=made, published=True)

    fill(3)
    few = asked(client, table)
    fill(10)
    assert asked(client, table) <= few <= 20


def test_alliances_are_taken_whole_in_the_order_of_their_list(client):
    older = AllianceFactory(founded="2019-01", published=True)
    newer = AllianceFactory(founded="2021-01", published=True)
    zone = ZoneFactory(published=True)
    AllianceMemberFactory(alliance=older, zone=zone, published=True)
    AllianceMemberFactory(alliance=older, zone=ZoneFactory())
    AllianceFactory()
    assert [row["slug"] for row in taken(client, "/alliances/", page=9)] == [
        newer.slug,
        older.slug,
    ]
    (row,) = taken(client, "/alliances/", table="members")
    assert (row["alliance"], row["zone"]) == (older.slug, zone.slug)
    about = json.loads(body(client.get("/alliances/?format=json&table=members")))
    assert about["address"] == "http://testserver/alliances/?table=members"
    assert about["selection"] == "全部"
    page = client.get("/alliances/").content.decode()
    assert 'href="?table=members&amp;format=csv"' in page
    assert "Atom）</p>" not in page
    assert client.get("/alliances/?format=atom").status_code == 400


@pytest.mark.parametrize("site", ["", "https://kb.example.org"])
def test_addresses_in_files_lead_to_the_site_from_anywhere(client, practice, settings, site):
    settings.SITE_URL = site
    root = site or "http://testserver"
    evidence = EvidenceFactory(practice=practice, published=True)
    (row,) = taken(client)
    assert row["url"] == f"{root}{practice.get_absolute_url()}"
    (row,) = taken(client, table="evidence")
    assert row["source_url"] == f"{root}{evidence.source.get_absolute_url()}"
    told = client.get(f"/api{practice.get_absolute_url()}").json()
    assert told["url"] == f"{root}{practice.get_absolute_url()}"
    assert told["evidence"][0]["source_url"] == row["source_url"]


def test_a_file_says_which_parts_of_a_reference_its_source_lacks(client, practice):
    source = SourceFactory(kind="article", publication="", dated="2020", published=True)
    EvidenceFactory(practice=practice, source=source, published=True)
    (row,) = taken(client, table="evidence")
    assert "刊名" in row["citation_lacks"]
    assert "出版年" not in row["citation_lacks"]
    book = openpyxl.load_workbook(
        io.BytesIO(body(client.get("/practices/?format=xlsx&table=evidence")))
    )
    notes = {row[0]: row[2] for row in book["说明"].iter_rows(values_only=True)}
    assert "未载明的项目（如刊名、期号）从略" in notes["参考文献"]


def test_a_file_says_where_it_is_from_and_that_address_gives_it_again(client, practice, settings):
    settings.SITE_URL = "https://kb.example.org"
    zone = practice.zones.get()
    query = {"zone": zone.slug, "table": "measures"}
    MeasureFactory(practice=practice)
    about = json.loads(body(client.get("/practices/", {**query, "format": "json"})))
    assert about["address"] == f"https://kb.example.org/practices/?{urlencode(query)}"
    assert about["selection"] == f"高新区：{zone.short_name}"
    again = client.get(about["address"].removeprefix("https://kb.example.org") + "&format=json")
    assert json.loads(body(again))["rows"] == about["rows"] != []
