"""A source on the editors' page: its text, what quotes it, and the file as received."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from sources.models import Source
from tests.editorial.desk import address, fields_of, messages, save, staff
from tests.factories import EvidenceFactory, PracticeFactory, SourceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def received():
    source = SourceFactory(title="纪实/“一心三亮”", fingerprint="ab" * 32)
    source.file.save("来信.HTML", ContentFile(b"<script>alert(1)</script>"))
    return source


def test_a_changed_text_moves_the_quotes_and_counts_the_lost_ones(admin_client):
    source = SourceFactory(text="第一段说甲。\n第二段说乙。")
    kept = EvidenceFactory(source=source, quote="第二段说乙。")
    lost = EvidenceFactory(source=source, quote="第一段说甲。")
    save(admin_client, source, text="前言。\r\n第一段说丙。\r\n第二段说乙。")
    page = admin_client.get(address(source))
    assert "有 1 条引文在新的全文中找不到" in messages(page)
    assert page.context["to_mend"] == ["1 条引文在全文中已找不到"]
    kept.refresh_from_db()
    lost.refresh_from_db()
    assert (kept.start, lost.start) == (11, None)
    found = admin_client.get("/admin/practices/evidence/", {"quote": "lost"})
    assert list(found.context["cl"].queryset) == [lost]


def test_going_back_to_an_old_text_moves_the_quotes_too(admin_client):
    source = SourceFactory(text="说甲。")
    row = EvidenceFactory(source=source, quote="说甲。")
    save(admin_client, source, text="前言。说甲。")
    admin_client.post(address(source, "restore", 1))
    row.refresh_from_db()
    assert row.start == 0


def test_a_lost_quote_does_not_bar_other_changes_of_its_practice(admin_client):
    row = EvidenceFactory(quote="说甲。", source=SourceFactory(text="说甲。"))
    Source.objects.update(text="说乙。")
    assert save(admin_client, row.practice, gist="新的话。").status_code == 302
    answer = save(admin_client, row.practice, **{"evidence-0-position": "3"})
    assert "出处的全文里没有这句话" in answer.content.decode()


def test_an_untouched_text_is_not_reported(admin_client):
    source = SourceFactory()
    save(admin_client, source, author="记者")
    assert "全文已改" not in messages(admin_client.get(address(source)))


def test_an_editor_takes_the_received_file_as_a_download(admin_client, received):
    answer = admin_client.get(reverse("admin:sources_source_received", args=[received.pk]))
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == b"<script>alert(1)</script>"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "/received/" in admin_client.get(address(received)).content.decode()


def test_nobody_else_takes_it(client, received):
    place = reverse("admin:sources_source_received", args=[received.pk])
    assert client.get(place)["Location"].startswith("/admin/login/")
    staff(client, "zhang", "zones.view_zone")
    assert client.get(place).status_code == 403
    assert client.get(f"/media/{received.file.name}").status_code == 404
    staff(client, "li", "sources.view_source")
    assert client.get(place).status_code == 200


def test_a_file_that_is_not_there_is_not_found(admin_client, received):
    received.file.storage.delete(received.file.name)
    for source in (received, SourceFactory()):
        place = reverse("admin:sources_source_received", args=[source.pk])
        assert admin_client.get(place).status_code == 404
    assert admin_client.get(reverse("admin:sources_source_received", args=[999])).status_code == 404


def test_repairs_and_gaps_are_shown_and_cannot_be_changed(admin_client):
    repair = {"rule": "D2", "before": "因?yàn)轶w", "after": "因为体", "start": 3, "end": 6}
    repair |= {"candidates": 2, "accepted": False, "options": ["因为体", "因为休"]}
    source = SourceFactory(
        repairs=[repair], gaps=[{"start": 12, "context": "联席会议〔此处缺文〕"}]
    )
    html = admin_client.get(address(source)).content.decode()
    assert "<del>因?yàn)轶w</del>" in html
    assert "因为体、因为休" in html
    assert "联席会议〔此处缺文〕" in html
    assert not {"repairs", "gaps"} & fields_of(admin_client.get(address(source))).keys()


def test_lists_of_sources_count_every_kind_of_quote_once(admin_client):
    source = SourceFactory()
    practice = PracticeFactory()
    for _ in range(3):
        EvidenceFactory(practice=practice, source=source)
    listed = admin_client.get("/admin/sources/source/").context["cl"].queryset.get()
    assert (listed.quote_count, listed.lost_count) == (3, 0)
