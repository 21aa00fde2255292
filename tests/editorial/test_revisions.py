"""Of two editors who save the same record, the second is told."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, connections

from editorial import services
from editorial.models import ReviewStep, StaleRecordError
from interviews.models import Answer
from practices.models import Practice
from tests.factories import (
    AnswerFactory,
    EditorFactory,
    HostUnitFactory,
    InterviewFactory,
    PartyOrganizationFactory,
    PracticeFactory,
    SourceFactory,
    ZoneFactory,
)

FACTORIES = [
    HostUnitFactory,
    InterviewFactory,
    PartyOrganizationFactory,
    PracticeFactory,
    SourceFactory,
    ZoneFactory,
]


def twice(record):
    model = type(record)
    return model.objects.get(pk=record.pk), model.objects.get(pk=record.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("factory", FACTORIES)
def test_the_second_editor_is_told_and_overwrites_nothing(factory):
    mine, theirs = twice(factory())
    theirs.save()
    with pytest.raises(StaleRecordError, match="已被他人修改"):
        mine.save()
    mine.refresh_from_db()
    mine.save()
    assert mine.revision == theirs.revision + 1


@pytest.mark.django_db
def test_one_editor_saves_as_often_as_they_like():
    practice = PracticeFactory()
    for number in range(3):
        practice.gist = f"第{number}次修改。"
        practice.save()
    practice.refresh_from_db()
    assert (practice.gist, practice.revision) == ("第2次修改。", 4)


@pytest.mark.django_db
def test_a_save_of_some_fields_counts_too():
    mine, theirs = twice(PracticeFactory())
    before = theirs.updated_at
    theirs.gist = "只改一句话。"
    theirs.save(update_fields=["gist"])
    theirs.refresh_from_db()
    assert theirs.updated_at > before
    with pytest.raises(StaleRecordError):
        mine.save(update_fields=["gist"])


@pytest.mark.django_db
def test_a_refused_save_can_be_mended_and_tried_again():
    taken = PracticeFactory(slug="taken")
    practice = PracticeFactory()
    practice.gist, practice.name = "", ""
    with pytest.raises(IntegrityError):
        practice.save()
    practice.gist, practice.name = "重写的一句话。", "重新命名"
    practice.save()
    assert Practice.objects.exclude(pk=taken.pk).get().gist == "重写的一句话。"


@pytest.mark.django_db
def test_what_was_deleted_meanwhile_is_not_brought_back():
    mine, theirs = twice(PracticeFactory())
    theirs.delete()
    with pytest.raises(StaleRecordError):
        mine.save()
    assert not Practice.objects.exists()


@pytest.mark.django_db
def test_two_reviewers_do_not_pass_one_review_twice():
    mine, theirs = twice(PracticeFactory(state="first"))
    services.pass_review(record=mine, actor=EditorFactory())
    with pytest.raises(StaleRecordError):
        services.pass_review(record=theirs, actor=EditorFactory())
    assert ReviewStep.objects.count() == 1
    assert theirs.state == "first"


@pytest.fixture
def at_once(transactional_db, tmp_path):
    """Run functions at the same time, each in a thread with its own connection to the database.

    SQLite keeps the tests' database in memory, where connections are not independent; the threads
    get a copy in a file, opened with the settings of the real one.
    """
    copy = tmp_path / "copy.sqlite3"

    def run(function):
        own = connections["default"]
        if own.vendor == "sqlite":
            own.settings_dict = {**own.settings_dict, "NAME": str(copy)}
        try:
            return function()
        except StaleRecordError as error:
            return error
        finally:
            own.close()

    def at_once(*functions):
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            with sqlite3.connect(copy) as file:
                connection.connection.backup(file)
            file.close()
        with ThreadPoolExecutor(max_workers=len(functions)) as threads:
            results = list(threads.map(run, functions))
        return results, read

    def read(function):
        with ThreadPoolExecutor() as threads:
            return threads.submit(run, function).result()

    return at_once


def test_two_who_save_at_the_same_moment(at_once):
    practice = PracticeFactory()
    both_have_read = Barrier(2, timeout=30)

    def editor(gist):
        def save():
            mine = Practice.objects.get(pk=practice.pk)
            both_have_read.wait()
            mine.gist = gist
            mine.save()
            return gist

        return save

    results, read = at_once(editor("甲改的。"), editor("乙改的。"))
    refused = [result for result in results if isinstance(result, StaleRecordError)]
    assert len(refused) == 1
    stored = read(lambda: Practice.objects.get(pk=practice.pk))
    assert stored.gist in results
    assert stored.revision == 2


def test_two_who_add_a_paragraph_at_the_same_moment(at_once):
    """No number is given twice, whoever comes second."""
    answer = AnswerFactory()
    both_have_read = Barrier(2, timeout=30)

    def editor(words):
        def save():
            mine = Answer.objects.get(pk=answer.pk)
            both_have_read.wait()
            mine.text += f"\n{words}"
            mine.save()
            return mine.paragraphs[-1].number

        return save

    numbers, read = at_once(editor("甲补充的一段话。"), editor("乙另外说到的。"))
    assert sorted(numbers) == [4, 5]
    assert read(lambda: Answer.objects.get(pk=answer.pk)).last_paragraph == 5
