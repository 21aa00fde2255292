"""Coding answers: whose turn it is, keeping a coding, and what may be compared."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, groupby

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from editorial.persons import name_of
from editorial.scopes import within
from interviews.models import Answer, Interview
from practices.agreement import Decision, Figures, figures
from practices.models import AnswerCoding, Problem, Theme
from practices.querysets import CODERS, LOCKED

VOCABULARIES = {"problem": (Problem, "problems"), "theme": (Theme, "themes")}
ENOUGH = "这个回答已有两人完成编码，编码可以互看，不再接受新的编码。"


def may_code(user) -> bool:
    return user.has_perms(["practices.add_answercoding", "practices.change_answercoding"])


def interviews_of(user) -> QuerySet:
    return within(user, Interview.objects.all()).order_by("title", "pk")


def answers_of(user) -> QuerySet:
    """Return the answers in the user's reach, with how many finished, and where the user is."""
    own = AnswerCoding.objects.filter(answer=OuterRef("pk"), coder=user.pk)
    finished = Count("codings", filter=Q(codings__finished_at__isnull=False))
    return (
        Answer.objects.filter(interview__in=interviews_of(user).values("pk"))
        .select_related("interview", "question", "appearance__guest")
        .annotate(
            finished=finished,
            is_begun=Exists(own.filter(finished_at__isnull=True)),
            is_done=Exists(own.finished()),
        )
        .order_by("interview", "question__position", "position", "number")
    )


def waiting_for(user) -> QuerySet:
    """Return the answers that `user` may still code: first those begun, then those begun by one."""
    mine = Q(is_begun=True) | Q(is_done=False, finished__lt=CODERS)
    order = ("-is_begun", "-finished", "interview", "question__position", "position", "number")
    return answers_of(user).filter(mine).order_by(*order)


@transaction.atomic
def keep(user, answer: Answer, *, chosen: dict, note: str, finish: bool) -> AnswerCoding:
    """Keep a coder's draft or finished coding; raise a `ValidationError` if it is too late."""
    # One at a time for each answer: who begins must not have been able to see the others.
    Answer._base_manager.select_for_update().order_by("pk").get(pk=answer.pk)
    codings = AnswerCoding.objects.filter(answer=answer)
    coding = codings.filter(coder=user).first()
    if coding is None and codings.finished().count() >= CODERS:
        raise ValidationError(ENOUGH)
    if coding is not None and coding.finished_at:
        raise ValidationError(LOCKED)
    coding = coding or AnswerCoding(answer=answer, coder=user)
    coding.note = note
    coding._history_user = user
    if coding.pk is None:
        coding.save()
    for _, field in VOCABULARIES.values():
        getattr(coding, field).set(chosen[field])
    if finish:
        coding.finished_at = timezone.now()
    coding.save()
    return coding


@dataclass(frozen=True)
class Behind:
    """An answer behind a number, its codings side by side, and the terms that are counted."""

    answer: Answer
    codings: list[AnswerCoding]
    terms: list


@dataclass(frozen=True)
class Comparison:
    """The codings that are compared, and the terms of one vocabulary."""

    vocabulary: str
    codings: list[AnswerCoding]
    terms: list

    def chosen(self, coding: AnswerCoding, term) -> bool:
        """Tell whether a coding has the term, or one under it."""
        given = getattr(coding, VOCABULARIES[self.vocabulary][1]).all()
        return any(term.pk in (one.pk, one.parent_id) for one in given)

    def decisions(self, terms, coders=()) -> list[Decision]:
        return [
            ((coding.answer_id, term.pk), coding.coder_id, self.chosen(coding, term))
            for coding in self.codings
            for term in terms
            if not coders or coding.coder_id in coders
        ]

    def by_term(self) -> list[tuple[object, Figures]]:
        return [(term, figures(self.decisions([term]))) for term in self.terms]

    @property
    def leaves(self) -> list:
        return [term for term in self.terms if not term.is_group]

    def pooled(self) -> Figures:
        return figures(self.decisions(self.leaves))

    def by_pair(self) -> list[tuple[str, tuple[str, str], Figures]]:
        """Return key, names and figures of each pair of coders with answers in common."""
        people = {coding.coder_id: name_of(coding.coder) for coding in self.codings}
        found = []
        for first, second in combinations(sorted(people), 2):
            shared = figures(self.decisions(self.leaves, (first, second)))
            if shared.units:
                key = f"{first}-{second}"
                found.append((key, (people[first], people[second]), shared))
        return found

    def behind(self, kind: str, term=None) -> list[Behind]:
        """Return the answers behind a number: of one term, or of all leaves."""
        terms, found = [term] if term else self.leaves, []
        for _, codings in groupby(self.codings, key=lambda coding: coding.answer_id):
            given = list(codings)
            if len(given) < 2:
                continue
            meant = [
                one
                for one in terms
                if is_kind(kind, [self.chosen(coding, one) for coding in given])
            ]
            if meant:
                found.append(Behind(given[0].answer, given, meant))
        return found


# What a number of the agreement counts; the first and the second are those of two coders.
KINDS = {
    "both": lambda chosen: sum(chosen) > 1,
    "one": lambda chosen: 0 < sum(chosen) < len(chosen),
    "neither": lambda chosen: len(chosen) - sum(chosen) > 1,
    "first": lambda chosen: chosen == [True, False],
    "second": lambda chosen: chosen == [False, True],
}


def is_kind(kind: str, chosen: list[bool]) -> bool:
    """Tell whether some pair of the codings is of the kind that a number counts."""
    return KINDS[kind](chosen) if kind in KINDS else True


def comparison(user, vocabulary: str, *, coders=(), interview: int | None = None) -> Comparison:
    """Return what `user` may compare: finished by two, in reach, and not in the user's work."""
    codings = AnswerCoding.objects.open_to(user).filter(
        answer__interview__in=interviews_of(user).values("pk")
    )
    if coders:
        codings = codings.filter(coder__in=coders)
    if interview:
        codings = codings.filter(answer__interview=interview)
    codings = codings.select_related(
        "coder", "answer__interview", "answer__question", "answer__appearance__guest"
    ).prefetch_related("problems", "themes")
    model, field = VOCABULARIES[vocabulary]
    found = list(codings.order_by("answer", "coder"))
    used = {term.pk for coding in found for term in getattr(coding, field).all()}
    terms = [term for term in _in_order(model) if not term.deprecated or term.pk in used]
    return Comparison(vocabulary, found, terms)


def _in_order(model) -> list:
    """Return each group followed by its leaves."""
    return [term for group in model.objects.groups() for term in (group, *group.children.all())]
