"""The last step: a draft becomes records. With `matching` and `known`, all that knows a model.

Everything is made as a draft (草稿); nothing is published by a machine. Applying the same document
again adds nothing: a document is known by the SHA-256 of its file, questions and answers by their
words. What an editor has changed is kept as it is, and listed.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from editorial.loading import IMPORTED, Tally
from editorial.models import StaleRecordError
from imports.applying.account import NO_CHOICES, Account, Choices, NotApplied
from imports.applying.document import put_source, relocate
from imports.applying.figures import put_facts, put_statements
from imports.applying.limits import LimitedTally
from imports.applying.people import places_of, put_guests, put_organizations
from imports.applying.plan import Plan, plan_of
from imports.applying.practices import put_practices
from imports.applying.talk import Talk, put_interview, put_talk
from imports.draft import Document, Draft
from interviews.models import Interview
from search.indexing import together
from sources.models import Source

__all__ = [
    "NO_CHOICES",
    "SKIP",
    "UPDATE",
    "Account",
    "Applied",
    "Choices",
    "NotApplied",
    "Plan",
    "apply_draft",
    "plan_import",
    "without_proposals",
]

SKIP, UPDATE = "skip", "update"


@dataclass(frozen=True)
class Applied:
    """What came of it. `interview` is None for a write-up; `existed` tells of an earlier import."""

    source: Source
    interview: Interview | None
    existed: bool
    tally: Tally = field(default_factory=Tally)


def without_proposals(draft: Draft) -> Draft:
    """The draft with what the document says of itself and who said what, for unattended imports."""
    return replace(draft, practices=(), facts=(), statements=())


@together()
def apply_draft(
    *,
    draft: Draft,
    document: Document,
    content: bytes | None,
    account: Account | None = None,
    on_existing: str = SKIP,
    choices: Choices = NO_CHOICES,
    by=None,
) -> Applied:
    """Write `draft` to the database, all or nothing.

    `content` is the file as received (None keeps no file). With `on_existing="skip"` a document
    that is there already is left alone; with `"update"` rows that no editor has changed follow the
    new draft. A refused draft raises `ValueError`; what the database would not take, and what is
    out of the reach of the editor `by` who imports, `NotApplied`.
    """
    if draft.kind == "refused":
        raise ValueError(draft.reason)
    known = Source.objects.filter(fingerprint=document.fingerprint).first()
    if known is not None and on_existing == SKIP:
        return Applied(known, getattr(known, "interview", None), existed=True)
    tally = LimitedTally(reason=IMPORTED, by=by)
    try:
        source, interview = _write(draft, document, content, account or Account(), choices, tally)
        tally.refuse_foreign()
    except ValidationError as error:
        raise NotApplied(error.messages) from error
    except (IntegrityError, StaleRecordError) as error:
        raise NotApplied(["别人刚刚写入了同样的内容，或改动了其中一条。请再试一次。"]) from error
    existed = known is not None or choices.source is not None
    return Applied(source, interview, existed=existed, tally=tally)


def _write(draft, document, content, account: Account, choices: Choices, tally: Tally):
    source = put_source(draft, document, content, account, choices.source, tally)
    interview, talk = None, Talk()
    if draft.kind == "interview":
        interview = put_interview(draft, source, tally)
    if interview is not None:
        places = put_organizations(draft, source, choices, tally)
        speakers = put_guests(draft, interview, places, choices, tally)
        talk = Talk(places_of(draft, places), put_talk(draft, interview, speakers, tally))
    put_practices(draft, source, talk, tally)
    put_facts(draft, source, tally)
    put_statements(draft, source, talk, tally)
    relocate(source, tally)
    return source, interview


def plan_import(**arguments) -> Plan:
    """What `apply_draft` would do with the same arguments; nothing is written."""
    with transaction.atomic():
        applied = apply_draft(**{**arguments, "content": None})
        plan = plan_of(applied.tally)
        transaction.set_rollback(True)
    return plan
