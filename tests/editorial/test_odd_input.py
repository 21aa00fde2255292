"""What no page of the admin sends is refused in a sentence, and breaks nothing."""

import pytest
from django.urls import reverse

from practices.models import Theme
from tests.factories import PracticeFactory, ThemeFactory

from .desk import address, fields_of, save

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("key", ["abc", "²", "9" * 25])
def test_a_list_refuses_chosen_rows_that_are_no_numbers(admin_client, key):
    practice = PracticeFactory()
    data = {"action": "bulk_submit", "_selected_action": [str(practice.pk), key]}
    for kind in ("practices_practice", "taggit_tag", "editorial_merge"):
        page = admin_client.post(reverse(f"admin:{kind}_changelist"), data, follow=True)
        assert page.status_code == 200
    page = admin_client.post(reverse("admin:practices_practice_changelist"), data, follow=True)
    assert "所选的记录无法识别" in page.content.decode()


def test_a_list_is_not_narrowed_to_a_year_that_no_calendar_has(admin_client):
    address = reverse("admin:editorial_auditentry_changelist")
    assert admin_client.get(address, {"at__year": "99999999"})["Location"] == f"{address}?e=1"


@pytest.mark.parametrize("page", ["add", "change"])
def test_a_form_refuses_choices_that_are_no_numbers(admin_client, page):
    practice = PracticeFactory()
    url = address(practice) if page == "change" else reverse("admin:practices_practice_add")
    answer = admin_client.post(url, {**fields_of(admin_client.get(url)), "themes": "abc"})
    assert answer.status_code == 200
    assert answer.context["adminform"].form.has_error("themes")
    answer = admin_client.post(
        reverse("admin:zones_partyorganization_add"), {"zone": "abc", "parent": "x"}
    )
    assert answer.context["adminform"].form.has_error("zone")


def test_themes_in_bulk_that_are_no_numbers_are_refused(admin_client):
    url = reverse("admin:practices_practice_bulk", args=["add-themes"])
    answer = admin_client.post(url, {"chosen": str(PracticeFactory().pk), "themes": "abc"})
    assert answer.status_code == 200
    assert answer.context["form"].has_error("themes")


def test_a_term_moved_where_its_code_does_not_fit_is_refused(admin_client):
    """The form only shows the code, of which the sentence speaks."""
    term = ThemeFactory()
    answer = save(admin_client, term, parent="")
    assert answer.status_code == 200
    assert "它之下的二级词如" in answer.content.decode()
    assert Theme.objects.get(pk=term.pk).parent_id == term.parent_id


def test_a_draft_has_no_page_on_the_site_to_be_led_to(admin_client):
    draft, published = PracticeFactory(), PracticeFactory(state="published")
    assert "在站点上查看" not in admin_client.get(address(draft)).content.decode()
    assert "在站点上查看" in admin_client.get(address(published)).content.decode()
