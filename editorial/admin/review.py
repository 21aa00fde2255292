"""The buttons that move a record through review, each with a page that asks first."""

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from editorial.models import Publishable, StaleRecordError, State
from editorial.scopes import may_work_on
from editorial.stages import (
    REVIEWS,
    next_state,
    revision_of,
    schedule_of,
    stage_of,
    steps_of,
)
from editorial.versions import log, pending
from editorial.versions.comparing import Comparison, compare, nothing
from editorial.versions.snapshots import take

from .forms import PlainTextarea, last_touch
from .moves import MOVES, Move, is_offered


class MoveForm(forms.Form):
    """The reason or remark, and the revision that the reviewer has read."""

    remark = forms.CharField(label="说明", required=False, widget=PlainTextarea(attrs={"rows": 4}))
    publish_at = forms.DateTimeField(
        label="发布时间",
        required=False,
        help_text="留空即刻发布；要定时发布，填北京时间，例如 2026-12-01 09:00。",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=("%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d"),
        error_messages={"invalid": "发布时间请写成 2026-12-01 09:00 的样子。"},
    )
    seen_revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, move: Move, record: Publishable, **kwargs):
        super().__init__(*args, **kwargs)
        self.record = record
        if move.name != "pass" or next_state_of(record) != State.PUBLISHED:
            del self.fields["publish_at"]
        if move.needs_reason:
            self.fields["remark"].label = "理由"
            self.fields["remark"].required = True
            self.fields["remark"].error_messages["required"] = f"{move.label}必须写明理由。"

    def clean_publish_at(self):
        at = self.cleaned_data["publish_at"]
        if at is not None and at <= timezone.now():
            raise ValidationError("发布时间要在现在以后；即刻发布请留空。")
        return at

    def clean(self):
        cleaned = super().clean()
        pending.locked(self.record)
        if revision_of(self.record) != cleaned.get("seen_revision"):
            raise ValidationError(
                f"您打开以后，{last_touch(self.record)}改动过这条记录。请先看过最新内容再操作。"
            )
        return cleaned


def next_state_of(record: Publishable) -> State | None:
    """Return the state after the next pass; None for what is not under review."""
    stage = stage_of(record)
    return next_state(stage) if stage in REVIEWS else None


def changes_to_review(record: Publishable) -> Comparison:
    """Tell what differs from what readers see, or saw last; everything, if they never saw it."""
    # As it is stored: what a list has prefetched lacks columns, which would be read row by row.
    record = type(record)._base_manager.order_by("pk").get(pk=record.pk)
    if record.state == State.PUBLISHED:
        before = take(record)
        after = pending.content(record, pending.change_of(record))
    else:
        version = log.last_published(record)
        before = version.data if version else nothing(type(record))
        after = take(record)
    return compare(type(record), before, after)


# Moves before which the page shows what has changed.
_SHOW_CHANGES = ("submit", "pass", "return", "discard")


class ReviewMixin:
    """Gives an admin of a `Publishable` the pages behind its state buttons."""

    review_template = "admin/editorial/review.html"

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_review"
        view = self.admin_site.admin_view(self.review_view)
        return [path("<path:object_id>/review/<slug:move>/", view, name=name), *super().get_urls()]

    def moves_offered(self, request, record) -> list[dict]:
        """Return name, label and address of every button for this user."""
        stage, change = stage_of(record), None
        if record.state == State.PUBLISHED:
            change = pending.change_of(record)
        may_change = self.has_change_permission(request, record)
        revision = change.revision if change else record.revision
        return [
            {
                "name": move.name,
                "label": move.label,
                "url": self.address_of("review", record, move.name) + f"?seen_revision={revision}",
            }
            for move in MOVES.values()
            if move.moves(record, change)
            and is_offered(move, record, request.user, stage=stage, may_change=may_change)
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
            seen = request.GET.get("seen_revision") or revision_of(record)
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
                    return redirect(self.address_of("change", record))
            return self._ask(request, record, form, move, status)

    def _refusal(self, request, form: MoveForm, move: Move) -> int | None:
        """Move the record; if that is refused, put the reason in the form and return a status."""
        record, remark = form.record, form.cleaned_data["remark"]
        given = {move.remark_argument: remark}
        if at := form.cleaned_data.get("publish_at"):
            given["publish_at"] = at
        try:
            self._require_right(request, record, move)
            step = move.run(record=record, actor=request.user, **given)
        except PermissionDenied as refusal:
            form.add_error(None, str(refusal))
            return 403
        except (ValidationError, StaleRecordError) as refusal:
            sentences = getattr(refusal, "messages", [str(refusal)])
            form.add_error(None, list(sentences))
            return 409
        now = "等待定时发布" if schedule_of(record) else State(step.to_state).label
        self.message_user(
            request, f"“{record}”已{move.label}，现在的状态是“{now}”。", messages.SUCCESS
        )
        return None

    def _require_right(self, request, record, move: Move) -> None:
        """Refuse what the services do not know: rights over this kind of record, and its zones."""
        if not may_work_on(request.user, record):
            raise PermissionDenied("这条记录不在您负责的高新区之内。")
        writes = move.name in ("submit", "discard")
        if writes and not self.has_change_permission(request, record):
            raise PermissionDenied("您没有修改这类记录的权限，不能送审。")

    def _ask(self, request, record, form, move, status):
        context = {
            **self.admin_site.each_context(request),
            "title": f"{move.label}：{record}",
            "opts": self.opts,
            "original": record,
            "move": move,
            "form": form,
            "state": stage_of(record),
            "page": self.address_of("change", record),
            "preview": self.preview_address(record),
            "comparison": changes_to_review(record) if move.name in _SHOW_CHANGES else None,
            "was_published": record.published_at is not None,
            "steps": steps_of(record).select_related("actor"),
        }
        return TemplateResponse(request, self.review_template, context, status=status)
