"""What an editor works on between the pipeline and the database: a working copy of a draft.

`making` makes it from a draft, `editing` changes it, `marking` lays it out for the page, `result`
makes a draft of it again. Pure functions; the working copy travels as JSON in `ImportJob.review`.
"""

from imports.review.making import working_copy
from imports.review.result import as_draft
from imports.review.workcopy import CannotEdit, WorkingCopy

__all__ = ["CannotEdit", "WorkingCopy", "as_draft", "working_copy"]
