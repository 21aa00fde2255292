"""Who keeps the site hears of an error once, without what was sent; mail never breaks a page."""

import logging

import pytest
from django.core import mail
from django.core.cache import cache

from operations.seeing import mailing
from operations.seeing.mailing import MOST, OneMailAPlace

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


class AtOnce:
    """A thread that does its work where it is started."""

    def __init__(self, target, args, daemon):
        self.start = lambda: target(*args)


@pytest.fixture(autouse=True)
def _mail(settings, monkeypatch):
    settings.ERROR_MAIL = ["admin@example.cn"]
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "mail"}
    }
    cache.clear()
    monkeypatch.setattr(mailing.threading, "Thread", AtOnce)


@pytest.fixture
def broken(client, monkeypatch):
    """`broken(address)` asks for a page that fails."""

    def fails(user):
        raise ValueError("秘密 of the visitor")

    monkeypatch.setattr("config.views.holdings", fails)
    client.raise_request_exception = False
    return lambda address="/": client.get(address, headers={"Cookie": "a=geheim"})


def test_a_mail_tells_the_place_and_the_number_and_nothing_that_was_sent(broken):
    answer = broken("/?q=秘密")
    assert answer.status_code == 500
    (sent,) = mail.outbox
    assert sent.to == ["admin@example.cn"]
    assert "出错：ValueError，" in sent.subject
    assert answer["X-Request-ID"] in sent.body
    assert "页面：home" in sent.body
    assert "config/views.py" in sent.body
    for word in ("秘密 ", "q=", "geheim", "SECRET"):
        assert word not in sent.body.replace('ValueError("秘密 of the visitor")', "")


def test_one_place_sends_one_mail_and_the_next_tells_of_the_others(broken, monkeypatch):
    for number in range(4):
        broken(f"/?n={number}")
    assert len(mail.outbox) == 1
    [cache.delete(key) for key in mailing_keys("-sent")]
    broken("/?n=9")
    assert len(mail.outbox) == 2
    assert "另有 3 次没有发信" in mail.outbox[1].body


def mailing_keys(ending: str) -> list[str]:
    return [key.split(":", 2)[2] for key in list(cache._cache) if key.endswith(ending)]


def test_when_everything_fails_there_are_few_mails():
    for number in range(MOST + 5):
        OneMailAPlace().handle(logging.LogRecord("x", 40, f"m{number}.py", 1, "failed", (), None))
    assert len(mail.outbox) == MOST


def test_what_bots_send_is_not_mailed(client):
    client.get("/", headers={"Host": "evil.example"})
    client.get("/?a=%00")
    assert mail.outbox == []


def test_the_server_without_settings_is_left_alone(monkeypatch):
    """Its own process logs an error when a worker is killed, and would go down with it."""
    monkeypatch.setattr(mailing, "settings", None)
    for name in ("gunicorn.error", "django.security.DisallowedHost"):
        OneMailAPlace().handle(logging.LogRecord(name, 40, "x", 1, "killed", (), None))


def test_a_mail_server_that_fails_breaks_nothing(broken, monkeypatch, caplog):
    def no_server(self):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", no_server)
    assert broken().status_code == 500
    assert "a mail about an error could not be sent" in caplog.text


def test_a_cache_that_fails_breaks_nothing(monkeypatch, caplog):
    def no_cache(*args):
        raise ConnectionRefusedError

    monkeypatch.setattr(mailing, "_kept_back", no_cache)
    try:
        raise ValueError
    except ValueError:
        logging.getLogger("somewhere").exception("failed")
    assert "no mail could be made" in caplog.text


def test_without_addressees_nothing_is_sent(broken, settings):
    settings.ERROR_MAIL = []
    broken()
    assert mail.outbox == []
