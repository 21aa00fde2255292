"""Where readers point out a mistake; whoever they are, they need no account and say no name."""

from urllib.parse import urlencode

from django.conf import settings
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from editorial.limits import Rate, seconds_to_wait

from . import services
from .forms import ReportForm
from .pages import ReportedPage, reported_page

_NO_PAGE = "这个网址不是本站公开的页面。请从要指出的那一页点“指出错误”进来，或者改正下面的网址。"
_TOO_MANY = "您刚才提交得太多了，请过一小时再提交。写好的内容还在下面，可以先复制下来。"


def report(request):
    """The form (GET), and what it sends (POST); whatever is refused is said, and nothing lost."""
    given = request.POST if request.method == "POST" else request.GET
    address, anchor = given.get("of", ""), given.get("at", "")
    page = reported_page(request, address, anchor) if address else None
    status, refusal = 200, ""
    if request.method == "POST":
        form = ReportForm(request.POST, label_suffix="")
        is_valid = form.is_valid()
        if address and page is None:
            form.add_error("of", _NO_PAGE)
        elif is_valid and not _seconds_to_wait(request):
            return _thanked(page, form)
        elif is_valid:
            status, refusal = 429, _TOO_MANY
    else:
        initial = {"of": address[:500], "at": anchor[:100]}
        form = ReportForm(initial=initial, label_suffix="")
        if address and page is None:
            status, refusal = 400, _NO_PAGE
    if form.is_bound and form.errors:
        status = 400
    return _answer(request, form, page, status, refusal)


def _seconds_to_wait(request) -> int:
    return seconds_to_wait("report", request, Rate(settings.REPORTS_PER_HOUR, 3600))


def _thanked(page: ReportedPage, form: ReportForm):
    said = {name: form.cleaned_data[name] for name in ("wrong", "should_be", "basis")}
    services.keep(page, **said)
    query = urlencode({"of": page.path, "at": page.anchor})
    return redirect(f"{reverse('editorial:report_thanks')}?{query}")


def _answer(request, form: ReportForm, page: ReportedPage | None, status: int, refusal: str):
    if form.errors.get("more"):
        form.data = {**form.data.dict(), "more": ""}
    context = {
        "form": form,
        "page": page,
        "refusal": refusal,
        "crumbs": [*([(page.title, page.url)] if page else []), ("指出错误", "")],
    }
    answer = render(request, "editorial/report.html", context, status=status)
    answer["X-Robots-Tag"] = "noindex"
    return answer


@require_safe
def thanks(request):
    """Say what happens next, and lead back to the page."""
    page = reported_page(request, request.GET.get("of", ""), request.GET.get("at", ""))
    context = {"page": page, "crumbs": [("指出错误", "")]}
    answer = render(request, "editorial/thanks.html", context)
    answer["X-Robots-Tag"] = "noindex"
    return answer
