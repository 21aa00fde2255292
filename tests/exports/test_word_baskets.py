"""Documents of what a reader collected."""

import pytest

from practices.models import Practice, SharedBasket
from tests.factories import PracticeFactory, SharedBasketFactory
from tests.practices.collecting import basket, collect, press
from tests.support.pages import words

from .documents import full_practice, taken

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
DOCUMENT, BRIEF = "/word/basket.docx", "/word/basket/brief.docx"


@pytest.fixture
def two(client):
    made = [full_practice(name="甲行动", slug="jia"), full_practice(name="乙行动", slug="yi")]
    collect(client, "practice:yi", "practice:jia")
    return made


def withdraw(practice) -> None:
    Practice.objects.filter(pk=practice.pk).update(state="draft")


def test_it_has_the_pieces_in_their_order_with_remarks_under_the_title_given(client, two):
    press(client, "save", remarks={"practice:yi": "可以先学这一个。"})
    file = taken(client, f"{DOCUMENT}?title= 党员流动大%0B怎么管 ")
    assert file.texts("封面标题") == ["党员流动大 怎么管"]
    names = [text for _, text in file.headings if text in ("甲行动", "乙行动")]
    assert names == ["乙行动", "甲行动"]
    assert "可以先学这一个。" in file.words
    assert file.notes


def test_it_can_be_arranged_by_problem_or_zone(client, two):
    zone = two[0].zones.get()
    assert (1, zone.short_name) in taken(client, f"{DOCUMENT}?by=zone").headings
    answer = client.get(f"{DOCUMENT}?by=nonsense")
    assert answer.status_code == 400
    assert "没有“nonsense”这种编排" in words(answer.content.decode())


def test_a_brief_of_it_is_one_of_all_pieces(client, two):
    file = taken(client, f"{BRIEF}?title=一页")
    assert all(one.name in file.words for one in two)
    assert "/basket/" not in file.words


def test_the_page_offers_both(client, two):
    page = basket(client)
    assert f'action="{DOCUMENT}"' in page
    assert f'formaction="{BRIEF}"' in page


def test_what_is_withdrawn_is_in_no_document(client, two):
    withdraw(two[0])
    assert two[0].name not in taken(client, DOCUMENT).words
    assert two[0].name not in taken(client, BRIEF).words


@pytest.mark.parametrize("address", [DOCUMENT, BRIEF])
def test_of_an_empty_basket_there_is_none(client, address):
    answer = client.get(address)
    assert answer.status_code == 400
    assert "没有可以写进 Word 文档的材料" in words(answer.content.decode())
    assert "sessionid" not in client.cookies


def test_a_shared_one_has_them_for_everybody(client):
    practice = PracticeFactory(name="甲行动", slug="jia", published=True)
    rows = [["practice", practice.slug, "我的话。"]]
    shared = SharedBasketFactory(key=SharedBasket.key_of(rows), pieces=rows, number=1)
    page = client.get(shared.get_absolute_url()).content.decode()
    for address in (f"/word/basket/{shared.key}.docx", f"/word/basket/{shared.key}/brief.docx"):
        assert f'action="{address}"' in page
        assert "甲行动" in taken(client, address).words
    assert shared.get_absolute_url() in taken(client, address).words
    withdraw(practice)
    assert client.get(f"/word/basket/{shared.key}.docx").status_code == 400
    assert client.get("/word/basket/nothing-here.docx").status_code == 404
