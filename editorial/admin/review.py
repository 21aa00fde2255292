"""The buttons that move a record through review, each with a page that asks first."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from editorial import services
from editorial.models import Publishable, StaleRecordError, State

from .forms import PlainTextarea, last_touch, stored_revision


@dataclass(frozen=True)
class Move:
    """One move: what the button says, from which states, and what the page tells beforehand."""

    name: str
    label: str
    states: tuple[str, ...]
    meaning: str
    run: Callable
    needs_reason: bool = False

    @property
    def remark_argument(self) -> str:
        return "reason" if self.needs_reason else "remark"


MOVES = {
    move.name: move
    for move in (
        Move("submit", "送审", (State.DRAFT,), "送审后由他人审校。", services.submit),
        Move(
            "pass",
            "通过",
            services.REVIEWS,
            "通过后进入下一审级；通过最后一审即发布。",
            services.pass_review,
        ),
        Move(
            "return",
            "退回",
            services.REVIEWS,
            "退回后成为草稿，由撰稿人修改后重新送审。",
            services.send_back,
            needs_reason=True,
        ),
        Move(
            "withdraw",
            "撤回",
            services.REVIEWS,
            "撤回送审，成为草稿。",
            services.withdraw,
            needs_reason=True,
        ),
        Move(
            "reopen",
            "重新编辑",
            (State.PUBLISHED, State.ARCHIVED),
            "成为草稿，修改后重新送审。在重新发布之前，读者看不到它。",
            services.reopen,
            needs_reason=True,
        ),
        Move(
            "archive",
            "归档",
            (State.PUBLISHED,),
            "读者不再看到它；记录与历史都保留。",
            services.archive,
            needs_reason=True,
        ),
    )
}


def is_offered(move: Move, record: Publishable, user, *, may_change: bool) -> bool:
    """Tell whether `user` gets the button; the services then check every rule themselves."""
    if record.state not in move.states:
        return False
    if move.name in ("pass", "return"):
        return user.has_perm(services.PERMISSION[State(record.state)])
    if move.name in ("archive", "reopen"):
        return user.has_perm("editorial.archive_record")
    return may_change


class MoveForm(forms.Form):
    """The reason or remark, and the revision that the reviewer has read."""

    remark = forms.CharField(label="说明", required=False, widget=PlainTextarea(attrs={"rows": 4}))
    seen_revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, move: Move, record: Publishable, **kwargs):
        super().__init__(*args, **kwargs)
        self.record = record
        if move.needs_reason:
            self.fields["remark"].label = "理由"
            self.fields["remark"].required = True
            self.fields["remark"].error_messages["required"] = f"{move.label}必须写明理由。"

    def clean(self):
        cleaned = super().clean()
        if stored_revision(self.record) != cleaned.get("seen_revision"):
            raise ValidationError(
                f"您打开以后，{last_touch(self.record)}改动过这条记录。请先看过最新内容再操作。"
            )
        return cleaned


class ReviewMixin:
    """Gives an admin of a `Publishable` the pages behind its state buttons."""

    review_template = "admin/editorial/review.html"

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_review"
        view = self.admin_site.admin_view(self.review_view)
        return [path("<path:object_id>/review/<slug:move>/", view, name=name), *super().get_urls()]

    def moves_offered(self, request, record) -> list[dict]:
        """Return name, label and address of every button for this user."""
        may_change = self.has_change_permission(request, record)
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_review"
        return [
            {
                "name": move.name,
                "label": move.label,
                "url": reverse(name, args=[record.pk, move.name])
                + f"?seen_revision={record.revision}",
            }
            for move in MOVES.values()
            if is_offered(move, record, request.user, may_change=may_change)
        ]

    def review_view(self, request, object_id, move):
        """Ask (GET), then move the record (POST)."""
        if move not in MOVES:
            raise Http404
        move = MOVES[move]
        with transaction.atomic():
            record = self.get_object(request, unquote(object_id))
            if record is None:
                return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
            if not self.has_view_permission(request, record):
                raise PermissionDenied
            seen = request.GET.get("seen_revision") or record.revision
            form = MoveForm(
                request.POST if request.method == "POST" else None,
                initial={"seen_revision": seen},
                move=move,
                record=record,
            )
            status = 200
            if form.is_bound and form.is_valid():
                status = self._refusal(request, form, move)
                if status is None:
                    return redirect(self._page_of(record))
            return self._ask(request, record, form, move, status)

    def _page_of(self, record) -> str:
        return reverse(
            f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[record.pk]
        )

    def _refusal(self, request, form: MoveForm, move: Move) -> int | None:
        """Move the record; if that is refused, put the reason in the form and return a status."""
        record, remark = form.record, form.cleaned_data["remark"]
        try:
            if move.name == "submit" and not self.has_change_permission(request, record):
                raise PermissionDenied("您没有修改这类记录的权限，不能送审。")
            step = move.run(record=record, actor=request.user, **{move.remark_argument: remark})
        except PermissionDenied as refusal:
            form.add_error(None, str(refusal))
            return 403
        except (ValidationError, StaleRecordError) as refusal:
            sentences = getattr(refusal, "messages", [str(refusal)])
            form.add_error(None, list(sentences))
            return 409
        self.message_user(
            request,
            f"“{record}”已{move.label}，现在的状态是“{State(step.to_state).label}”。",
            messages.SUCCESS,
        )
        return None

    def _ask(self, request, record, form, move, status):
        context = {
            **self.admin_site.each_context(request),
            "title": f"{move.label}：{record}",
            "opts": self.opts,
            "original": record,
            "move": move,
            "form": form,
            "state": State(record.state),
            "page": self._page_of(record),
            "steps": services.steps_of(record).select_related("actor"),
        }
        return TemplateResponse(request, self.review_template, context, status=status)
