"""What is searched: the first interview and its catalogue, among made-up practices."""

from io import StringIO

from django.core.management import call_command

from tests.bench.generate import fill

MADE_UP = 1000


def load() -> None:
    """Load the real content and the made-up one into an empty database, and index both."""
    silent = {"stdout": StringIO(), "stderr": StringIO()}
    call_command("prepare", **silent)
    fill(MADE_UP)
    call_command("reindex", **silent)
