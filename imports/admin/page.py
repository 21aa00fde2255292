"""What the review page shows: the source at the left, the records at the right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django import forms

from imports.admin.forms import AboutForm, form_for
from imports.draft import GuestDraft, Post
from imports.matching import (
    is_same_name,
    kind_of_organization,
    organization_candidates,
    person_candidates,
    practices_named,
    zone_for,
)
from imports.models import ImportJob
from imports.review import WorkingCopy
from imports.review.marking import marks_of, rows_of
from imports.review.result import turns_of
from imports.review.workcopy import PROPOSED, REJECTED, Piece, RepairItem
from practices.models import Problem, Theme
from sources.repairs import RULES, repairs_by_rule
from zones.models import HostUnit, PartyOrganization, Zone

_AROUND = 24  # characters shown on each side of a doubtful place
_SURE, _UNSURE = 0.8, 0.5
_MOST_NAMESAKES = 5


@dataclass(slots=True)
class Card:
    """A record at the right with its form; `known` are rows of the base that may be the same."""

    item: Piece
    form: forms.Form
    quote: str = ""
    confidence: str = ""
    known: list = field(default_factory=list)
    problems: list[dict] = field(default_factory=list)
    themes: list[dict] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        return self.form.is_bound and not self.form.is_valid()


@dataclass(slots=True)
class Doubt:
    """A repair that is asked about, with the words around it and the readings offered."""

    item: RepairItem
    before: str
    words: str
    after: str
    rule: str


def page_of(job: ImportJob, *, refused: dict | None = None, every_repair: bool = False) -> dict:
    """The context of the review page; `refused` maps keys to forms that did not validate."""
    copy = WorkingCopy.from_json(job.review)
    refused = refused or {}
    marks = marks_of(copy, every_repair=every_repair)
    problems, themes = _terms(Problem), _terms(Theme)
    return {
        "job": job,
        "copy": copy,
        "rows": rows_of(copy, marks),
        "every_repair": every_repair,
        "doubts": [_doubt(copy, repair) for repair in copy.open_repairs()],
        "repair_counts": repairs_by_rule(
            {"rule": r.rule, "accepted": r.accepted} for r in copy.repairs
        ),
        "about": refused.get("about") or AboutForm(initial=_about(copy)),
        "guests": [_guest_card(copy, guest, refused) for guest in copy.guests],
        "organizations": organizations_of(copy),
        "outline": _outline(copy),
        "practices": [
            _practice_card(copy, item, refused, problems, themes) for item in copy.practices
        ],
        "facts": [_card(copy, "facts", item, refused) for item in copy.facts],
        "statements": [_card(copy, "statements", item, refused) for item in copy.statements],
        "open": {name: _open(copy.pieces(name)) for name in ("practices", "facts", "statements")},
        "problem_terms": problems,
        "theme_terms": themes,
        "zone_names": Zone.objects.values_list("short_name", flat=True),
    }


def organizations_of(copy: WorkingCopy) -> list[dict]:
    """The organizations in the guests' posts: name, what is chosen, and what may be chosen."""
    names = dict.fromkeys(
        organization
        for guest in copy.guests
        if guest.state != REJECTED
        for organization, _ in guest.posts
        if organization
    )
    rows = []
    for name in names:
        candidates = organization_candidates(name)
        known = [(_reference(row), f"{row}（{row.get_kind_display()}）") for row in candidates]
        is_known = bool(candidates) and is_same_name(candidates[0], name)
        suggested = known[0][0] if is_known else f"new:{':'.join(kind_of_organization(name))}"
        rows.append(
            {
                "name": name,
                "value": copy.organizations.get(name, suggested),
                "choices": _choices(known),
            }
        )
    return rows


def _choices(known: list[tuple[str, str]]) -> list[tuple[str, list[tuple[str, str]]]]:
    organizations = [
        (f"new:organization:{value}", label) for value, label in PartyOrganization.Kind.choices
    ]
    units = [(f"new:unit:{value}", label) for value, label in HostUnit.Kind.choices]
    return [
        ("库中已有", known),
        ("新建党组织", organizations),
        ("新建依托单位", units),
        ("不建", [("none", "不建机构，只保留文字")]),
    ]


def _reference(row: PartyOrganization | HostUnit) -> str:
    return f"{'unit' if isinstance(row, HostUnit) else 'organization'}:{row.pk}"


def _terms(model) -> list[tuple[str, str]]:
    leaves = model.objects.filter(parent__isnull=False).values_list("code", "name")
    return [(code, f"{code} {name}") for code, name in leaves]


def _about(copy: WorkingCopy) -> dict:
    return {name: getattr(copy, name) for name in AboutForm.base_fields}


def _open(pieces: Iterable[Piece]) -> int:
    return sum(piece.state == PROPOSED for piece in pieces)


def _doubt(copy: WorkingCopy, repair: RepairItem) -> Doubt:
    text, start, end = copy.text, repair.start, repair.end
    line = text.rfind("\n", 0, start) + 1
    return Doubt(
        item=repair,
        before=text[max(line, start - _AROUND) : start],
        words=text[start:end],
        after=text[end : end + _AROUND].split("\n")[0],
        rule=RULES.get(repair.rule, repair.rule),
    )


def _card(copy: WorkingCopy, kind: str, item: Piece, refused: dict) -> Card:
    if item.by_hand:
        confidence = "编辑添加"
    elif item.confidence >= _SURE:
        confidence = "把握大"
    else:
        confidence = "请核对" if item.confidence >= _UNSURE else "把握小"
    form = refused.get(item.key) or form_for(kind, item, copy)
    return Card(item, form, copy.quote(item), confidence)


def _guest_card(copy: WorkingCopy, guest, refused: dict) -> Card:
    card = _card(copy, "guests", guest, refused)
    posts = tuple(Post(organization, title) for organization, title in guest.posts)
    card.known = person_candidates(GuestDraft(guest.name, posts, guest.zone))[:_MOST_NAMESAKES]
    return card


def _practice_card(copy: WorkingCopy, item, refused: dict, problems, themes) -> Card:
    card = _card(copy, "practices", item, refused)
    zone = zone_for(item.zone)
    card.known = practices_named(item.name, zone) if zone else []
    card.problems = _named(item.problems, dict(problems))
    card.themes = _named(item.themes, dict(themes))
    card.evidence = [copy.text[start:end] for start, end in item.evidence]
    return card


def _named(terms: list[dict], names: dict[str, str]) -> list[dict]:
    return [{**term, "name": names.get(term["code"], term["code"])} for term in terms]


def _outline(copy: WorkingCopy) -> list[dict]:
    return [
        {
            "question": "".join(copy.text[block.start : block.end] for block in turn.asked),
            "anchor": turn.asked[0].start if turn.asked else turn.answers[0][1][0].start,
            "answers": [
                {"name": copy.name_of(guest), "count": len(blocks), "anchor": blocks[0].start}
                for guest, blocks in turn.answers
            ],
        }
        for turn in turns_of(copy)
    ]
