"""What is published is found and counted at once; what is withdrawn never again."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from editorial import services
from practices.models import Practice
from search import snapshots
from search.changes import newest
from search.indexing import rebuild, together
from search.models import Document, Listing
from tests.factories import (
    AnswerFactory,
    EditorFactory,
    EvidenceFactory,
    GuestFactory,
    MeasureFactory,
    PracticeFactory,
    PracticeProblemFactory,
    ProblemFactory,
    SourceFactory,
    ThemeFactory,
    ZoneFactory,
    ZoneTitleFactory,
)
from tests.support.pages import words

pytestmark = pytest.mark.django_db


def catalogue(client, **query) -> str:
    return words(client.get("/practices/", query).content.decode())


def searched(client, query: str) -> str:
    return words(client.get("/search/", {"q": query}).content.decode())


class TestPublishing:
    def test_a_published_practice_is_there_at_once_and_gone_when_archived(self, client, settings):
        settings.REVIEW_STEPS = 1
        practice, theme = PracticeFactory(name="梧桐行动"), ThemeFactory()
        practice.themes.add(theme)
        assert "共 0 条" in catalogue(client)
        assert "没有找到" in searched(client, "梧桐")
        services.submit(record=practice, actor=EditorFactory())
        services.pass_review(record=practice, actor=EditorFactory())
        assert "共 1 条" in catalogue(client, theme=theme.code)
        assert "梧桐行动" in searched(client, "梧桐")
        services.archive(record=practice, actor=EditorFactory(), reason="过时")
        assert "共 0 条" in catalogue(client)
        assert "没有找到" in searched(client, "梧桐")
        assert not Document.objects.filter(title="梧桐行动").exists()

    def test_a_part_that_is_added_changed_and_deleted_is_followed(self, client):
        practice = PracticeFactory(published=True)
        measure = MeasureFactory(practice=practice, label="梧桐一项")
        assert "梧桐一项" in searched(client, "梧桐一项")
        measure.label = "银杏一项"
        measure.save()
        assert "没有找到" in searched(client, "梧桐一项")
        measure.delete()
        assert "没有找到" in searched(client, "银杏一项")

    def test_ties_are_followed_when_they_are_made_and_undone(self, client):
        practice, problem = PracticeFactory(published=True), ProblemFactory()
        zone = ZoneFactory(published=True)
        link = PracticeProblemFactory(practice=practice, problem=problem)
        practice.zones.add(zone)
        practice.tags.add("梧桐")
        query = {"problem": problem.code, "zone": zone.slug, "tag": "梧桐"}
        assert "共 1 条" in catalogue(client, **query)
        practice.tags.remove("梧桐")
        assert "共 0 条" in catalogue(client, **query)
        link.delete()
        practice.zones.clear()
        assert "共 0 条" in catalogue(client, zone=zone.slug)
        assert "共 0 条" in catalogue(client, problem=problem.code)

    def test_a_deleted_practice_leaves_nothing(self, client):
        practice = PracticeFactory(name="梧桐行动", published=True, zones=[ZoneFactory()])
        MeasureFactory(practice=practice, label="梧桐一项")
        practice.delete()
        assert "没有找到" in searched(client, "梧桐")
        assert "共 0 条" in catalogue(client)

    def test_a_zone_that_is_withdrawn_is_no_value_any_more(self, client):
        zone = ZoneFactory(published=True, province="61")
        PracticeFactory(published=True, zones=[zone])
        assert "共 1 条" in catalogue(client, province="61")
        zone.state = "draft"
        zone.save()
        assert "共 0 条" in catalogue(client, province="61")
        assert zone.short_name not in catalogue(client)

    def test_a_source_that_is_withdrawn_takes_its_words_along(self, client):
        answer = AnswerFactory(text="梧桐好。", published=True)
        source = answer.interview.source
        title = ZoneTitleFactory(source=source, zone__published=True, name="梧桐示范区")
        assert "梧桐好" in searched(client, "梧桐好")
        source.state = "draft"
        source.save()
        assert "没有找到" in searched(client, "梧桐好")
        assert "没有找到" in searched(client, title.name)

    def test_a_guest_that_is_withdrawn_is_named_nowhere(self, client):
        guest = GuestFactory(name="隐名者", published=True)
        AnswerFactory(text="梧桐好。", appearance__guest=guest, published=True)
        assert "隐名者" in searched(client, "梧桐好")
        guest.state = "draft"
        guest.save()
        assert "隐名者" not in searched(client, "梧桐好")

    def test_evidence_of_a_draft_source_counts_for_nobody(self, client):
        practice = PracticeFactory(published=True)
        EvidenceFactory(practice=practice, source=SourceFactory())
        assert "共 0 条" in catalogue(client, evidence="document")


class TestChangeNumber:
    def test_drafts_do_not_change_what_visitors_see(self):
        PracticeFactory(published=True)
        before = newest()
        draft = PracticeFactory()
        MeasureFactory(practice=draft)
        after = newest()
        assert after.number > before.number
        assert after.seen == before.seen

    def test_a_published_record_changes_it(self):
        before = newest()
        PracticeFactory(published=True)
        assert newest().seen != before.seen

    def test_a_rolled_back_change_never_was(self):
        before = newest()
        with transaction.atomic():
            PracticeFactory(name="梧桐行动", published=True)
            transaction.set_rollback(True)
        assert newest() == before
        assert not Document.objects.exists()

    def test_together_indexes_once_for_many_saves(self):
        before = newest().number
        with together():
            practice = PracticeFactory(published=True)
            for _ in range(5):
                MeasureFactory(practice=practice)
        assert newest().number - before <= 2
        assert Document.objects.filter(title__startswith="第").count() == 5


class TestShelves:
    def counts(self):
        held = snapshots.shelf("practice")
        return held.counts("theme", held.base(drafts=False)), held.base(drafts=False)

    def test_a_shelf_follows_one_change_and_equals_one_read_anew(self):
        themes = ThemeFactory.create_batch(3)
        practices = [PracticeFactory(published=True, themes=themes[:2]) for _ in range(5)]
        snapshots.shelf("practice")
        practices[0].themes.set([themes[2]])
        practices[1].delete()
        PracticeFactory(published=True, themes=themes)
        followed = self.counts()
        snapshots.forget()
        assert followed == self.counts()

    def test_the_stored_shelf_gives_the_same_with_what_came_after(self):
        PracticeFactory.create_batch(3, published=True, themes=[ThemeFactory()])
        call_command("reindex", stdout=StringIO(), stderr=StringIO())
        PracticeFactory(published=True, themes=[ThemeFactory()])
        snapshots.forget()
        stored = self.counts()
        snapshots.StoredShelf.objects.all().delete()
        snapshots.forget()
        assert stored == self.counts()

    def test_orders_are_kept_through_changes(self):
        for name in ("丙", "甲", "乙"):
            PracticeFactory(name=name, published=True)
        snapshots.shelf("practice")
        Practice.objects.get(name="甲").delete()
        PracticeFactory(name="丁", slug="a-ding", published=True)
        held = snapshots.shelf("practice")
        by_name = held.collection.orders[2]
        in_order = held.in_order(by_name, held.base(drafts=False)).tolist()
        assert in_order == list(Practice.objects.order_by("slug").values_list("pk", flat=True))


class TestRebuilding:
    def test_it_makes_the_same_index(self, client):
        practice = PracticeFactory(name="梧桐行动", published=True, themes=[ThemeFactory()])
        MeasureFactory(practice=practice, label="梧桐一项")
        before = list(Document.objects.order_by("pk").values())
        rebuild(lambda *args: None, renew=True)
        assert list(Document.objects.order_by("pk").values()) == before
        assert "梧桐一项" in searched(client, "梧桐一项")

    def test_stopped_on_the_way_it_is_made_whole_by_the_next(self, client):
        PracticeFactory(name="梧桐行动", published=True)
        before = list(Document.objects.order_by("pk").values())

        def stop(*args):
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            rebuild(stop, renew=True)
        rebuild(lambda *args: None)
        assert list(Document.objects.order_by("pk").values()) == before
        assert "找到 1 条" in searched(client, "梧桐行动")
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT to_regclass('search_all_tokens')")
                assert cursor.fetchone()[0]

    def test_what_is_saved_meanwhile_is_no_hindrance(self, client):
        practice = PracticeFactory(name="梧桐行动", published=True)
        rows = iter([practice])

        def saved_meanwhile(*args):
            for row in rows:
                row.gist = "重建时改过的一句话。"
                row.save()

        rebuild(saved_meanwhile, renew=True)
        assert "找到 1 条" in searched(client, "梧桐行动")
        assert "重建时改过" in Document.objects.get(title="梧桐行动").gist

    def test_it_mends_what_went_past_the_signals(self, client):
        PracticeFactory.create_batch(2, published=True)
        Practice.objects.update(name="梧桐行动")
        assert "没有找到" in searched(client, "梧桐行动")
        rebuild(lambda *args: None)
        assert "找到 2 条" in searched(client, "梧桐行动")
        Practice.objects.all()._raw_delete(Practice.objects.db)
        rebuild(lambda *args: None)
        assert not Document.objects.exists()
        assert not Listing.objects.filter(collection="practice", there=True).exists()
