"""The catalogue on the editors' pages."""

from . import collections, evidence, practices, tags, vocabularies

__all__ = ["collections", "evidence", "practices", "tags", "vocabularies"]
