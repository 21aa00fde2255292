"""What each role may do with each kind of record, written out; and one record of each kind.

The table says what the office agreed on. It is not made from the rights that the program gives.
"""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from taggit.models import Tag

from editorial import models as desk
from practices.models import Practice
from tests import factories

WRITER, FIRST, SECOND, FINAL, MANAGER = ROLES = ("撰稿", "初审", "复审", "终审", "管理员")
NOBODY = "没有角色"
REVIEWERS = dict.fromkeys((FIRST, SECOND, FINAL), "view")

_ALL = "view add change delete"
_RECORD = {WRITER: _ALL, **REVIEWERS, MANAGER: "view change"}
_PART = {WRITER: _ALL, **REVIEWERS, MANAGER: _ALL}
_VOCABULARY = {WRITER: "view", **REVIEWERS, MANAGER: _ALL}
_LOOKED_UP = {WRITER: "view", **REVIEWERS, MANAGER: "view"}
_AUDITED = {MANAGER: "view"}

RIGHTS: dict[str, dict[str, str]] = {
    "sources.Source": _RECORD,
    "zones.Zone": _RECORD,
    "zones.PartyOrganization": _RECORD,
    "zones.HostUnit": _RECORD,
    "zones.Alliance": _RECORD,
    "interviews.Interview": _RECORD,
    "interviews.Guest": _RECORD,
    "practices.Practice": _RECORD,
    "practices.Collection": _RECORD,
    "zones.ZoneTitle": _PART,
    "zones.ZoneFact": _PART,
    "zones.OrganizationUnit": _PART,
    "zones.AllianceProvision": _PART,
    "zones.AllianceMember": _PART,
    "zones.AllianceMeeting": _PART,
    "zones.AlliancePublication": _PART,
    "interviews.Appointment": _PART,
    "interviews.Appearance": _PART,
    "interviews.Question": _PART,
    "interviews.Answer": _PART,
    "practices.Measure": _PART,
    "practices.Outcome": _PART,
    "practices.Evidence": _PART,
    "practices.PracticeProblem": _PART,
    "practices.PracticeRelation": _PART,
    "practices.ProblemStatement": _PART,
    "practices.CollectionItem": _PART,
    # Codings are made on a page of their own: tests/practices/test_coding.py.
    "practices.AnswerCoding": _LOOKED_UP,
    "practices.SharedBasket": {MANAGER: "view delete"},
    "practices.Problem": _VOCABULARY,
    "practices.Theme": _VOCABULARY,
    "taggit.Tag": _VOCABULARY,
    "editorial.PreferredForm": _VOCABULARY,
    "editorial.ReviewStep": _LOOKED_UP,
    "editorial.Finding": _LOOKED_UP,
    "editorial.Schedule": _LOOKED_UP,
    "editorial.AddressCheck": _LOOKED_UP,
    "editorial.MistakeReport": {
        **dict.fromkeys((FIRST, SECOND, FINAL, MANAGER), "view change"),
    },
    "editorial.AuditEntry": _AUDITED,
    # 管理员 also ends and unlocks: tests/editorial/test_sign_ins.py, test_lockout.py.
    "editorial.SignIn": _AUDITED,
    "editorial.FailedSignIn": _AUDITED,
    "editorial.Version": _AUDITED,
    "editorial.PendingChange": _AUDITED,
    "editorial.DeletedRecord": _AUDITED,
    "editorial.Merge": _AUDITED,
    "editorial.FormerAddress": _AUDITED,
    "imports.ImportJob": {WRITER: _ALL},
    "auth.User": {MANAGER: "view add change"},
    "auth.Group": {MANAGER: "view"},
}

# Who may make which move, with a record that 撰稿 wrote and that stands where the move starts.
_REVIEW = {"first": {FIRST}, "second": {SECOND}, "final": {FINAL}}
MOVES: list[tuple[str, str, set[str]]] = [
    ("submit", "draft", {WRITER, MANAGER}),
    *(("pass", state, who) for state, who in _REVIEW.items()),
    *(("return", state, who) for state, who in _REVIEW.items()),
    ("withdraw", "second", {WRITER}),
    ("discard", "published with a change", {WRITER, MANAGER}),
    ("confirm", "published", {FIRST, SECOND, FINAL}),
    ("archive", "published", {FINAL}),
    ("reopen", "archived", {FINAL}),
]


def may(role: str, action: str, label: str) -> bool:
    return action in RIGHTS[label].get(role, "").split()


def _coding():
    """Make one coding that everybody may read: two have finished."""
    one = factories.AnswerCodingFactory(finished_at=timezone.now() + timedelta(hours=1))
    answer, finished_at = one.answer, one.finished_at
    factories.AnswerCodingFactory(answer=answer, finished_at=finished_at)
    return one


def one_of(label: str, author):
    """Make one record of a kind, to which nothing refers."""
    app, name = label.split(".")
    if label == "auth.User":
        return factories.UserFactory()
    if label == "auth.Group":
        return Group.objects.create(name="实习")
    if name == "AnswerCoding":
        return _coding()
    if app == "taggit":
        return Tag.objects.create(name="测试标签", slug="ceshi")
    if app == "editorial":
        return _kept(name, author)
    return getattr(factories, f"{name}Factory")()


def _kept(name: str, author):
    """Make one row of what the desk keeps about records."""
    practice = factories.PracticeFactory()
    about = {
        "content_type": ContentType.objects.get_for_model(Practice),
        "object_id": practice.pk,
        "title": practice.name,
    }
    merged = {"kept_id": practice.pk, "kept_title": "甲", "merged_id": 99, "merged_title": "乙"}
    content = {"fields": {}, "many": {}, "tags": [], "parts": {}}
    given = {
        "PreferredForm": {"wrong": "党工委会", "right": "党工委"},
        "ReviewStep": about
        | {"kind": "submit", "from_state": "draft", "to_state": "first", "actor": author},
        "Finding": about | {"check_name": "twins", "sentence": "可能重复"},
        "Schedule": about | {"at": timezone.now(), "by": author},
        "AddressCheck": {"url": "https://example.org/"},
        "MistakeReport": {"path": "/zones/", "wrong": "面积写错了", "digest": "0" * 64},
        "AuditEntry": {"action": "export", "actor": author, "title": "做法"},
        "SignIn": {"user": author},
        "FailedSignIn": {"username": "shi", "failures_since_start": 1},
        "Version": about | {"number": 1, "action": "save", "data": content},
        "PendingChange": about
        | {"revision": 1, "base": content, "data": content, "created_by": author},
        "DeletedRecord": about | {"data": content, "deleted_by": author},
        "Merge": merged
        | {"content_type": about["content_type"], "data": {"steps": []}, "by": author},
        "FormerAddress": {
            "content_type": about["content_type"],
            "object_id": practice.pk,
            "slug": "jiu-di-zhi",
        },
    }
    return getattr(desk, name).objects.create(**given[name])
