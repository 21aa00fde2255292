"""A cluster for all tests of this folder, its readers, and its editor."""

import tempfile
from pathlib import Path
from shutil import rmtree

import pytest

from .editing import FILL, Editor
from .readers import Readers
from .servers import cluster as started


@pytest.fixture(scope="module")
def cluster():
    # /tmp: the account that runs PostgreSQL has to get there.
    folder = Path(tempfile.mkdtemp(prefix="tests-cluster-", dir="/tmp"))
    try:
        with started(folder, FILL) as running:
            yield running
    finally:
        rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def editor(cluster):
    with Editor.at(cluster) as editor:
        yield editor


@pytest.fixture(scope="module")
def readers(cluster, editor):
    """Readers who read from the first test to the last."""
    readers = Readers(cluster)
    readers.start()
    yield readers
    readers.stop()
