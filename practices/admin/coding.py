"""Coding answers at the desk: whose turn it is, one answer, and how far the coders agree."""

from dataclasses import dataclass, replace
from itertools import groupby

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from editorial.admin.logs import ReadOnlyAdmin
from editorial.audit import note
from editorial.desk.paging import slice_of
from editorial.models import AuditEntry
from editorial.persons import name_of
from practices.coding import (
    ENOUGH,
    KINDS,
    VOCABULARIES,
    Comparison,
    answers_of,
    comparison,
    interviews_of,
    keep,
    may_code,
    waiting_for,
)
from practices.coding_files import FILES, TABLES
from practices.models import AnswerCoding
from practices.querysets import CODERS

_LONGEST_ID = 18  # digits; beyond these no database has a number


def number_in(text: str) -> int | None:
    """Return the number that part of an address is; None if it is none."""
    good = text.isascii() and text.isdecimal() and len(text) <= _LONGEST_ID
    return int(text) if good else None


@dataclass(frozen=True)
class Chosen:
    """What the address of the agreement asks for; what makes no sense is left out."""

    vocabulary: str
    coders: tuple[int, ...]
    interview: int | None

    @classmethod
    def read(cls, given: QueryDict) -> "Chosen":
        vocabulary = given.get("vocabulary", "")
        coders = [number_in(part) for part in given.get("coders", "").split("-")]
        return cls(
            vocabulary if vocabulary in VOCABULARIES else "problem",
            tuple(coders) if len(coders) == 2 and None not in coders else (),
            number_in(given.get("interview", "")),
        )

    @property
    def query(self) -> str:
        given = QueryDict(mutable=True)
        given["vocabulary"] = self.vocabulary
        if self.coders:
            given["coders"] = "-".join(map(str, self.coders))
        if self.interview:
            given["interview"] = str(self.interview)
        return given.urlencode()


class CodingForm(forms.Form):
    """Leaves in use, under their groups; each choice tells what the term covers."""

    note = forms.CharField(
        label="理由", required=False, max_length=5000, widget=forms.Textarea({"rows": 4})
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.terms = {}
        for model, name in VOCABULARIES.values():
            leaves = model.objects.leaves().in_use().select_related("parent")
            leaves = leaves.order_by("parent__position", "parent__code", "position", "code")
            self.terms[name] = leaves
            self.fields[name] = forms.ModelMultipleChoiceField(leaves, required=False)

    def vocabularies(self):
        """Return label, field and (group, [(leaf, is ticked)]) for the page."""
        found = []
        for model, name in VOCABULARIES.values():
            ticked = {str(getattr(one, "pk", one)) for one in self[name].value() or ()}
            groups = [
                (group, [(leaf, str(leaf.pk) in ticked) for leaf in leaves])
                for group, leaves in groupby(self.terms[name], key=lambda leaf: leaf.parent)
            ]
            found.append((model._meta.verbose_name, name, groups))
        return found


@admin.register(AnswerCoding)
class AnswerCodingAdmin(ReadOnlyAdmin):
    """The list has one's own codings and those that may be compared."""

    is_part = False
    list_display = ("answer", "coder", "begun_at", "finished_at")
    list_select_related = ("answer__appearance__guest", "coder")
    change_list_template = "admin/practices/coding/list.html"

    def get_queryset(self, request):
        seen = super().get_queryset(request).seen_by(request.user)
        return seen.filter(answer__interview__in=interviews_of(request.user).values("pk"))

    def get_urls(self):
        pages = (
            ("queue/", self.queue_view, "queue"),
            ("code/<int:pk>/", self.code_view, "code"),
            ("agreement/", self.agreement_view, "agreement"),
            ("agreement/answers/", self.behind_view, "behind"),
            ("agreement/<slug:table>.<slug:suffix>", self.file_view, "file"),
        )
        own = [
            path(route, self.admin_site.admin_view(view), name=f"practices_answercoding_{name}")
            for route, view, name in pages
        ]
        return [*own, *super().get_urls()]

    def may_code(self, user) -> bool:
        return may_code(user)

    def _page(self, request, name, **context):
        context = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return TemplateResponse(request, f"admin/practices/coding/{name}.html", context)

    def _refuse_strangers(self, request) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied

    def queue_view(self, request):
        """Show the answers, with how many have coded them, or only those that wait for oneself."""
        self._refuse_strangers(request)
        may_code = self.may_code(request.user)
        choices = [("", "等我编码")] if may_code else []
        choices += [("all", "全部"), ("0", "没有人完成"), ("1", "一人完成"), ("2", "两人完成")]
        coders = request.GET.get("finished", "")
        coders = coders if coders in dict(choices) else choices[0][0]
        answers = answers_of(request.user)
        if coders in ("0", "1"):
            answers = answers.filter(finished=int(coders))
        elif coders == "2":
            answers = answers.filter(finished__gte=CODERS)
        elif not coders:
            answers = waiting_for(request.user)
        return self._page(
            request,
            "queue",
            title="编码队列",
            page=slice_of(answers, request.GET.get("p")),
            choices=choices,
            finished=coders,
            query=f"finished={coders}" if coders else "",
            may_code=may_code,
            enough=CODERS,
        )

    def code_view(self, request, pk):
        """Code one answer; when it is finished, go to the next."""
        if not self.may_code(request.user):
            raise PermissionDenied
        if pk > 10**_LONGEST_ID:
            raise Http404
        answer = get_object_or_404(answers_of(request.user), pk=pk)
        own = AnswerCoding.objects.filter(answer=answer, coder=request.user).first()
        if own and own.finished_at:
            return HttpResponseRedirect(
                reverse("admin:practices_answercoding_change", args=[own.pk])
            )
        if own is None and answer.finished >= CODERS and request.method != "POST":
            messages.warning(request, ENOUGH)
            return HttpResponseRedirect(reverse("admin:practices_answercoding_queue"))
        initial = own and {"note": own.note, "problems": own.problems.all()}
        initial = initial and initial | {"themes": own.themes.all()}
        form = CodingForm(request.POST or None, initial=initial or {})
        if request.method == "POST" and form.is_valid():
            try:
                return self._kept(request, answer, form)
            except ValidationError as refusal:
                form.add_error(None, refusal)
        return self._page(request, "code", title=f"编码：{answer}", answer=answer, form=form)

    def _kept(self, request, answer, form):
        finish = "finish" in request.POST
        chosen = {name: form.cleaned_data[name] for name in form.terms}
        keep(request.user, answer, chosen=chosen, note=form.cleaned_data["note"], finish=finish)
        if not finish:
            messages.success(request, "已存为草稿，只有您自己看得到。")
            return HttpResponseRedirect(request.path)
        following = waiting_for(request.user).first()
        messages.success(request, f"“{answer}”的编码已完成。")
        name = "admin:practices_answercoding_code"
        if following is None:
            return HttpResponseRedirect(reverse("admin:practices_answercoding_queue"))
        return HttpResponseRedirect(reverse(name, args=[following.pk]))

    def _compared(self, request):
        self._refuse_strangers(request)
        chosen = Chosen.read(request.GET)
        compared = comparison(
            request.user, chosen.vocabulary, coders=chosen.coders, interview=chosen.interview
        )
        return chosen, compared

    def agreement_view(self, request):
        chosen, compared = self._compared(request)
        everybody = comparison(request.user, chosen.vocabulary)
        return self._page(
            request,
            "agreement",
            title="编码一致性",
            chosen=chosen,
            pooled=compared.pooled(),
            terms=compared.by_term(),
            names=_people(compared) if chosen.coders else (),
            pairs=[
                (replace(chosen, coders=tuple(map(int, key.split("-")))).query, names, one)
                for key, names, one in compared.by_pair()
            ],
            all_pairs=everybody.by_pair(),
            coders="-".join(map(str, chosen.coders)),
            interviews=interviews_of(request.user),
            vocabularies=[(key, one._meta.verbose_name) for key, (one, _) in VOCABULARIES.items()],
        )

    def behind_view(self, request):
        """Show the answers behind a number, with the codings side by side."""
        chosen, compared = self._compared(request)
        code, kind = request.GET.get("term", ""), request.GET.get("kind", "")
        term = next((one for one in compared.terms if one.code == code), None)
        if code and term is None:
            raise Http404
        found = compared.behind(kind, term)
        page = slice_of(found, request.GET.get("p"))
        rows = [
            (one, [(coding, term and compared.chosen(coding, term)) for coding in one.codings])
            for one in page.rows
        ]
        query = QueryDict(mutable=True)
        query.update({"term": code, "kind": kind if kind in KINDS else ""})
        return self._page(
            request,
            "behind",
            title=f"{term or '全部二级词'}：编码对照",
            chosen=chosen,
            rows=rows,
            term=term,
            said=_said(kind, _people(compared)),
            answers=len(found),
            places=sum(len(one.terms) for one in found),
            page=page,
            query=f"{chosen.query}&{query.urlencode()}",
        )

    def file_view(self, request, table, suffix):
        chosen, compared = self._compared(request)
        if table not in TABLES or suffix not in FILES:
            raise Http404
        name = f"coding-{table}-{chosen.vocabulary}.{suffix}"
        action = AuditEntry.Action.EXPORT
        note(action, actor=request.user, title="编码", detail=f"导出 {name}", request=request)
        return FILES[suffix](TABLES[table](compared), name)


def _people(compared: Comparison) -> tuple[str, ...]:
    """Return the names of two coders, in the order of their keys; () where they are not two."""
    people = {coding.coder_id: name_of(coding.coder) for coding in compared.codings}
    return tuple(people[key] for key in sorted(people)) if len(people) == 2 else ()


def _said(kind: str, people: tuple[str, ...]) -> str:
    """Say what is shown; `people` are the two coders, if they are two."""
    only = {"first": people[:1], "second": people[1:]}.get(kind, ())
    if only:
        return f"只有{only[0]}选了"
    return {"both": "都选了", "one": "只有一人选了", "neither": "都没有选"}.get(
        kind, "都完成了编码"
    )
