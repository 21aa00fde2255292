"""The parts of a practice as rows of its page: a tree that is moved as a whole."""

import pytest

from practices.models import Measure
from tests.editorial.desk import add_row as add_any_row
from tests.editorial.desk import address, fields_of
from tests.factories import EditorFactory, MeasureFactory, PracticeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    client.force_login(EditorFactory())
    return client


@pytest.fixture
def practice():
    return PracticeFactory()


def add_row(data, prefix, **values):
    return add_any_row(data, prefix, **{"position": "0", **values})


def outline(practice) -> list[str]:
    """Return the tree as a list of paths, in order."""
    rows = {row.pk: row for row in practice.measures.order_by("position", "pk")}

    def under(parent, path):
        for row in rows.values():
            if row.parent_id == parent:
                yield f"{path}{row.label}"
                yield from under(row.pk, f"{path}{row.label}/")

    return list(under(None, ""))


def fields(desk, practice, **moved):
    """Return the fields of the page; `moved` maps the label of a row to changes of it."""
    data = fields_of(desk.get(address(practice)))
    for label, changes in moved.items():
        prefix = next(key[:-6] for key, value in data.items() if value == [label])
        data |= {f"{prefix}-{name}": value for name, value in changes.items()}
    return data


def send(desk, practice, data):
    return desk.post(address(practice), {**data, "_continue": "1"})


def test_new_rows_are_nested_under_new_rows(desk, practice):
    data = add_row(fields(desk, practice), "measures", label="亮身份", under="measures-1")
    data = add_row(data, "measures", label="三亮", under="measures-2", position="2")
    data = add_row(data, "measures", label="一心", position="1")
    assert send(desk, practice, data).status_code == 302
    assert outline(practice) == ["一心", "一心/三亮", "一心/三亮/亮身份"]


def test_a_saved_row_is_put_under_a_new_one(desk, practice):
    MeasureFactory(practice=practice, label="亮身份")
    data = fields(desk, practice, 亮身份={"under": "measures-1"})
    data = add_row(data, "measures", label="三亮")
    assert send(desk, practice, data).status_code == 302
    assert outline(practice) == ["三亮", "三亮/亮身份"]


def test_parent_and_child_change_places_at_once(desk, practice):
    top = MeasureFactory(practice=practice, label="一心")
    low = MeasureFactory(practice=practice, label="三亮", parent=top)
    moved = {"一心": {"parent": low.pk}, "三亮": {"parent": ""}}
    assert send(desk, practice, fields(desk, practice, **moved)).status_code == 302
    assert outline(practice) == ["三亮", "三亮/一心"]


def test_a_circle_is_an_error_of_the_form_and_saves_nothing(desk, practice):
    one = MeasureFactory(practice=practice, label="一心")
    two = MeasureFactory(practice=practice, label="三亮")
    moved = {"一心": {"parent": two.pk}, "三亮": {"parent": one.pk}}
    response = send(desk, practice, fields(desk, practice, **moved))
    assert response.status_code == 200
    assert "上级不能是自己，也不能是自己的下级。" in response.content.decode()
    assert outline(practice) == ["一心", "三亮"]


def test_new_rows_in_a_circle_are_an_error_of_the_form(desk, practice):
    data = add_row(fields(desk, practice), "measures", label="一心", under="measures-1")
    data = add_row(data, "measures", label="三亮", under="measures-0")
    response = send(desk, practice, data)
    assert "也不能是自己的下级" in response.content.decode()
    assert not Measure.objects.exists()


@pytest.mark.parametrize("under", ["measures-7", "measures-x", "../", "evidence-0"])
def test_a_place_under_nothing_is_an_error_of_the_form(desk, practice, under):
    data = add_row(fields(desk, practice), "measures", label="一心", under=under)
    response = send(desk, practice, data)
    assert "所选的上级构成没有名称" in response.content.decode()
    assert not Measure.objects.exists()


def test_a_row_with_a_place_and_no_words_is_none(desk, practice):
    data = add_row(fields(desk, practice), "measures", position="4")
    assert send(desk, practice, data).status_code == 302
    assert not Measure.objects.exists()


def test_one_label_may_stand_under_two_parents_but_not_twice_under_one(desk, practice):
    data = fields(desk, practice)
    for label, under in (
        ("甲", ""),
        ("乙", ""),
        ("亮身份", "measures-0"),
        ("亮身份", "measures-1"),
    ):
        data = add_row(data, "measures", label=label, under=under)
    assert send(desk, practice, data).status_code == 302
    assert outline(practice) == ["甲", "甲/亮身份", "乙", "乙/亮身份"]
    data = add_row(fields(desk, practice), "measures", label="甲")
    assert "与本页另一行重复" in send(desk, practice, data).content.decode()


def test_rows_that_stay_where_they_are_are_not_written(desk, practice):
    row = MeasureFactory(practice=practice, label="一心")
    MeasureFactory(practice=practice, label="三亮", parent=row)
    versions = Measure.history.count()
    send(desk, practice, fields(desk, practice, 一心={"content": "不忘初心"}))
    assert Measure.history.count() == versions + 1


def test_a_row_is_taken_away_while_others_move(desk, practice):
    gone = MeasureFactory(practice=practice, label="旧")
    row = MeasureFactory(practice=practice, label="三亮")
    moved = {"旧": {"DELETE": "on"}, "三亮": {"position": "1"}}
    assert send(desk, practice, fields(desk, practice, **moved)).status_code == 302
    assert outline(practice) == ["三亮"]
    data = fields(desk, practice, 三亮={"DELETE": "on"})
    data = add_row(data, "measures", label="新", parent=row.pk)
    assert "或者也要删除" in send(desk, practice, data).content.decode()
    assert gone.pk
