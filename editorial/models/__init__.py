"""What every record has — states, addresses, versions — and what the desk keeps about records."""

from .accounts import FailedSignIn, PasswordSet, SignIn
from .addresses import Addressed, FormerAddress
from .audit import AuditEntry, AuditHead
from .findings import AddressCheck, Finding
from .publication import Publishable, ReviewStep, Schedule, StaleRecordError, State
from .removal import DeletedRecord, Merge
from .reports import MistakeReport
from .versions import PendingChange, Version
from .wording import PreferredForm

__all__ = [
    "AddressCheck",
    "Addressed",
    "AuditEntry",
    "AuditHead",
    "DeletedRecord",
    "FailedSignIn",
    "Finding",
    "FormerAddress",
    "Merge",
    "MistakeReport",
    "PasswordSet",
    "PendingChange",
    "PreferredForm",
    "Publishable",
    "ReviewStep",
    "Schedule",
    "SignIn",
    "StaleRecordError",
    "State",
    "Version",
]
