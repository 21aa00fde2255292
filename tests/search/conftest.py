"""Tests of the index see it written as the site writes it, at every change."""

import pytest


@pytest.fixture(autouse=True)
def _late_indexing():
    """Nothing is put off."""
