"""The draft as the JSON object that `import_interview --json` prints; its keys are a promise."""

from __future__ import annotations

from imports.draft import Draft, FactDraft, GuestDraft, PracticeDraft, QuestionDraft, Repair


def as_contract(draft: Draft) -> dict[str, object]:
    """The draft with exactly the promised keys, in their order; plain lists, dicts, values."""
    return {
        "kind": draft.kind,
        "reason": draft.reason,
        "title": draft.title,
        "publication": draft.publication,
        "author": draft.author,
        "published_on": draft.published_on,
        "url": draft.url,
        "introduction": draft.introduction,
        "hosts": list(draft.hosts),
        "guests": [_guest(guest) for guest in draft.guests],
        "questions": [_question(question) for question in draft.questions],
        "practices": [_practice(practice) for practice in draft.practices],
        "facts": [_fact(fact) for fact in draft.facts],
        "repairs": [_repair(repair) for repair in draft.repairs],
        "gaps": [{"start": gap.start, "context": gap.context} for gap in draft.gaps],
        "text": draft.text,
    }


def _guest(guest: GuestDraft) -> dict[str, object]:
    posts = [{"organization": post.organization, "title": post.title} for post in guest.posts]
    return {"name": guest.name, "posts": posts, "zone": guest.zone}


def _question(question: QuestionDraft) -> dict[str, object]:
    answers = [
        {"guest": answer.guest, "paragraphs": list(answer.paragraphs)}
        for answer in question.answers
    ]
    return {"text": question.text, "answers": answers}


def _practice(practice: PracticeDraft) -> dict[str, object]:
    return {
        "name": practice.name,
        "guest": practice.guest,
        "zone": practice.zone,
        "quote": practice.quote,
        "measures": [
            {"label": measure.label, "items": list(measure.items)} for measure in practice.measures
        ],
        "count_check": practice.count_check,
    }


def _fact(fact: FactDraft) -> dict[str, object]:
    return {
        "subject": fact.subject,
        "indicator": fact.indicator,
        "value": fact.value,
        "unit": fact.unit,
        "text": fact.text,
        "as_of": fact.as_of,
        "quote": fact.quote,
    }


def _repair(repair: Repair) -> dict[str, object]:
    return {
        "rule": repair.rule,
        "before": repair.before,
        "after": repair.after,
        "start": repair.start,
        "end": repair.end,
        "candidates": repair.candidates,
        "accepted": repair.accepted,
    }
