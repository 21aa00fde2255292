"""The import desk in the admin: hand in, watch, review, save."""

from __future__ import annotations

from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from imports import jobs
from imports.admin.actions import FormRefused, act
from imports.admin.forms import IntakeForm
from imports.admin.intake import take_in
from imports.admin.page import page_of
from imports.admin.saving import plan, practices_from, readiness, save
from imports.applying import NotApplied
from imports.matching import known_source
from imports.models import ImportJob
from imports.review import CannotEdit, WorkingCopy, as_draft

# What saving an import makes; whoever may not make these may not save one.
_MADE_BY_SAVING = ("sources.add_source", "interviews.add_interview", "practices.add_practice")


@admin.register(ImportJob)
class ImportJobAdmin(admin.ModelAdmin):
    list_display = ("__str__", "state_label", "file_name", "created_by", "created_at")
    list_filter = ("state", "created_by")
    search_fields = ("title", "file_name")
    list_per_page = 50
    actions = None
    change_list_template = "admin/imports/jobs.html"

    @admin.display(description="状态", ordering="state")
    def state_label(self, job):
        if job.state == ImportJob.State.WORKING:
            return f"{job.get_state_display()}（{job.progress}%）"
        return job.get_state_display()

    def get_queryset(self, request):
        texts = ("document", "review")
        return super().get_queryset(request).select_related("created_by").defer(*texts)

    def get_urls(self):
        posted = {
            "work": self.work_view,
            "stop": self.stop_view,
            "act": self.act_view,
            "again": self.again_view,
        }
        own = [path("work/", self._wrapped(self.work_next_view), name="imports_work_next")]
        own += [
            path(f"<int:pk>/{name}/", self._wrapped(view), name=f"imports_{name}")
            for name, view in posted.items()
        ]
        own.append(
            path("<int:pk>/progress/", self._viewed(self.progress_view), name="imports_progress")
        )
        own.append(path("<int:pk>/plan/", self._viewed(self.plan_view), name="imports_plan"))
        return own + super().get_urls()

    def _viewed(self, view):
        return self.admin_site.admin_view(view)

    def _wrapped(self, view):
        return self._viewed(require_POST(view))

    def _job(self, request, pk) -> ImportJob:
        if not self.has_change_permission(request):
            raise PermissionDenied
        job = ImportJob.objects.select_related("source").filter(pk=pk).first()
        if job is None:
            raise Http404
        return job

    def delete_model(self, request, obj):
        """Take the received file away with the job; a source keeps a copy of its own."""
        file = obj.file
        super().delete_model(request, obj)
        transaction.on_commit(lambda: file.delete(save=False))

    # ---- handing in ----

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        posted = request.method == "POST"
        form = IntakeForm(request.POST, request.FILES) if posted else IntakeForm()
        unread = []
        if posted and form.is_valid():
            made, unread = take_in(form, request.user)
            for job in made:
                messages.info(request, f"已收到“{job}”。")
            if made and not unread:
                only = made[0] if len(made) == 1 else None
                return HttpResponseRedirect(_address(only) if only else _list())
            for refused in unread:
                messages.error(request, f"{refused.name}：{refused.reason}")
        context = {"form": form, "unread": unread, "title": "导入文件"}
        return self._page(request, "admin/imports/intake.html", context)

    # ---- reading out ----

    def work_view(self, request, pk):
        job = self._job(request, pk)
        if jobs.claim(job):
            jobs.work(job)
        else:
            messages.warning(request, "这份文件正在识别，或者已经识别过了。")
        return HttpResponseRedirect(_address(job))

    def work_next_view(self, request):
        """Work on the job that has waited longest, and come back to the list."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        waiting = ImportJob.objects.filter(state=ImportJob.State.WAITING).order_by("pk").first()
        if waiting is not None and jobs.claim(waiting):
            jobs.work(waiting)
        return HttpResponseRedirect(_list())

    def stop_view(self, request, pk):
        jobs.request_stop(self._job(request, pk))
        return HttpResponseRedirect(_address_of(pk))

    def progress_view(self, request, pk):
        job = self._job(request, pk)
        return JsonResponse({"state": job.state, "step": job.step, "progress": job.progress})

    # ---- reviewing ----

    def change_view(self, request, object_id, form_url="", extra_context=None):
        job = self._job(request, object_id if object_id.isdecimal() else 0)
        if job.state == ImportJob.State.SAVED:
            context = {"job": job, "title": str(job), "practices": practices_from(job)}
            return self._page(request, "admin/imports/saved.html", context)
        if not job.is_open:
            context = {"job": job, "title": str(job), "lost": jobs.is_lost(job)}
            return self._page(request, "admin/imports/waiting.html", context)
        return self._review_page(request, job)

    def _review_page(self, request, job, refused=None):
        context = page_of(job, refused=refused, every_repair="repairs" in request.GET)
        copy = context["copy"]
        context |= {
            "title": str(job),
            "readiness": readiness(copy),
            "sources": known_source(job.received, as_draft(copy)),
        }
        return self._page(request, "admin/imports/review.html", context)

    def act_view(self, request, pk):
        job = self._job(request, pk)
        try:
            with jobs.reviewing(job) as copy:
                anchor = act(copy, request.POST)
        except CannotEdit as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(_address(job))
        except FormRefused as refusal:
            messages.error(request, "有一处没有填对，请看标出的地方；其余内容都还在。")
            return self._review_page(request, job, {refusal.key: refusal.form})
        return HttpResponseRedirect(f"{_address(job)}#{anchor}")

    def again_view(self, request, pk):
        job = self._job(request, pk)
        try:
            jobs.begin_again(job)
        except CannotEdit as error:
            messages.error(request, str(error))
        return HttpResponseRedirect(_address(job))

    # ---- saving ----

    def plan_view(self, request, pk):
        job = self._job(request, pk)
        if not request.user.has_perms(_MADE_BY_SAVING):
            raise PermissionDenied
        if not job.is_open:
            return HttpResponseRedirect(_address(job))
        ready = readiness(WorkingCopy.from_json(job.review))
        context = {"job": job, "title": "将写入的内容", "readiness": ready}
        step = partial(plan, job, user=request.user)
        if request.method == "POST":
            revision = request.POST.get("revision", "")
            seen = int(revision) if revision.isdecimal() else -1
            step = partial(save, job, revision=seen, user=request.user)
        try:
            done = None if ready.hindrances else step()
        except CannotEdit as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(request.path)
        except NotApplied as error:
            context["sentences"] = error.sentences
            done = None
        if done is not None and request.method == "POST":
            messages.success(request, f"已存为草稿：{done.tally}。")
            return HttpResponseRedirect(_address(job))
        return self._page(request, "admin/imports/plan.html", {**context, "plan": done})

    def _page(self, request, template, context):
        shared = self.admin_site.each_context(request)
        shared |= {"opts": self.opts, "States": ImportJob.State}
        return TemplateResponse(request, template, {**shared, **context})

    def changelist_view(self, request, extra_context=None):
        waiting = Q(state=ImportJob.State.WAITING)
        context = {"waiting": ImportJob.objects.filter(waiting).count(), **(extra_context or {})}
        return super().changelist_view(request, context)


def _address_of(pk) -> str:
    return reverse("admin:imports_importjob_change", args=[pk])


def _address(job: ImportJob) -> str:
    return _address_of(job.pk)


def _list() -> str:
    return reverse("admin:imports_importjob_changelist")
