"""How good the import is on the test documents: floors below which no change may push it."""

import pytest

from imports.contract import as_contract
from imports.draft import Document
from imports.pipeline import draft_from
from imports.repair import repair
from tests.imports.damage import damaged
from tests.imports.scoring import (
    MEASURES,
    SETS,
    Score,
    character_errors,
    examples,
    pieces_of,
)

DOCUMENTS = [document for which in SETS for document in examples(which)]
CLEAN_FLOOR, DAMAGED_FLOOR = 0.95, 0.93
MOST_ERRORS = 0.004  # of the characters, where editors are still to be asked about some


def drafts(texts):
    return [draft_from(Document(text)) for text in texts]


def scores(found) -> dict[str, Score]:
    counted = {measure: Score() for measure in MEASURES}
    for document, draft in zip(DOCUMENTS, found, strict=True):
        pieces = pieces_of(as_contract(draft))
        for measure in MEASURES:
            counted[measure].add(document.name, document.truth[measure], pieces[measure])
    return counted


@pytest.fixture(scope="module")
def clean():
    return drafts(document.text for document in DOCUMENTS)


@pytest.fixture(scope="module")
def restored():
    return drafts(damaged(document.text, seed=7) for document in DOCUMENTS)


@pytest.mark.parametrize("measure", MEASURES)
def test_clean_documents_are_taken_apart_as_they_should_be(clean, measure):
    score = scores(clean)[measure]

    assert score.f1 >= CLEAN_FLOOR, "\n".join(score.failures)


@pytest.mark.parametrize("measure", MEASURES)
def test_damaged_documents_are_hardly_worse(restored, measure):
    score = scores(restored)[measure]

    assert score.f1 >= DAMAGED_FLOOR, "\n".join(score.failures)


def test_every_document_is_taken_for_what_it_is(clean):
    assert [draft.kind for draft in clean] == [document.kind for document in DOCUMENTS]


def test_a_clean_document_comes_out_character_for_character(clean):
    assert [draft.text for draft in clean] == [document.article for document in DOCUMENTS]


def test_damaged_documents_come_out_as_they_were(restored):
    errors = sum(
        character_errors(draft.text, document.article)
        for draft, document in zip(restored, DOCUMENTS, strict=True)
    )

    assert errors <= MOST_ERRORS * sum(len(document.article) for document in DOCUMENTS)


def test_every_span_holds_the_words_that_it_says(clean, restored):
    for draft in [*clean, *restored]:
        for piece in [*draft.practices, *draft.facts, *draft.statements]:
            assert draft.text[piece.start : piece.end] == piece.quote
        for guest in draft.guests:
            assert 0 <= guest.start <= guest.end <= len(draft.text)
        for question in draft.questions:
            for text, start in zip(question.text.split("\n"), question.starts, strict=False):
                assert draft.text.startswith(text, start)
            for answer in question.answers:
                for text, start in zip(answer.paragraphs, answer.starts, strict=True):
                    assert draft.text.startswith(text, start)


def test_repairing_what_was_repaired_changes_nothing(restored):
    for draft in restored:
        assert repair(draft.text).text == draft.text


def test_confidence_is_a_share_and_differs_between_what_is_told_and_guessed(clean):
    shares = {guest.confidence for draft in clean for guest in draft.guests}

    assert all(0 < share <= 1 for share in shares)
    assert len(shares) > 2
