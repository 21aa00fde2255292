"""The catalogue on the editors' pages."""

from . import coding, collections, evidence, practices, tags, vocabularies

__all__ = ["coding", "collections", "evidence", "practices", "tags", "vocabularies"]
