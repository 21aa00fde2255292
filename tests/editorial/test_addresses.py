"""Readable addresses that never die."""

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404
from hypothesis import given
from hypothesis import strategies as st

from editorial.addresses import AddressedDetailView
from editorial.models import FormerAddress
from editorial.slugs import free_slug, pinyin_slug
from tests.factories import AllianceFactory, EditorFactory, GuestFactory, PracticeFactory
from zones.models import Alliance


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("“一心三亮”", "yi-xin-san-liang"),
        ("重庆高新区", "chong-qing-gao-xin-qu"),
        ("长三角国家高新区党建联盟", "chang-san-jiao-guo-jia-gao-xin-qu-dang-jian-lian-meng"),
        ("长治高新区", "chang-zhi-gao-xin-qu"),
        ("长春高新区", "chang-chun-gao-xin-qu"),
        ("绿色园区", "lv-se-yuan-qu"),
        ("“泉通”APP", "quan-tong-app"),
        ("“2510”倍增计划", "2510-bei-zeng-ji-hua"),
        ("……", ""),
        ("", ""),
    ],
)
def test_chinese_names_become_pinyin(words, slug):
    assert pinyin_slug(words) == slug


@given(st.text(max_size=300))
def test_any_words_make_a_slug_that_fits_an_address(words):
    slug = free_slug(words, lambda slug: False)
    assert 0 < len(slug) <= 80
    models.SlugField(max_length=120).clean(slug, None)


def test_a_long_name_is_cut_between_syllables():
    words = "高新区党建" * 30
    assert pinyin_slug(words).endswith(("-gao", "-xin", "-qu", "-dang", "-jian"))


@pytest.mark.django_db
def test_records_of_one_name_are_numbered():
    slugs = [GuestFactory(name="刘洋", distinction=place).slug for place in ("成都", "西安", "")]
    assert slugs == ["liu-yang-cheng-du", "liu-yang-xi-an", "liu-yang"]
    assert [PracticeFactory(name="三项行动").slug for _ in range(3)] == [
        "san-xiang-xing-dong",
        "san-xiang-xing-dong-2",
        "san-xiang-xing-dong-3",
    ]


@pytest.mark.django_db
def test_a_new_name_keeps_the_address():
    practice = PracticeFactory(name="三项行动")
    practice.name = "四项行动"
    practice.save()
    assert practice.slug == "san-xiang-xing-dong"
    assert not FormerAddress.objects.exists()


@pytest.mark.django_db
def test_no_record_takes_an_address_that_another_has_or_had():
    practice = PracticeFactory(name="三项行动")
    practice.slug = "xing-dong"
    practice.save()
    for taken in ("xing-dong", "san-xiang-xing-dong"):
        with pytest.raises(ValidationError, match="已被同类记录使用") as refusal:
            PracticeFactory.build(slug=taken).full_clean()
        assert "slug" in refusal.value.message_dict
        with pytest.raises(ValidationError, match="已被同类记录使用"):
            PracticeFactory(slug=taken)
    assert PracticeFactory(name="三项行动").slug == "san-xiang-xing-dong-2"
    for free_among_alliances in ("xing-dong", "san-xiang-xing-dong"):
        assert AllianceFactory(slug=free_among_alliances).slug == free_among_alliances


@pytest.mark.django_db
def test_a_record_may_take_its_own_former_address_again():
    practice = PracticeFactory(slug="first")
    for slug in ("second", "first"):
        practice.slug = slug
        practice.full_clean()
        practice.save()
    assert [address.slug for address in FormerAddress.objects.all()] == ["second"]


@pytest.mark.django_db
def test_every_address_of_a_record_is_remembered_whoever_changed_it():
    practice = PracticeFactory(slug="first")
    elsewhere = type(practice).objects.get(pk=practice.pk)
    elsewhere.slug = "second"
    elsewhere.save()
    practice.refresh_from_db()
    practice.slug = "third"
    practice.save()
    assert set(FormerAddress.objects.values_list("slug", flat=True)) == {"first", "second"}


class AllianceView(AddressedDetailView):
    model = Alliance

    def render_to_response(self, context):
        return context["object"]


@pytest.fixture
def visit(rf, monkeypatch):
    """Ask for an alliance by its slug; the page itself is stood in for by its record."""
    monkeypatch.setattr(Alliance, "get_absolute_url", lambda self: f"/lian-meng/{self.slug}/")

    def visit(slug, user=None):
        request = rf.get("/")
        request.user = user
        return AllianceView.as_view()(request, slug=slug)

    return visit


@pytest.mark.django_db
def test_a_former_address_leads_to_the_present_one(visit):
    alliance = AllianceFactory(slug="first", published=True)
    for slug in ("second", "third"):
        alliance.slug = slug
        alliance.save()
    assert visit("third") == alliance
    for former in ("first", "second"):
        response = visit(former)
        assert (response.status_code, response.url) == (301, "/lian-meng/third/")


@pytest.mark.django_db
def test_a_draft_has_no_page_at_its_former_address_either(visit):
    alliance = AllianceFactory(slug="first")
    alliance.slug = "second"
    alliance.save()
    for slug in ("first", "second", "never"):
        with pytest.raises(Http404):
            visit(slug)
    editor = EditorFactory()
    assert visit("second", editor) == alliance
    assert visit("first", editor).url == "/lian-meng/second/"
