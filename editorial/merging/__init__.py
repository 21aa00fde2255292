"""Making one record of two that mean the same, and two of them again.

`kinds` says what can be merged and when not, `moving` moves what names a record to another one,
`services` merges and undoes, `choices` are what an editor decides field by field.
"""

from editorial.versions.laying import resolve

from .kinds import Mergeable, mergeable, register
from .services import merge, undo

__all__ = ["Mergeable", "merge", "mergeable", "register", "resolve", "undo"]
