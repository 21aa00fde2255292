"""Codings that are finished stay as they are; those that are not stand on the desk."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from practices.models import AnswerCoding
from tests.factories import AnswerFactory, ProblemFactory

from .coders import SECRET, at, code, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def problem():
    return ProblemFactory()


@pytest.fixture
def answer():
    return AnswerFactory()


def test_a_finished_coding_is_locked_for_whole_selections_too(answer, problem):
    client = person()
    code(client, answer, problem, finish=False)
    AnswerCoding.objects.update(note="草稿可以改")
    code(client, answer, problem)
    coding = AnswerCoding.objects.get()
    for change in (
        lambda: AnswerCoding.objects.update(note="改"),
        lambda: AnswerCoding.objects.filter(coder=client.person).delete(),
        coding.delete,
    ):
        with pytest.raises(ValidationError):
            change()
    assert AnswerCoding.objects.get().note == SECRET


def test_the_desk_has_a_box_for_those_who_take_part(problem):
    one, two, reader = person(), person(last_name="乙先生"), person("初审")
    begun, waiting, untouched = AnswerFactory.create_batch(3)
    assert "未完成的编码" not in one.get(reverse("admin:index")).content.decode()
    code(one, begun, finish=False)
    code(two, waiting, problem)
    page = one.get(reverse("admin:index")).content.decode()
    box = page.partition("queue-codings")[2].partition("</section>")[0]
    assert 'desk-number">2<' in box
    assert at("code", begun.pk) in box
    assert at("code", waiting.pk) in box
    assert at("code", untouched.pk) not in box
    assert "您有草稿" in box
    assert "乙先生" not in box
    assert SECRET not in box
    whole = one.get(reverse("admin:desk_queue", args=["codings"])).content.decode()
    assert at("code", waiting.pk) in whole
    assert "未完成的编码" not in reader.get(reverse("admin:index")).content.decode()
    assert reader.get(reverse("admin:desk_queue", args=["codings"])).status_code == 404
    code(one, begun, problem)
    code(one, waiting, problem)
    assert "没有等您完成的编码" in one.get(reverse("admin:index")).content.decode()
