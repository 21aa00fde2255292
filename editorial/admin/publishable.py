"""The admin pages of records that go through review: drafts, and changes of published records."""

from __future__ import annotations

from functools import partial

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from editorial import findings
from editorial.models import Publishable, State
from editorial.scopes import may_work_on
from editorial.stages import schedule_of, stage_of, steps_of
from editorial.versions import log, pending

from .bulk import BulkMixin
from .columns import as_list, state_badge
from .forms import GuardedForm
from .limits import LimitsMixin
from .preview import PreviewMixin
from .records import EditorialAdmin
from .review import ReviewMixin
from .versions import VersionsMixin

KEPT_APART = "已存为修改稿。修改稿送审、通过并发布之前，读者看到的仍是原来的版本。"


class PublishableAdmin(
    BulkMixin, ReviewMixin, VersionsMixin, PreviewMixin, LimitsMixin, EditorialAdmin
):
    """A record with a publication state.

    The form of a draft works on its rows. The form of a published record works on rows into which
    its pending change was laid, and which are rolled back afterwards (`editorial/versions/`).
    """

    form = GuardedForm

    @admin.display(description="状态", ordering="state")
    def state_badge(self, obj):
        return state_badge(obj)

    @admin.display(description="待补")
    def to_mend_list(self, obj):
        return as_list(self.to_mend(obj))

    def to_mend(self, obj) -> list[str]:
        """Say in sentences what is missing or does not add up; computed from what is loaded."""
        return obj.publication_problems()

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        if obj is None or not allowed:
            return allowed
        return self._stage(request, obj) in (State.DRAFT, State.PUBLISHED) and may_work_on(
            request.user, obj
        )

    def _stage(self, request, obj) -> State:
        """Return where the record stands, read once for all questions of a request."""
        known = request.__dict__.setdefault("stages_known", {})
        key = (type(obj), obj.pk, obj.state)
        if key not in known:
            known[key] = stage_of(obj)
        return known[key]

    def has_delete_permission(self, request, obj=None):
        allowed = super().has_delete_permission(request, obj)
        if obj is None or not allowed:
            return allowed
        never_seen = obj.published_at is None and obj.state == State.DRAFT
        return never_seen and may_work_on(request.user, obj)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        view = partial(super().changeform_view, request, object_id, form_url, extra_context)
        record = self._record(object_id)
        if record is None:
            return view()
        if record.state == State.PUBLISHED:
            return self._with_pending(request, record, view)
        if request.method != "POST":
            return view()
        with transaction.atomic():
            log.keep_base(pending.locked(record))
            return view()

    def _record(self, object_id: str | None) -> Publishable | None:
        if object_id is None or not unquote(object_id).isdecimal():
            return None
        return self.model._base_manager.filter(pk=unquote(object_id)).first()

    def _with_pending(self, request, record, view) -> HttpResponse:
        """Show, or save, the form of a published record with its pending change in the rows."""
        change = pending.change_of(record)
        try:
            if request.method == "POST":
                return pending.edited(record, actor=request.user, edit=partial(_rendered, view))
            if change is None:
                return view()
            with pending.trial(record, change):
                return _rendered(view)
        except ValidationError as refusal:
            sentence = "；".join(refusal.messages)
            self.message_user(
                request,
                f"修改稿与现在的记录合不到一起：{sentence}修改稿还在，可以在“版本”里查看；"
                "请放弃它以后重新修改。",
                messages.ERROR,
            )
            return HttpResponseRedirect(self.address_of("history", record))

    def address_of(self, page: str, record, *args) -> str:
        """Return the address of a page of a record: change, history, review, preview …"""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}"
        return reverse(name, args=[record.pk, *args])

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        """A change of rows is a change of the record: a new revision, and a new version."""
        super().save_related(request, form, formsets, change)
        record = form.instance
        changed = [str(r.model._meta.verbose_name_plural) for r in formsets if r.has_changed()]
        if change and changed and not form.has_changed():
            record._change_reason = f"改动了{'、'.join(changed)}"
            record.save()
        if record.state == State.PUBLISHED and (changed or form.has_changed()):
            self.message_user(request, KEPT_APART, messages.SUCCESS)
        if record.state == State.DRAFT:
            stored = type(record)._base_manager.order_by("pk").get(pk=record.pk)
            log.keep(stored, actor=request.user, action=log.Action.SAVE)
            findings.refresh(stored)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """Versions of whole records have pages of their own; those of single rows lead there."""
        record = self._record(object_id)
        if record is None:
            raise Http404
        return redirect(self.address_of("history", record))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            stage = self._stage(request, obj)
            context |= {
                "moves": self.moves_offered(request, obj),
                "steps": steps_of(obj).select_related("actor"),
                "schedule": schedule_of(obj),
                "to_mend": self.to_mend(obj),
                "state_badge": state_badge(obj),
                "pending": pending.change_of(obj) if obj.state == State.PUBLISHED else None,
                "stage": stage,
                "locked": stage not in (State.DRAFT, State.PUBLISHED),
                "preview": self.preview_address(obj),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)


def _rendered(view) -> HttpResponse:
    """Return the answer with its page made, while the rows are as they are now."""
    response = view()
    if hasattr(response, "render"):
        response.render()
    return response
