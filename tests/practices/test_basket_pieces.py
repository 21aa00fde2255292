"""What pieces name, for whoever makes something of them: `collected` and its neighbours."""

import pytest

from editorial.models import FormerAddress
from interviews.services import join_answers, split_answer
from practices.basket.pieces import Collected, Passage, Piece, collected, named, piece_of
from practices.models import SharedBasket
from search.indexing import together
from tests.factories import (
    AnswerFactory,
    EditorFactory,
    EvidenceFactory,
    PracticeFactory,
    SourceFactory,
    ZoneFactory,
)
from tests.support.pages import queries

from .collecting import collect, kept, press
from .reading import speech

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def things(*pieces, user=None) -> list:
    return [one.thing for one in collected(pieces, user)]


def test_things_come_in_the_order_of_the_pieces_with_their_remarks():
    practice, answer = PracticeFactory(published=True), speech()
    passage = EvidenceFactory(published=True)
    pieces = [
        piece_of(row).remarked(f"第{n}条") for n, row in enumerate((answer, passage, practice))
    ]
    found = collected(pieces, None)
    assert [one.piece for one in found] == pieces
    assert [found[0].thing, found[2].thing] == [answer, practice]
    quoted = found[1].thing
    assert isinstance(quoted, Passage)
    assert (quoted.source, quoted.quote, quoted.start, quoted.url) == (
        passage.source,
        passage.quote,
        passage.start,
        passage.passage_url,
    )


def test_nothing_unpublished_is_among_them_but_for_its_editors():
    zone = ZoneFactory()
    hidden = [PracticeFactory(), AnswerFactory(), EvidenceFactory()]
    # An interview of a source that was withdrawn is withdrawn with it.
    answer = speech()
    answer.interview.source.state = "archived"
    answer.interview.source.save()
    pieces = [piece_of(row) for row in (*hidden, answer)]
    assert collected(pieces, None) == []
    assert len(collected(pieces, EditorFactory())) == 4
    practice = PracticeFactory(zones=[zone], published=True)
    (found,) = things(piece_of(practice))
    assert list(found.zones.all()) == []


def test_a_practice_is_known_by_its_former_addresses():
    practice = PracticeFactory(slug="jiu", published=True)
    old = piece_of(practice)
    practice.slug = "xin"
    practice.save()
    assert FormerAddress.objects.exists()
    assert things(old) == [practice]
    assert things(Piece("practice", "mei-you"), old, piece_of(practice)) == [practice, practice]


def test_an_answer_is_known_after_it_was_joined_to_another():
    answer = speech()
    editor = EditorFactory()
    interview = answer.interview
    interview.state = "draft"
    interview.save()
    number = split_answer(
        interview,
        answer.number,
        after=answer.paragraphs[0].number,
        appearance=answer.appearance_id,
        question=answer.question_id,
        actor=editor,
    )
    piece = named(f"answer:{interview.slug}.a{number}")
    (second,) = things(piece, user=editor)
    assert second.number == number
    join_answers(interview, answer.number, actor=editor)
    assert things(piece, user=editor) == [answer]


def test_a_passage_is_found_again_near_where_it_stood_and_never_other_words():
    source = SourceFactory(text="一二三四五六七八九十。", published=True)
    whole = Passage(source, "四五六", 3)
    piece = piece_of(whole)
    assert piece.key.startswith(f"{source.pk}-3-6-")
    source.text = f"新添的开头。{source.text}"
    source.save()
    (found,) = things(piece)
    assert (found.quote, found.start) == ("四五六", 9)
    source.text = source.text.replace("五", "伍")
    source.save()
    assert things(piece) == []


def test_a_passage_knows_who_said_it_where_it_is_read_as_an_answer():
    answer = speech(zone=ZoneFactory(published=True))
    source = answer.interview.source
    words = answer.text.split("\n")[1][:6]
    start = source.text.index(answer.text.split("\n")[1])
    said, asked = things(
        piece_of(Passage(source, words, start)),
        piece_of(Passage(source, source.text[:5], 0)),
    )
    assert said.answer == answer
    assert said.spoken_url.startswith(answer.interview.get_absolute_url())
    assert asked.answer is None
    assert asked.spoken_url == asked.url


@pytest.mark.parametrize(
    "name",
    [
        *("", "practice", "practice:", "practice:a b", "practice:ａ", "practice:a\n", "guest:li"),
        *("answer:x", "answer:x.b1", "passage:1", "passage:1-2-x", "passage:1-2-3-xyz"),
    ],
)
def test_what_nothing_can_be_called_is_no_piece(name):
    assert named(name) is None


def test_titles_and_addresses_are_those_of_the_things():
    practice, answer = PracticeFactory(published=True), speech()
    found = collected([piece_of(practice), piece_of(answer)], None)
    assert [one.title for one in found] == [practice.name, answer.question.text]
    assert [one.url for one in found] == [practice.get_absolute_url(), answer.get_absolute_url()]
    assert Collected(found[0].piece, practice) == found[0]


def fill(client, number):
    """Collect so many of each kind, from as many zones, interviews and documents."""
    names = []
    with together():
        for _ in range(number):
            zone = ZoneFactory(published=True)
            evidence = EvidenceFactory(practice__zones=[zone], published=True)
            answer = AnswerFactory(appearance__zone=zone, published=True)
            source = answer.interview.source
            quote = answer.text.split("\n")[0]
            passage = Passage(source, quote, source.text.index(quote))
            names += [piece_of(row).name for row in (evidence.practice, answer, passage)]
    collect(client, *names)


def test_pages_ask_as_often_for_a_hundred_pieces_as_for_three(client):
    fill(client, 1)
    few = queries(client, "/basket/")
    press(client, "share")
    shared = SharedBasket.objects.get().get_absolute_url()
    few_shared = queries(client, shared)
    fill(client, 33)
    collect(client, piece_of(PracticeFactory(published=True)).name)
    assert len(kept(client)) == 100
    assert queries(client, "/basket/") <= few <= 18
    press(client, "share")
    shared = SharedBasket.objects.first().get_absolute_url()
    assert queries(client, shared) <= few_shared <= 16


def test_buttons_ask_the_database_nothing_more(client):
    practices = PracticeFactory.create_batch(20, published=True)
    before = queries(client, "/practices/")
    collect(client, piece_of(practices[0]).name)
    # The session itself, and who it belongs to.
    few = queries(client, "/practices/")
    assert few <= before + 2
    collect(client, *(piece_of(practice).name for practice in practices))
    assert queries(client, "/practices/") == few
