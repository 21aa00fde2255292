"""Collecting as a visitor does: from a page of the site, with or without its script."""

from tests.support.pages import html

# What a browser sends along with a form of the site itself.
OWN = {"Origin": "http://testserver"}


def send(client, url, data=None, **headers):
    return client.post(url, data or {}, headers={**OWN, **headers})


def collect(client, *names, **data):
    return send(client, "/basket/add/", {"piece": names, **data})


def press(client, do, *, remarks=None, names=None):
    """Press a button of the basket's page, as the page has the pieces, with remarks typed."""
    names = kept(client) if names is None else names
    typed = {f"remark:{name}": words for name, words in (remarks or {}).items()}
    return send(client, "/basket/", {"piece": names, "do": do, **typed})


def kept(client) -> list[str]:
    """Return the names of what the visitor has collected, in order."""
    return [f"{kind}:{key}" for kind, key, _ in client.session.get("basket", [])]


def remarks(client) -> list[str]:
    return [remark for *_, remark in client.session.get("basket", [])]


def basket(client) -> str:
    return html(client, "/basket/")
