"""Two editors code an answer: on their own, once, in their reach; and see how far they agree."""

import csv
import re
from html import unescape
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from practices.coding import keep, waiting_for
from practices.models import AnswerCoding
from tests.factories import AnswerFactory, ProblemFactory, ZoneFactory
from tests.support.pages import queries
from zones.models import Zone

from .coders import SECRET, at, code, person

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
LINK = re.compile(r'<a href="([^"]*agreement/answers/[^"]*)">(\d+)</a>')


def everything_shown(client, coding) -> str:
    """Return all that could tell what is in a coding, as somebody sees it."""
    term = coding.problems.first()
    pages = [
        at("changelist"),
        at("change", coding.pk),
        at("history", coding.pk),
        at("queue", finished="all"),
        at("agreement"),
        at("behind", term=term.code),
        at("code", coding.answer_id),
        at("file", "codings", "csv"),
        at("file", "agreement", "csv"),
    ]
    return "".join(b"".join(client.get(page, follow=True)).decode() for page in pages)


@pytest.fixture
def problem():
    return ProblemFactory()


@pytest.fixture
def answer():
    return AnswerFactory()


def test_another_coding_is_nowhere_before_ones_own_is_finished(answer, problem):
    first, second = person(last_name="甲先生"), person()
    code(first, answer, problem)
    coding = AnswerCoding.objects.get()
    for finish in (None, False):
        if finish is not None:
            code(second, answer, finish=finish, note="")
        shown = everything_shown(second, coding)
        assert SECRET not in shown
        assert "甲先生" not in shown
    code(second, answer, note="")
    shown = everything_shown(second, coding)
    assert SECRET in shown
    assert "甲先生" in shown


def test_a_third_who_began_sees_nothing_until_finished_and_a_fourth_cannot_begin(answer, problem):
    first, second, third, fourth = (person() for _ in range(4))
    code(third, answer, finish=False, note="")
    code(first, answer, problem)
    code(second, answer, problem)
    coding = AnswerCoding.objects.get(coder=first.person)
    assert SECRET not in everything_shown(third, coding)
    assert code(fourth, answer).status_code == 200
    assert not AnswerCoding.objects.filter(coder=fourth.person).exists()
    code(third, answer, problem, note="")
    assert SECRET in everything_shown(third, coding)


def test_a_finished_coding_is_locked(answer, problem):
    client = person()
    code(client, answer, problem)
    code(client, answer, note="改")
    coding = AnswerCoding.objects.get()
    assert (coding.note, list(coding.problems.all())) == (SECRET, [problem])
    with pytest.raises(ValidationError):
        coding.save()
    chosen = {"problems": [], "themes": []}
    with pytest.raises(ValidationError):
        keep(client.person, answer, chosen=chosen, note="", finish=True)
    with pytest.raises(ProtectedError):
        answer.delete()


def test_groups_are_not_ticked(answer, problem):
    client = person()
    assert code(client, answer, problem.parent).status_code == 200
    assert not AnswerCoding.objects.exists()


@pytest.mark.parametrize("role", ["初审", "复审", "终审", "管理员"])
def test_who_does_not_write_reads_the_agreement_and_codes_nothing(role, answer):
    client = person(role)
    assert client.get(at("agreement")).status_code == 200
    assert client.get(at("queue")).status_code == 200
    assert client.get(at("code", answer.pk)).status_code == 403
    assert code(client, answer).status_code == 403
    assert not AnswerCoding.objects.exists()


def test_strangers_see_nothing(client, answer):
    nobody = person("没有")
    for page in (at("agreement"), at("queue"), at("behind"), at("file", "codings", "csv")):
        assert client.get(page).status_code == 302
        assert nobody.get(page).status_code == 403


def test_an_editor_of_some_zones_codes_and_compares_only_there(answer, problem):
    for one in (person(), person()):
        code(one, answer, problem)
    limited = person()
    relation = type(limited.person)._meta.get_field("limited_to").related_model
    relation.objects.create(user=limited.person).zones.set([ZoneFactory()])
    assert Zone.objects.exists()
    assert limited.get(at("code", answer.pk)).status_code == 404
    assert not waiting_for(limited.person).exists()
    assert SECRET not in everything_shown(limited, AnswerCoding.objects.first())


def test_files_say_what_the_page_says(answer, problem):
    one, two = person(), person()
    code(one, answer, problem)
    code(two, answer)
    html = one.get(at("agreement")).content.decode()
    assert 'kind=one">1</a>' in html
    text = b"".join(one.get(at("file", "agreement", "csv"))).decode("utf-8-sig")
    rows = {row[0]: row for row in csv.reader(StringIO(text))}
    assert rows[problem.code][2:8] == ["1", "0", "1", "0", "0.0", "0.0"]
    assert rows[problem.parent.code][2:6] == ["1", "0", "1", "0"]
    text = b"".join(one.get(at("file", "codings", "csv"))).decode("utf-8-sig")
    lines = [row for row in csv.reader(StringIO(text)) if row[3] == problem.code]
    assert [row[4] for row in lines] == ["1", "0"]
    assert {row[5] for row in lines} == {f"'{SECRET}"}
    book = openpyxl.load_workbook(BytesIO(b"".join(one.get(at("file", "codings", "xlsx")))))
    assert book.active.max_row == len(list(csv.reader(StringIO(text))))


@pytest.mark.parametrize("coders", ["x", "1-", "1-2-3", "9" * 30 + "-1", "²-³"])
def test_odd_addresses_are_answered(coders, answer):
    client = person()
    for given in ({"vocabulary": "x"}, {"interview": "9" * 40}, {"interview": "x"}):
        assert client.get(at("agreement", coders=coders, **given)).status_code == 200
    assert client.get(at("queue", finished=coders, p=coders)).status_code == 200
    assert client.get(at("file", "x", "csv")).status_code == 404
    assert client.get(at("code", 10**30)).status_code == 404
    assert client.get(at("behind", term=coders)).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_codings(problem):
    one, two = person(), person()
    counts = []
    for _ in range(2):
        for answer in AnswerFactory.create_batch(3):
            code(one, answer, problem)
            code(two, answer, problem)
        counts.append(queries(one, at("agreement")))
    assert counts[0] == counts[1]
    assert counts[0] <= 20


def links(client) -> dict[str, int]:
    """Return the numbers of the agreement page by the addresses that they lead to."""
    page = client.get(at("agreement")).content.decode()
    return {unescape(url): int(number) for url, number in LINK.findall(page)}


def test_each_number_leads_to_as_many_places_totals_and_pairs_too(problem):
    other = ProblemFactory()
    one, two = person(last_name="甲先生"), person(last_name="乙先生")
    for mine, theirs in (([problem], [problem]), ([problem, other], []), ([], [other])):
        answer = AnswerFactory()
        code(one, answer, *mine)
        code(two, answer, *theirs)
    found = links(one)
    totals = {url: number for url, number in found.items() if "&term=&" in f"{url}&"}
    assert {url.rpartition("=")[2] for url in totals} >= {"both", "one", "first", "second"}
    for url, number in totals.items():
        page = one.get(url).content.decode()
        assert f"共 {number} 处" in page or number == 0, url
    pair = f"coders={one.person.pk}-{two.person.pk}"
    kinds = {url.rpartition("=")[2]: number for url, number in totals.items() if pair in url}
    assert (kinds["both"], kinds["first"], kinds["second"]) == (1, 2, 1)
    page = one.get(at("behind", term="", kind="first", coders=pair[7:])).content.decode()
    assert "只有甲先生选了的：1 个回答，共 2 处" in page
    assert str(other) in page


def test_with_two_coders_chosen_only_one_of_them_is_two_numbers(answer, problem):
    one, two = person(last_name="甲先生"), person(last_name="乙先生")
    code(one, answer)
    code(two, answer, problem)
    page = two.get(at("agreement", coders=f"{one.person.pk}-{two.person.pk}")).content.decode()
    assert "只甲先生选</th>" in page
    assert "只乙先生选</th>" in page
    assert re.search(rf"term={problem.code}&amp;kind=first\">0</a>", page)
    assert re.search(rf"term={problem.code}&amp;kind=second\">1</a>", page)
    url = at("behind", term=problem.code, kind="second", coders=f"{one.person.pk}-{two.person.pk}")
    assert "只有乙先生选了的：1 个回答" in two.get(url).content.decode()
