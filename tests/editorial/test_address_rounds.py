"""Rounds over the addresses: whose turn it is, and which are dead."""

import datetime

import pytest
from django.core.management import CommandError, call_command

from editorial.answering import rounds
from editorial.answering.asking import Answer
from editorial.management.commands import check_addresses
from editorial.models import AddressCheck, Finding
from tests.factories import SourceFactory, ZoneFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def answers(monkeypatch):
    """What each address answers; whatever is not named can be opened."""
    said = {}
    monkeypatch.setattr(rounds, "ask", lambda url, **kwargs: said.get(url, Answer("能打开（200）")))
    return said


def go(limit=100):
    return [url for url, _ in rounds.go_round(limit)]


def a_day_passes():
    for row in AddressCheck.objects.exclude(failing_since=None):
        row.failing_since -= datetime.timedelta(days=1)
        row.save()


def test_addresses_of_sources_and_zones_are_asked_once_each(answers):
    SourceFactory(url="https://a.example/1")
    SourceFactory(url="https://a.example/1")
    SourceFactory(url="")
    ZoneFactory(website="https://zone.example/")
    assert sorted(go()) == ["https://a.example/1", "https://zone.example/"]
    assert AddressCheck.objects.filter(answer="能打开（200）").count() == 2


def test_those_asked_longest_ago_come_first(answers):
    for number in range(3):
        SourceFactory(url=f"https://a.example/{number}")
    asked = [*go(2), *go(2), *go(2)]
    assert asked == [f"https://a.example/{number}" for number in (0, 1, 2, 0, 1, 2)]


def test_an_address_no_record_names_is_forgotten(answers):
    source = SourceFactory(url="https://a.example/")
    go()
    source.url = ""
    source.save()
    assert go() == []
    assert not AddressCheck.objects.exists()


def test_it_is_dead_when_it_fails_on_two_days(answers):
    source = SourceFactory(url="https://a.example/")
    zone = ZoneFactory(website="https://a.example/")
    SourceFactory(url="https://b.example/")
    answers["https://a.example/"] = Answer("网页不存在（404）", fails=True)
    go()
    go()
    assert not Finding.objects.filter(check_name="dead-address").exists()
    a_day_passes()
    go()
    dead = Finding.objects.filter(check_name="dead-address")
    assert set(dead.values_list("content_type__model", "object_id")) == {
        ("source", source.pk),
        ("zone", zone.pk),
    }
    assert "网页不存在（404）" in dead[0].sentence
    del answers["https://a.example/"]
    go()
    assert not dead.exists()


def test_a_good_day_in_between_begins_anew(answers):
    SourceFactory(url="https://a.example/")
    fails = Answer("没有回音（超时）", fails=True)
    for answer in (fails, Answer("能打开（200）"), fails):
        answers["https://a.example/"] = answer
        go()
    assert not Finding.objects.filter(check_name="dead-address").exists()
    a_day_passes()
    go()
    assert Finding.objects.filter(check_name="dead-address").count() == 1


def test_the_command_says_how_many(answers, capsys):
    SourceFactory(url="https://a.example/")
    SourceFactory(url="https://b.example/")
    answers["https://b.example/"] = Answer("域名不存在", fails=True)
    call_command("check_addresses")
    said = capsys.readouterr()
    assert "查验了 2 个网址，1 个打不开" in said.out
    assert "https://b.example/" in said.err
    call_command("check_addresses", limit=1)
    assert "查验了 1 个网址" in capsys.readouterr().out


def test_the_command_refuses_a_limit_of_nothing():
    with pytest.raises(CommandError, match="--limit"):
        call_command("check_addresses", limit=0)


def test_the_command_can_be_stopped(monkeypatch):
    def stopped(limit):
        yield "https://a.example/", Answer("能打开（200）")
        raise KeyboardInterrupt

    monkeypatch.setattr(check_addresses, "go_round", stopped)
    with pytest.raises(CommandError, match="查验过的 1 个都已记下"):
        call_command("check_addresses")
