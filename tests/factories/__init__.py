"""Factories: one for each model, with readable Chinese and quotes that are really in their source.

`published=True` publishes a record and all that it hangs on, so that visitors see it:
`EvidenceFactory(published=True)` makes a published practice and a published source. Without it
everything is a draft. A number in a name stands between words, so that no name is part of another.

What belongs together follows from what is given: `EvidenceFactory(measure=measure)` is evidence of
the measure's practice, `EvidenceFactory(answer=answer)` quotes the answer. Further answers in one
interview are made with `AnswerFactory(question__interview=interview)`.
"""

from .base import (
    EditorFactory,
    SourceFactory,
    UserFactory,
)
from .desk import (
    AddressCheckFactory,
    AuditEntryFactory,
    DeletedRecordFactory,
    FailedSignInFactory,
    FindingFactory,
    MergeFactory,
    MistakeReportFactory,
    PendingChangeFactory,
    PreferredFormFactory,
    ScheduleFactory,
    SignInFactory,
    VersionFactory,
)
from .imports import ImportJobFactory
from .interviews import (
    AnswerFactory,
    AppearanceFactory,
    AppointmentFactory,
    GuestFactory,
    InterviewFactory,
    QuestionFactory,
)
from .practices import (
    AnswerCodingFactory,
    CollectionFactory,
    CollectionItemFactory,
    EvidenceFactory,
    MeasureFactory,
    OutcomeFactory,
    PracticeFactory,
    PracticeProblemFactory,
    PracticeRelationFactory,
    ProblemFactory,
    ProblemGroupFactory,
    ProblemStatementFactory,
    SharedBasketFactory,
    ThemeFactory,
    ThemeGroupFactory,
)
from .zones import (
    AllianceFactory,
    AllianceMeetingFactory,
    AllianceMemberFactory,
    AllianceProvisionFactory,
    AlliancePublicationFactory,
    HostUnitFactory,
    OrganizationUnitFactory,
    PartyOrganizationFactory,
    ZoneFactFactory,
    ZoneFactory,
    ZoneTitleFactory,
)

__all__ = [
    "AddressCheckFactory",
    "AllianceFactory",
    "AllianceMeetingFactory",
    "AllianceMemberFactory",
    "AllianceProvisionFactory",
    "AlliancePublicationFactory",
    "AnswerCodingFactory",
    "AnswerFactory",
    "AppearanceFactory",
    "AppointmentFactory",
    "AuditEntryFactory",
    "CollectionFactory",
    "CollectionItemFactory",
    "DeletedRecordFactory",
    "EditorFactory",
    "EvidenceFactory",
    "FailedSignInFactory",
    "FindingFactory",
    "GuestFactory",
    "HostUnitFactory",
    "ImportJobFactory",
    "InterviewFactory",
    "MeasureFactory",
    "MergeFactory",
    "MistakeReportFactory",
    "OrganizationUnitFactory",
    "OutcomeFactory",
    "PartyOrganizationFactory",
    "PendingChangeFactory",
    "PracticeFactory",
    "PracticeProblemFactory",
    "PracticeRelationFactory",
    "PreferredFormFactory",
    "ProblemFactory",
    "ProblemGroupFactory",
    "ProblemStatementFactory",
    "QuestionFactory",
    "ScheduleFactory",
    "SharedBasketFactory",
    "SignInFactory",
    "SourceFactory",
    "ThemeFactory",
    "ThemeGroupFactory",
    "UserFactory",
    "VersionFactory",
    "ZoneFactFactory",
    "ZoneFactory",
    "ZoneTitleFactory",
]
