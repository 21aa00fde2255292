"""Records and documents are cited as the standards say, by permalinks that name the version."""

import html
import json

import pytest
import rispy
from django.utils import timezone
from pybtex.database import parse_string

from editorial import services
from editorial.versions import log
from exports.citing.entries import entry_of_source
from exports.citing.formats import as_bibtex, as_ris
from practices.models import Practice
from sources.citations import gbt7714
from sources.models import Source
from tests.editorial.desk import save
from tests.factories import (
    AnswerFactory,
    EditorFactory,
    EvidenceFactory,
    PracticeFactory,
    SourceFactory,
    ZoneFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
ARTICLE = {
    "kind": "article",
    "title": "党建引领高新区发展{研究} & 100%",
    "author": "张三、李四、王五、赵六",
    "publication": "党建研究",
    "volume": "12",
    "issue": "3",
    "pages": "45-48",
    "dated": "2020-03",
    "url": "https://example.org/a_b?x=1&y=2",
    "accessed_on": "2021-05-06",
}


@pytest.fixture
def root(settings):
    settings.SITE_URL = "https://kb.example.org"
    return settings.SITE_URL


def cite(client, kind, name, **query):
    return client.get(f"/cite/{kind}/{name}/", query)


@pytest.fixture
def practice():
    practice = PracticeFactory(name="一心三亮", slug="yi-xin-san-liang", published=True)
    EvidenceFactory(practice=practice, source=SourceFactory(**ARTICLE, published=True))
    Practice.objects.update(published_at="2026-03-04T05:06:07Z")
    return practice


def test_a_practice_is_cited_with_its_version_and_its_sources(client, root, practice):
    today = timezone.localdate().isoformat()
    page = cite(client, "practice", practice.slug).content.decode()
    address = f"{root}/practices/yi-xin-san-liang/?v=1"
    assert f"一心三亮[DB/OL]//高新区党建实践库. (2026-03-04)[{today}]. {address}." in page
    text = cite(client, "practice", practice.slug, format="gbt7714").content.decode()
    assert text.splitlines()[1] == gbt7714(Source.objects.get())


def test_every_format_says_the_same(client, root, practice):
    csl = json.loads(cite(client, "practice", practice.slug, format="csl").content)
    own, article = csl
    assert (own["type"], own["version"], own["title"]) == ("entry", "1", "一心三亮")
    assert article["type"] == "article-journal"
    assert article["issued"] == {"date-parts": [[2020, 3]]}
    assert article["accessed"] == {"date-parts": [[2021, 5, 6]]}
    assert [author["literal"] for author in article["author"]] == ["张三", "李四", "王五", "赵六"]

    text = cite(client, "practice", practice.slug, format="bibtex").content.decode()
    bib = parse_string(text, "bibtex").entries
    assert set(bib) == {own["id"], article["id"]}
    fields = bib[article["id"]].fields
    assert (bib[article["id"]].type, fields["journal"], fields["number"]) == (
        "article",
        "党建研究",
        "3",
    )
    assert (fields["year"], fields["urldate"]) == ("2020", "2021-05-06")
    assert len(bib[article["id"]].persons["author"]) == 4

    ris = rispy.loads(cite(client, "practice", practice.slug, format="ris").content.decode())
    assert [one["type_of_reference"] for one in ris] == ["DBASE", "JOUR"]
    assert ris[1]["authors"] == ["张三", "李四", "王五", "赵六"]
    assert (ris[1]["start_page"], ris[1]["end_page"]) == ("45", "48")
    assert ris[1]["title"] == ARTICLE["title"]
    assert ris[1]["urls"] == [ARTICLE["url"]]


@pytest.mark.parametrize(
    ("kind", "csl", "ris", "bibtex"),
    [
        ("article", "article-journal", "JOUR", "article"),
        ("newspaper", "article-newspaper", "NEWS", "article"),
        ("webpage", "webpage", "ELEC", "misc"),
        ("report", "report", "RPRT", "techreport"),
        ("book", "book", "BOOK", "book"),
        ("other", "document", "GEN", "misc"),
    ],
)
def test_every_kind_of_document_has_its_type(kind, csl, ris, bibtex):
    source = SourceFactory(kind=kind, publisher="人民出版社", publisher_place="北京")
    entry = entry_of_source(source)
    assert entry["type"] == csl
    assert rispy.loads(as_ris([entry]))[0]["type_of_reference"] == ris
    (one,) = parse_string(as_bibtex([entry]), "bibtex").entries.values()
    assert one.type == bibtex


def test_what_is_not_known_is_left_out(client):
    source = SourceFactory(publication="", dated="", published=True)
    (entry,) = json.loads(cite(client, "source", source.pk, format="csl").content)
    assert set(entry) == {"id", "type", "title", "language"}
    assert cite(client, "source", source.pk, format="ris").status_code == 200
    assert cite(client, "source", source.pk, format="bibtex").status_code == 200


def test_an_interview_is_cited_to_the_paragraph(client, root):
    answer = AnswerFactory(published=True)
    slug = answer.interview.slug
    page = cite(client, "interview", slug, at="a1-p2").content.decode()
    assert f"{root}/interviews/{slug}/?v=1#a1-p2." in page
    assert "at=a1-p2&amp;format=ris" in page
    for at in ("a9-p9", "x", "a1-p2'", "q9", "q1-p1", "a99999", "a１"):
        assert cite(client, "interview", slug, at=at).status_code == 404


def test_what_somebody_says_is_cited_under_their_name_and_says_in_what_post(client, root):
    answer = AnswerFactory(
        appearance__guest__name="王建国", appearance__posts_as_given="党工委书记", published=True
    )
    interview, today = answer.interview, timezone.localdate().isoformat()
    said = "王建国（党工委书记）的回答中的一段"
    slug = interview.slug
    page = cite(client, "interview", slug, at="a1-p2").content.decode()
    assert f"王建国. {interview.title}: {said}[DB/OL]//高新区党建实践库. (" in page
    assert f")[{today}]. {root}/interviews/{slug}/?v=1#a1-p2." in page
    csl = cite(client, "interview", slug, at="a1-p2", format="csl").content
    entry = json.loads(csl)[0]
    assert (entry["title"], entry["note"]) == (interview.title, said)
    assert entry["author"] == [{"literal": "王建国"}]
    text = cite(client, "interview", slug, at="a1-p2", format="bibtex").content.decode()
    bib = parse_string(text, "bibtex").entries[entry["id"]]
    assert bib.fields["note"] == f"{said}；第 1 版"
    assert len(bib.persons["author"]) == 1
    text = cite(client, "interview", slug, at="a1-p2", format="ris").content.decode()
    ris = rispy.loads(text)[0]
    assert (ris["authors"], ris["notes"]) == (["王建国"], [said])

    whole = cite(client, "interview", slug, at="a1", format="gbt7714").content.decode()
    assert ": 王建国（党工委书记）的回答[DB/OL]//" in whole
    asked = cite(client, "interview", slug, at="q1", format="gbt7714").content.decode()
    assert asked.startswith(f"{interview.title}: 第1问[DB/OL]//")
    own = json.loads(cite(client, "interview", slug, format="csl").content)[0]
    assert {"author", "note"}.isdisjoint(own)


def test_a_guest_who_is_not_published_is_no_author(client):
    answer = AnswerFactory(
        appearance__guest__name="王建国", appearance__posts_as_given="党工委书记", published=True
    )
    type(answer.appearance.guest).objects.update(state="draft")
    for form in ("", "gbt7714", "bibtex", "ris", "csl"):
        text = cite(client, "interview", answer.interview.slug, at="a1", format=form)
        assert "嘉宾的回答" in text.content.decode()
        assert "王建国" not in text.content.decode()
        assert "党工委书记" not in text.content.decode()


def test_the_page_of_a_practice_cites_it_as_the_page_of_citations_does(client, root, practice):
    text = cite(client, "practice", practice.slug, format="gbt7714").content.decode()
    own = text.splitlines()[0]
    assert own in html.unescape(client.get(practice.get_absolute_url()).content.decode())
    draft = PracticeFactory()
    client.force_login(EditorFactory())
    assert "引用本页" not in client.get(draft.get_absolute_url()).content.decode()


def test_a_reference_that_lacks_something_says_so(client, practice):
    page = cite(client, "practice", practice.slug).content.decode()
    assert "未载明" not in page
    Source.objects.update(publication="", issue="")
    for path in (f"/cite/practice/{practice.slug}/", Source.objects.get().get_absolute_url()):
        assert "所收文本未载明刊名、期号，著录时从略" in client.get(path).content.decode()


def test_what_is_cited_is_printed_word_for_word_with_its_speaker(client):
    answer = AnswerFactory(published=True)
    slug, guest = answer.interview.slug, answer.appearance.guest
    first, second, *_ = (part.text for part in answer.paragraphs)
    whole = cite(client, "interview", slug, at="a1").content.decode()
    assert all(f"<p>{text}</p>" in whole for text in (first, second))
    assert f"{guest.name}在访谈中说" in whole
    assert 'href="?at=a1-p2"' in whole
    part = cite(client, "interview", slug, at="a1-p2").content.decode()
    assert f"<p>{second}</p>" in part
    assert f"<p>{first}</p>" not in part
    assert 'href="?at=a1"' in part
    asked = cite(client, "interview", slug, at="q1").content.decode()
    assert f"<p>{answer.question.text}</p>" in asked
    type(guest).objects.update(state="draft")
    assert guest.name not in cite(client, "interview", slug, at="a1").content.decode()


def test_the_page_shows_what_the_files_hold(client, practice):
    page = html.unescape(cite(client, "practice", practice.slug).content.decode())
    for name in ("bibtex", "ris", "csl"):
        assert cite(client, "practice", practice.slug, format=name).content.decode() in page


def test_what_is_not_published_cannot_be_cited(client, practice):
    assert cite(client, "practice", PracticeFactory().slug).status_code == 404
    assert cite(client, "source", SourceFactory().pk).status_code == 404
    assert cite(client, "interview", AnswerFactory().interview.slug).status_code == 404
    assert cite(client, "nonsense", practice.slug).status_code == 404
    assert cite(client, "source", "9" * 30).status_code == 404
    EvidenceFactory(practice=practice)
    assert len(cite(client, "practice", practice.slug).context["cited"].sources) == 1


def test_an_unknown_format_is_told_what_there_is(client, practice):
    response = cite(client, "practice", practice.slug, format="docx")
    assert response.status_code == 400
    assert "bibtex" in response.content.decode()


def published_anew(client, practice, **changes):
    """Change a published practice, and publish the change."""
    client.force_login(author := EditorFactory())
    save(client, practice, **changes)
    practice.refresh_from_db()
    services.submit(record=practice, actor=author)
    for _ in range(3):
        services.pass_review(record=practice, actor=EditorFactory())
    client.logout()
    practice.refresh_from_db()


def test_a_permalink_says_what_has_changed_since(client, practice):
    url = practice.get_absolute_url()
    assert "第 1 版" not in client.get(url).content.decode()
    assert "现在仍是这一版" in client.get(f"{url}?v=1").content.decode()
    hidden = ZoneFactory(short_name="未发布高新区")
    published_anew(client, practice, gist="改过的一句话。", zones=[hidden.pk])
    now = log.last_published(practice).number
    page = client.get(f"{url}?v=1").content.decode()
    assert f"现在是第 {now} 版" in page
    assert "一句话" in page
    assert "未发布高新区" not in page
    assert f"?v={now}" in cite(client, "practice", practice.slug).content.decode()
    assert "现在仍是这一版" in client.get(f"{url}?v={now}").content.decode()


@pytest.mark.parametrize("asked", ["0", "99", "x", "-1", "9" * 40, "1'", "2"])
def test_a_version_that_readers_never_saw_is_not_told_of(client, practice, asked):
    page = client.get(practice.get_absolute_url(), {"v": asked}).content.decode()
    assert "没有这一版" in page


def test_pages_lead_to_how_they_are_cited(client, practice):
    page = client.get(practice.get_absolute_url()).content.decode()
    assert f"/cite/practice/{practice.slug}/" in page
    answer = AnswerFactory(published=True)
    page = client.get(answer.interview.get_absolute_url()).content.decode()
    assert f'/cite/interview/{answer.interview.slug}/"' in page
    link = f'href="/cite/interview/{answer.interview.slug}/?at=a1"'
    assert f'class="answer-cite screen-only" {link}' in page
    page = client.get(answer.interview.source.get_absolute_url()).content.decode()
    assert f"/cite/source/{answer.interview.source.pk}/" in page
