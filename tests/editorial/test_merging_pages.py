"""The pages on which two records become one, and on which that is taken back."""

import pytest
from taggit.models import Tag

from editorial.models import FormerAddress, Merge
from interviews.models import Guest
from tests.editorial.desk import address, fields_of, staff
from tests.editorial.test_merging import PAIRS
from tests.factories import (
    AppearanceFactory,
    AppointmentFactory,
    GuestFactory,
    InterviewFactory,
    PracticeFactory,
    ProblemFactory,
    ThemeFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
LIST = "/admin/interviews/guest/"
RIGHTS = ("interviews.view_guest", "interviews.change_guest", "editorial.merge_records")


def page_of(keep, duplicate) -> str:
    return f"{address(keep, 'merge')}?with={duplicate.pk}"


def merge(client, keep, duplicate, **changes):
    """Open the page, choose, press “确认合并” and return the answer."""
    data = fields_of(client.get(page_of(keep, duplicate)))
    return client.post(page_of(keep, duplicate), {**data, **changes})


def messages(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def test_two_guests_become_one_and_two_again(admin_client):
    keep, duplicate = GuestFactory(name="傅岗"), GuestFactory(name="付岗")
    appearance = AppearanceFactory(guest=duplicate)
    chosen = {"action": "merge_chosen", "_selected_action": [keep.pk, duplicate.pk]}
    assert admin_client.post(LIST, chosen).headers["Location"] == page_of(keep, duplicate)
    assert Guest.objects.count() == 2
    assert merge(admin_client, keep, duplicate, name="duplicate").status_code == 302
    keep.refresh_from_db()
    assert (keep.name, keep.other_names) == ("付岗", ["傅岗"])
    appearance.refresh_from_db()
    assert appearance.guest == keep
    assert FormerAddress.objects.get(slug=duplicate.slug).object_id == keep.pk
    undo = f"/admin/editorial/merge/{Merge.objects.get().pk}/undo/"
    assert undo in messages(admin_client.get(address(keep)))
    assert "又改过的内容不动" in admin_client.get(undo).content.decode()
    done = admin_client.post(undo, follow=True)
    assert "又是两条记录" in messages(done)
    assert done.request["PATH_INFO"] == address(duplicate)
    assert "已经撤销过" in admin_client.post(undo).content.decode()
    assert "已撤销" in admin_client.get("/admin/editorial/merge/").content.decode()


@pytest.mark.parametrize("name", PAIRS)
def test_every_kind_has_its_page(admin_client, name):
    keep, duplicate = PAIRS[name]()
    assert merge(admin_client, keep, duplicate).status_code == 302
    merged = Merge.objects.get()
    assert admin_client.get(address(merged)).status_code == 200
    assert admin_client.post(address(merged, "undo")).status_code == 302


def test_the_published_one_is_kept(admin_client):
    draft, published = GuestFactory(), GuestFactory(published=True)
    chosen = {"action": "merge_chosen", "_selected_action": [draft.pk, published.pk]}
    assert admin_client.post(LIST, chosen).headers["Location"] == page_of(published, draft)
    reply = admin_client.get(page_of(draft, published)).content.decode()
    assert "读者正在看" in reply
    assert "确认合并" not in reply


def test_what_cannot_be_merged_is_said(admin_client):
    guests = [GuestFactory() for _ in range(3)]
    chosen = {"action": "merge_chosen", "_selected_action": [guest.pk for guest in guests]}
    admin_client.post(LIST, chosen)
    assert "请正好选两条" in messages(admin_client.get(LIST))
    interview = InterviewFactory()
    for guest in guests[:2]:
        AppearanceFactory(guest=guest, interview=interview)
    reply = merge(admin_client, *guests[:2])
    assert reply.status_code == 409
    assert "两人同时出现在访谈" in reply.content.decode()
    assert Guest.objects.count() == 3


def test_the_page_shows_what_differs_and_what_hangs_on_each(admin_client):
    keep, duplicate = GuestFactory(note="同样"), GuestFactory(note="同样")
    post = AppointmentFactory(guest=duplicate)
    page = admin_client.get(page_of(keep, duplicate))
    assert {"name"} <= set(fields_of(page))
    assert "note" not in fields_of(page)
    words = page.content.decode()
    assert f"/admin/interviews/appointment/?guest__id__exact={duplicate.pk}" in words
    listed = admin_client.get(f"/admin/interviews/appointment/?guest__id__exact={duplicate.pk}")
    assert post.title in listed.content.decode()


def test_a_page_that_is_out_of_date_merges_nothing(admin_client):
    keep, duplicate = GuestFactory(), GuestFactory()
    data = fields_of(admin_client.get(page_of(keep, duplicate)))
    duplicate.note = "刚写的"
    duplicate.save()
    reply = admin_client.post(page_of(keep, duplicate), data)
    assert reply.status_code == 409
    assert "刚写的" in reply.content.decode()
    assert Guest.objects.count() == 2
    again = admin_client.post(page_of(keep, duplicate), {**data, **fields_of(reply)})
    assert again.status_code == 302


def test_a_choice_that_there_is_not_is_said(admin_client):
    keep, duplicate = GuestFactory(), GuestFactory()
    reply = merge(admin_client, keep, duplicate, name="x")
    assert reply.status_code == 409
    assert Guest.objects.count() == 2


@pytest.mark.parametrize("other", ["", "x", "0", "9" * 30, "-1", "²"])
def test_odd_addresses_ask_for_the_other_record(admin_client, other):
    guest = GuestFactory()
    assert admin_client.get(f"{address(guest, 'merge')}?with={other}").status_code == 200
    assert admin_client.get(f"{LIST}{other or 'x'}/merge/").status_code in (404, 200)


def test_the_other_record_is_found_by_its_name(admin_client):
    keep, duplicate = GuestFactory(name="傅岗"), GuestFactory(name="付岗")
    found = admin_client.get(address(keep, "merge"), {"q": "付岗"}).content.decode()
    assert f"?with={duplicate.pk}" in found
    assert "没有找到" in admin_client.get(address(keep, "merge"), {"q": "无此人"}).content.decode()


def test_merging_needs_the_rights(client):
    keep, duplicate = GuestFactory(), GuestFactory()
    for name, rights in (("zhang", RIGHTS[:2]), ("li", (RIGHTS[0], RIGHTS[2]))):
        staff(client, name, *rights)
        assert client.get(page_of(keep, duplicate)).status_code == 403
        assert client.post(page_of(keep, duplicate)).status_code == 403
        assert "merge_chosen" not in client.get(LIST).content.decode()
    staff(client, "wang", *RIGHTS)
    assert merge(client, keep, duplicate).status_code == 302
    undo = address(Merge.objects.get(), "undo")
    staff(client, "zhao", *RIGHTS[:2], "editorial.view_merge")
    assert client.post(undo).status_code == 403
    assert Guest.objects.count() == 1


def test_what_nobody_reviewed_does_not_reach_readers_by_a_merge(client):
    published, draft = GuestFactory(published=True), GuestFactory()
    staff(client, "wang", *RIGHTS)
    reply = client.get(page_of(published, draft)).content.decode()
    assert "请先把草稿送审发布" in reply
    author = staff(client, "chen", *RIGHTS, "editorial.review_final")
    Guest.objects.filter(pk=draft.pk).update(created_by=author)
    assert "请先把草稿送审发布" in client.get(page_of(published, draft)).content.decode()
    staff(client, "liu", *RIGHTS, "editorial.review_final")
    assert merge(client, published, draft).status_code == 302


def test_the_list_of_merges_asks_no_more_for_more_rows(admin_client, django_assert_max_num_queries):
    for _ in range(2):
        merge(admin_client, GuestFactory(), GuestFactory())
    admin_client.get("/admin/editorial/merge/")
    with django_assert_max_num_queries(30) as asked:
        admin_client.get("/admin/editorial/merge/")
    few = len(asked)
    for _ in range(4):
        merge(admin_client, GuestFactory(), GuestFactory())
    with django_assert_max_num_queries(few):
        admin_client.get("/admin/editorial/merge/")


def test_old_addresses_of_tags_and_terms_still_select(admin_client, client):
    keep, duplicate = Tag.objects.create(name="党员"), Tag.objects.create(name="共产党员")
    PracticeFactory(tags=["党员"], published=True)
    theme = ThemeFactory()
    merge(admin_client, keep, duplicate)
    moved = client.get("/practices/", {"tag": ["共产党员", "没有"], "theme": theme.code})
    assert moved.status_code == 301
    assert moved.headers["Location"] == f"/practices/?tag=党员&tag=没有&theme={theme.code}".replace(
        "党员", "%E5%85%9A%E5%91%98"
    ).replace("没有", "%E6%B2%A1%E6%9C%89")
    assert client.get("/practices/", {"tag": "没有"}).status_code == 200
    used, gone = ProblemFactory(), ProblemFactory()
    merge(admin_client, used, gone)
    moved = client.get("/practices/", {"problem": gone.code})
    assert moved.headers["Location"] == f"/practices/?problem={used.code}"
