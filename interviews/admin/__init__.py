"""Interviews and guests on the editors' pages."""

from . import guests, interviews

__all__ = ["guests", "interviews"]
