"""The pages behind which many records are changed by a table."""

from __future__ import annotations

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from editorial.admin.tables import FORMATS, table_file
from editorial.tables.declaring import REASON, Table, table_named, tables
from editorial.tables.workbooks import Unreadable
from imports.models import TableJob, TableRow
from imports.tables import jobs
from imports.tables.forms import TableForm

_PER_PAGE = 50
_WORTH_SEEING = ("wrong", "changed", "new", "unchanged")


def may_use(user, table: Table) -> bool:
    return any(user.has_perm(table.permission(what)) for what in ("add", "change"))


def index(request):
    """Show the tables that there are, and the user's own jobs."""
    offered = [table for table in tables() if may_use(request.user, table)]
    if not offered:
        raise PermissionDenied
    own = TableJob.objects.filter(created_by=request.user).defer("written")
    page = Paginator(own, _PER_PAGE).get_page(request.GET.get("p"))
    return _page(request, "index", {"title": "成批修改", "tables": offered, "page": page})


def hand_in(request, name):
    """Take a file; what cannot be read is told at once, and not kept."""
    table = _table(request, name)
    form = TableForm(request.POST, request.FILES) if request.method == "POST" else TableForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            job = jobs.hand_in(
                table=table, file=file, name=file.name, size=file.size, user=request.user
            )
            return HttpResponseRedirect(_address(job))
        except Unreadable as refusal:
            form.add_error("file", f"没有收下：{refusal}。")
    title = f"成批修改：{table.label}"
    return _page(request, "hand_in", {"title": title, "table": table, "form": form})


def blank(request, name, kind):
    """Give a table without rows, to be filled in."""
    table = _table(request, name)
    if kind not in FORMATS:
        raise Http404
    return table_file(table, [], kind, name=f"{table.label}-空白表")


def job_page(request, pk):
    job = _job(request, pk)
    context = {"title": str(job), "job": job, "table": job.declared, "lost": jobs.is_lost(job)}
    if job.state in (TableJob.State.READY, TableJob.State.WRITTEN):
        return _page(request, "job", {**context, **_rows(request, job), **_links(job)})
    return _page(request, "waiting", context)


def _rows(request, job: TableJob) -> dict:
    """Return the rows of one kind: those asked for, or those that need to be seen first."""
    kinds = [(kind, TableRow.Kind(kind).label, job.counts.get(kind, 0)) for kind in _WORTH_SEEING]
    first = next((kind for kind, _, count in kinds if count), "unchanged")
    chosen = request.GET.get("kind")
    chosen = chosen if chosen in _WORTH_SEEING else first
    rows = job.rows.filter(kind=chosen)
    return {
        "kinds": kinds,
        "chosen": chosen,
        "page": Paginator(rows, _PER_PAGE).get_page(request.GET.get("p")),
        "changing": job.counts.get("new", 0) + job.counts.get("changed", 0),
    }


def _links(job: TableJob) -> dict:
    """Return the addresses of the list, of single records, and of handing in for review."""
    options = job.declared.model._meta
    links = {
        "list_address": reverse(f"admin:{options.app_label}_{options.model_name}_changelist"),
        "change_name": f"admin:{options.app_label}_{options.model_name}_change",
    }
    if job.declared.reviewed:
        reviewed = job.declared.reviewed._meta
        name = f"admin:{reviewed.app_label}_{reviewed.model_name}_bulk"
        links["submit_address"] = reverse(name, args=["submit"])
        links["reviewed_label"] = reviewed.verbose_name
    return links


def progress(request, pk):
    """Say how far a job is; writing is work, too, for the script that watches."""
    job = _job(request, pk)
    state = TableJob.State.WORKING if job.state == TableJob.State.WRITING else job.state
    return JsonResponse({"state": state, "step": job.step, "progress": job.progress})


@require_POST
def work(request, pk):
    job = _job(request, pk)
    if jobs.claim(job):
        jobs.work(job)
    return HttpResponseRedirect(_address(job))


@require_POST
def apply(request, pk):
    """Write what was looked at."""
    job = _job(request, pk)
    if job.counts.get("wrong") or request.POST.get("digest") != job.digest:
        messages.error(request, "没有写入：比对结果与您看到的不同，请再看一遍。")
    elif jobs.claim(job, to_write=True):
        jobs.apply(job, request.user, request)
    return HttpResponseRedirect(_address(job))


@require_POST
def stop(request, pk):
    job = _job(request, pk)
    jobs.request_stop(job)
    return HttpResponseRedirect(_address(job))


@require_POST
def again(request, pk):
    job = _job(request, pk)
    if not jobs.begin_again(job):
        messages.warning(request, "这份表格现在不能重新比对。")
    return HttpResponseRedirect(_address(job))


@require_POST
def discard(request, pk):
    """Give up a job and its file; what was written stays."""
    job = _job(request, pk)
    if not job.is_at_rest and not jobs.is_lost(job):
        messages.warning(request, "这份表格正在处理，请先停下。")
        return HttpResponseRedirect(_address(job))
    file = job.file
    with transaction.atomic():
        job.delete()
        transaction.on_commit(lambda: file.delete(save=False))
    messages.success(request, f"“{job.file_name}”已删去；写入过的内容不受影响。")
    return HttpResponseRedirect(reverse("tables:index"))


def wrong(request, pk, kind):
    """Give the wrong rows as a file to mend, with a column that says why."""
    job = _job(request, pk)
    if kind not in FORMATS or job.declared is None or not job.counts.get("wrong"):
        raise Http404
    titles = job.declared.titles
    lines = (
        [*(str(row.cells.get(title, "")) for title in titles), why]
        for row, why in jobs.wrong_rows(job)
    )
    name = f"{job.declared.label}-有误的行"
    return table_file(job.declared, lines, kind, name=name, more=(REASON,))


def _table(request, name) -> Table:
    table = table_named(name)
    if table is None:
        raise Http404
    if not may_use(request.user, table):
        raise PermissionDenied
    return table


def _job(request, pk) -> TableJob:
    """Return a job of one's own."""
    own = TableJob.objects.filter(pk=pk)
    if not request.user.is_superuser:
        own = own.filter(created_by=request.user)
    job = own.first()
    if job is None or job.declared is None:
        raise Http404
    if not may_use(request.user, job.declared):
        raise PermissionDenied
    return job


def _address(job: TableJob) -> str:
    return reverse("tables:job", args=[job.pk])


def _page(request, template: str, context: dict) -> TemplateResponse:
    shared = {**admin.site.each_context(request), "States": TableJob.State}
    return TemplateResponse(request, f"admin/tables/{template}.html", {**shared, **context})
