"""A basket at an address: one for one content, for everybody, without what is withdrawn."""

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import IntegrityError, transaction

from editorial.limits import Rate
from editorial.models import AuditEntry
from practices.basket import sharing
from practices.models import SharedBasket
from tests.editorial.rights import MANAGER, WRITER
from tests.factories import EditorFactory, PracticeFactory, SharedBasketFactory, UserFactory
from tests.support.pages import html, words

from .collecting import basket, collect, kept, press, remarks, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(client):
    made = [
        PracticeFactory(name=name, slug=slug, published=True)
        for name, slug in (("甲行动", "jia"), ("乙行动", "yi"))
    ]
    collect(client, "practice:jia", "practice:yi")
    return made


@pytest.fixture
def with_cache(settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "share"}
    }
    cache.clear()


@pytest.fixture
def visitor(client):
    """Somebody else, who has collected nothing."""
    return type(client)()


def share(client, **typed) -> str:
    press(client, "share", **typed)
    return SharedBasket.objects.first().get_absolute_url()


class TestTheAddress:
    def test_shows_order_and_remarks_to_anybody(self, client, visitor, two):
        press(client, "down:practice:jia")
        url = share(client, remarks={"practice:jia": "一行\n<b>两行</b>"})
        assert f"http://testserver{url}" in basket(client)
        page = html(visitor, url)
        assert page.index("乙行动") < page.index("甲行动")
        assert "分享者的话" in page
        assert "一行<br>&lt;b&gt;两行&lt;/b&gt;" in page

    def test_is_the_same_for_the_same_content_and_another_for_another(self, client, two):
        first = share(client)
        assert share(client) == first
        press(client, "up:practice:yi")
        assert "生成分享地址" in basket(client)
        assert share(client) != first
        assert SharedBasket.objects.count() == 2
        press(client, "down:practice:yi")
        assert first in basket(client)

    def test_keeps_what_was_shared_while_the_basket_goes_on(self, client, visitor, two):
        url = share(client)
        press(client, "clear")
        assert "甲行动" in html(visitor, url)

    def test_leaves_out_what_is_withdrawn_and_says_how_much(self, client, visitor, two):
        url = share(client, remarks={"practice:yi": "关于乙的话"})
        two[1].state = "archived"
        two[1].save()
        page = html(visitor, url)
        assert "其中 1 份已经不再公开" in words(page)
        assert "乙" not in page
        two[0].state = "archived"
        two[0].save()
        assert "都已经不再公开" in html(visitor, url)

    def test_drafts_of_an_editor_are_not_shown_to_others(self, client, visitor):
        client.force_login(EditorFactory())
        draft = PracticeFactory(slug="cao-gao", name="草稿行动")
        collect(client, "practice:cao-gao")
        url = share(client)
        assert draft.name in html(client, url)
        assert draft.name not in html(visitor, url)

    def test_is_not_for_search_engines_and_kept_by_no_cache(self, visitor, with_cache):
        shared = SharedBasketFactory()
        answer = visitor.get(shared.get_absolute_url())
        assert answer["X-Robots-Tag"] == "noindex"
        assert '<meta name="robots" content="noindex">' in answer.text
        assert answer["Cache-Control"] == "private, no-cache"
        assert not answer.cookies
        shared.delete()
        assert visitor.get(shared.get_absolute_url()).status_code == 404
        assert "Disallow: /basket/\n" in visitor.get("/robots.txt").text

    @pytest.mark.parametrize("key", ["x", "0" * 32, "0" * 500, "%E4%B8"])
    def test_an_unknown_one_is_not_found(self, client, key):
        assert client.get(f"/basket/{key}/").status_code == 404
        assert send(client, f"/basket/{key}/").status_code == 404


class TestTakingOver:
    def test_adds_what_is_not_there_yet_with_the_remarks(self, client, visitor, two):
        url = share(client, remarks={"practice:yi": "要紧"})
        collect(visitor, "practice:jia")
        assert send(visitor, url)["Location"] == "/basket/"
        assert kept(visitor) == ["practice:jia", "practice:yi"]
        assert remarks(visitor) == ["", "要紧"]

    def test_says_what_did_not_fit(self, client, visitor, two, monkeypatch):
        url = share(client)
        monkeypatch.setattr("practices.basket.keeping.MOST", 1)
        answer = send(visitor, url)
        assert answer.status_code == 409
        assert "还有 1 份放不下" in answer.text
        assert kept(visitor) == ["practice:jia"]

    def test_another_site_cannot_ask_for_it(self, client, visitor, two):
        url = share(client)
        assert visitor.post(url, headers={"Origin": "https://evil.example"}).status_code == 403
        assert kept(visitor) == []


class TestLimits:
    def test_an_address_of_the_network_gives_only_so_many_an_hour(
        self, client, two, with_cache, monkeypatch
    ):
        monkeypatch.setattr(sharing, "RATE", Rate(1, 3600))
        first = share(client)
        answer = press(client, "share", remarks={"practice:yi": "另一份"})
        assert answer.status_code == 429
        assert "请过一会儿再试" in answer.text
        assert "另一份" in answer.text
        assert SharedBasket.objects.count() == 1
        # What has an address already is not counted.
        press(client, "save", remarks={"practice:yi": ""})
        assert press(client, "share").status_code == 302
        assert first in basket(client)

    def test_an_empty_basket_is_not_shared(self, client):
        assert press(client, "share", names=[]).status_code == 302
        assert not SharedBasket.objects.exists()

    @pytest.mark.parametrize("broken", [{"number": 0}, {"number": 101}, {"key": "kurz"}], ids=str)
    def test_the_database_holds_the_limits_too(self, broken):
        with pytest.raises(IntegrityError), transaction.atomic():
            SharedBasketFactory(**broken)


class TestTheDesk:
    def test_managers_read_and_delete_and_nobody_else_sees_it(self, client):
        shared = SharedBasketFactory(pieces=[["practice", "jia", "<i>不当的话</i>"]])
        url = f"/admin/practices/sharedbasket/{shared.pk}/change/"
        for role, status in ((WRITER, 403), (MANAGER, 200)):
            person = UserFactory(is_staff=True)
            person.groups.add(Group.objects.get(name=role))
            client.force_login(person)
            assert client.get(url).status_code == status
        assert "&lt;i&gt;不当的话&lt;/i&gt;" in client.get(url).text
        assert client.post(url, {"number": 3}).status_code == 403
        client.post(f"/admin/practices/sharedbasket/{shared.pk}/delete/", {"post": "yes"})
        assert not SharedBasket.objects.exists()
        assert AuditEntry.objects.filter(action="delete", object_id=shared.pk).count() == 1
