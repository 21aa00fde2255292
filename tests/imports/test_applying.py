"""A draft becomes records: drafts all of them, once, and never over an editor's work."""

import dataclasses
import hashlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from editorial.models import State
from imports.applying import UPDATE, Account, apply_draft
from imports.draft import AnswerDraft, Document, Draft, GuestDraft, Post, QuestionDraft
from interviews.models import Answer, Guest, Interview
from sources.models import Source
from tests.factories import EditorFactory, ZoneFactory
from zones.models import Zone

pytestmark = pytest.mark.django_db

CONTENT = "临江高新区党建访谈".encode()
TEXT = "导语一句。\n怎样做好党建？\n王岗：先建组织。\n再抓队伍。\n李凯：我们抓服务。"
DRAFT = Draft(
    kind="interview",
    introduction="导语一句。",
    guests=(
        GuestDraft("王岗", (Post("临江高新区党工委", "书记"),), "临江高新区"),
        GuestDraft("李凯", (Post("智联公司党支部", "书记"), Post("智联公司", "总经理"))),
    ),
    questions=(
        QuestionDraft(
            "怎样做好党建？",
            (
                AnswerDraft("王岗", ("先建组织。", "再抓队伍。"), (18, 24)),
                AnswerDraft("李凯", ("我们抓服务。",), (34,)),
            ),
        ),
    ),
    text=TEXT,
)


def document(content: bytes = CONTENT) -> Document:
    return Document(
        text=TEXT, file_name="fangtan.txt", fingerprint=hashlib.sha256(content).hexdigest()
    )


def apply(draft=DRAFT, content=CONTENT, **options):
    return apply_draft(draft=draft, document=document(content), content=content, **options)


def test_people_questions_and_answers_are_made_in_their_order():
    ZoneFactory(short_name="临江高新区")
    interview = apply().interview
    assert [str(one.guest) for one in interview.appearances.all()] == ["王岗", "李凯"]
    assert interview.appearances.first().zone.short_name == "临江高新区"
    assert interview.appearances.last().posts_as_given == "智联公司党支部书记、智联公司总经理"
    answers = interview.answers.all()
    assert [(one.anchor, one.appearance.guest.name) for one in answers] == [
        ("a1", "王岗"),
        ("a2", "李凯"),
    ]
    assert [part.anchor for part in answers[0].paragraphs] == ["a1-p1", "a1-p2"]


def test_everything_is_a_draft_and_invisible():
    applied = apply()
    states = {applied.source.state, applied.interview.state}
    states |= set(Guest.objects.values_list("state", flat=True))
    assert states == {State.DRAFT}
    assert not Interview.objects.visible_to(None).exists()


def test_the_file_is_kept_as_it_was_received_under_its_own_digest():
    source = apply().source
    assert default_storage.open(source.file.name).read() == CONTENT
    assert source.file.name == f"sources/{hashlib.sha256(CONTENT).hexdigest()}.txt"


def test_a_file_that_was_cut_off_is_kept_anew():
    name = f"sources/{hashlib.sha256(CONTENT).hexdigest()}.txt"
    default_storage.save(name, ContentFile(CONTENT[:4]))
    source = apply().source
    assert source.file.name == name
    assert default_storage.open(name).read() == CONTENT


def test_a_second_import_changes_nothing():
    first = apply()
    second = apply()
    assert second.existed
    assert second.source == first.source
    assert (Source.objects.count(), Guest.objects.count(), Answer.objects.count()) == (1, 2, 2)


def test_an_update_follows_a_better_reading_and_leaves_what_an_editor_changed():
    interview = apply().interview
    edited = interview.answers.get(number=1)
    edited.text = "先建组织，编辑改过。"
    edited._history_user = EditorFactory()
    edited.save()
    question = dataclasses.replace(
        DRAFT.questions[0],
        answers=(
            AnswerDraft("王岗", ("先建好组织。",), (18,)),
            AnswerDraft("李凯", ("我们抓好服务。",), (34,)),
        ),
    )
    applied = apply(dataclasses.replace(DRAFT, questions=(question,)), on_existing=UPDATE)
    texts = list(interview.answers.values_list("text", flat=True))
    assert texts == ["先建组织，编辑改过。", "我们抓好服务。"]
    assert (applied.tally.kept, applied.tally.updated) == (1, 1)


def test_an_update_without_news_changes_nothing():
    apply()
    tally = apply(on_existing=UPDATE).tally
    assert (tally.added, tally.updated, tally.kept) == (0, 0, 0)


def test_a_namesake_in_another_post_is_told_apart():
    apply()
    other = GuestDraft("王岗", (Post("江城大学", "教授"),))
    draft = dataclasses.replace(
        DRAFT,
        guests=(other,),
        questions=(QuestionDraft("问？", (AnswerDraft("王岗", ("答。",), (0,)),)),),
    )
    apply(draft, content=b"another")
    assert [str(guest) for guest in Guest.objects.filter(name="王岗")] == [
        "王岗",
        "王岗（江城大学）",
    ]


def test_somebody_known_in_the_same_post_is_the_same_person():
    apply()
    apply(content=b"another file")
    assert Guest.objects.count() == 2


def test_a_document_without_a_title_gets_one_that_is_marked_as_supplied():
    source = apply().source
    assert source.title_is_supplied
    assert str(source) == "［导语一句。］"


def test_what_the_editor_knows_goes_before_what_the_document_says():
    account = Account(title="临江访谈", published="2020-11-17")
    source = apply(dataclasses.replace(DRAFT, published_on="2019"), account=account).source
    assert (source.title, source.published, source.title_is_supplied) == (
        "临江访谈",
        "2020-11-17",
        False,
    )


def test_a_refused_draft_writes_nothing():
    with pytest.raises(ValueError, match="不是访谈"):
        apply(Draft(kind="refused", reason="不是访谈"))
    assert not Source.objects.exists()


def test_a_failure_in_the_middle_writes_nothing():
    broken = dataclasses.replace(
        DRAFT, questions=(QuestionDraft("问？", (AnswerDraft("无此人", ("答。",), (0,)),)),)
    )
    with pytest.raises(KeyError):
        apply(broken)
    assert not Source.objects.exists()
    assert not Zone.objects.exists()
