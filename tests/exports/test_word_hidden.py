"""Documents hold what everybody may see, whoever takes them."""

import pytest

from interviews.models import Guest
from tests.factories import (
    AnswerFactory,
    CollectionFactory,
    CollectionItemFactory,
    EditorFactory,
    EvidenceFactory,
    OutcomeFactory,
    PartyOrganizationFactory,
    PracticeFactory,
    PracticeProblemFactory,
    ProblemStatementFactory,
    SourceFactory,
    ThemeFactory,
    ZoneFactory,
)

from .documents import full_practice, taken

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
READERS = pytest.mark.parametrize("is_editor", [False, True], ids=["visitor", "editor"])


@pytest.fixture
def reader(client, is_editor):
    if is_editor:
        client.force_login(EditorFactory())
    return client


@READERS
class TestNothingUnpublished:
    @pytest.mark.parametrize("state", ["draft", "final", "archived"])
    @pytest.mark.parametrize("end", [".docx", "/brief.docx"])
    def test_a_practice_or_collection_that_is_not_published_has_no_document(
        self, reader, state, end
    ):
        for kind, make in (("practice", PracticeFactory), ("collection", CollectionFactory)):
            record = make(state=state)
            assert reader.get(f"/word/{kind}/{record.slug}{end}").status_code == 404

    def test_an_interview_needs_its_source_published_too(self, reader):
        answer = AnswerFactory(published=True)
        url = f"/word/interview/{answer.interview.slug}.docx"
        taken(reader, url)
        answer.interview.source.state = "draft"
        answer.interview.source.save()
        assert reader.get(url).status_code == 404

    def test_a_practice_does_not_give_away_what_hangs_on_it(self, reader):
        hidden_zone, hidden_party = ZoneFactory(), PartyOrganizationFactory()
        practice = full_practice(zones=[hidden_zone], organizations=[hidden_party])
        # Words that no other text has by chance.
        secret = SourceFactory(text="只有这里才说的一句话。")
        words = EvidenceFactory(practice=practice, source=secret, quote="只有这里才说")
        outcome = OutcomeFactory(practice=practice, source=SourceFactory())
        Guest.objects.update(state="draft")
        guest = Guest.objects.get()
        hidden = (
            hidden_zone.short_name, hidden_party.name, words.quote, words.source.title,
            outcome.indicator, outcome.source.title, guest.name,
        )  # fmt: skip
        for url in (
            f"/word/practice/{practice.slug}.docx",
            f"/word/practice/{practice.slug}/brief.docx",
            "/practices/?format=docx",
        ):
            printed = taken(reader, url).words
            assert practice.name in printed
            assert not [one for one in hidden if one in printed], url

    def test_terms_and_collections_leave_drafts_out(self, reader):
        theme, collection = ThemeFactory(), CollectionFactory(published=True)
        draft = PracticeFactory(name="还没有发布的", themes=[theme])
        link = PracticeProblemFactory(practice=draft)
        stated = ProblemStatementFactory(problem=link.problem)
        CollectionItemFactory(collection=collection, practice=draft, remark="编者说它好")
        for url in (
            f"/word/theme/{theme.code}.docx",
            f"/word/problem/{link.problem.code}.docx",
            f"/word/problem/{link.problem.code}/brief.docx",
            f"/word/collection/{collection.slug}.docx",
            f"/word/collection/{collection.slug}/brief.docx",
        ):
            printed = taken(reader, url).words
            for hidden in (draft.name, stated.quote, "编者说它好"):
                assert hidden not in printed, url

    def test_drafts_are_not_compared(self, reader):
        shown, draft = PracticeFactory(published=True), PracticeFactory()
        query = {"practice": [shown.slug, draft.slug]}
        assert reader.get("/word/compare.docx", query).status_code == 400

    @pytest.mark.parametrize(
        "url",
        [
            "/word/practice/mei-you.docx", "/word/problem/P999.docx", "/word/guest/zhang.docx",
            "/word/theme/T1/brief.docx", "/word/problem/%E7%94%B2.docx", "/word/source/1.docx",
        ],
    )  # fmt: skip
    def test_what_there_is_not_is_not_found(self, reader, url):
        assert reader.get(url).status_code == 404


def test_pages_of_drafts_offer_no_document(client):
    client.force_login(EditorFactory())
    for record in (PracticeFactory(), CollectionFactory(), AnswerFactory().interview):
        assert "/word/" not in client.get(record.get_absolute_url()).content.decode()
