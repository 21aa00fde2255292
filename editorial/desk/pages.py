"""The pages of the desk: the first page's queues, each queue as a whole, and the queues alone."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path

from editorial.checks import publishable_models

from . import missing, queues
from .paging import slice_of
from .worklist import FindingPages

SHOWN = 5


@dataclass(frozen=True)
class Box:
    """A queue as the first page shows it."""

    queue: queues.Queue
    lines: list[queues.Line]
    number: int

    @property
    def is_beyond_counting(self) -> bool:
        return self.number > queues.MOST_COUNTED


class DeskPages:
    """Mixed into the admin's site."""

    def get_urls(self):
        pages = FindingPages(self)
        return [
            path("desk/<slug:name>/", self.admin_view(self.queue_view), name="desk_queue"),
            path("findings/<slug:name>/", self.admin_view(pages.worklist), name="findings"),
            path(
                "findings/<int:pk>/set-aside/",
                self.admin_view(pages.set_aside),
                name="finding_set_aside",
            ),
            path(
                "findings/<int:pk>/bring-back/",
                self.admin_view(pages.bring_back),
                name="finding_bring_back",
            ),
            *super().get_urls(),
        ]

    def index(self, request, extra_context=None):
        desk = {"boxes": self._boxes(request), "missing": self._missing(request)}
        return super().index(request, {**desk, **(extra_context or {})})

    def _boxes(self, request) -> list[Box]:
        kinds = self._moving_kinds(request)
        found = []
        for queue in queues.queues_for(request.user):
            # So many at once are quicker than a few, and then a count of the same.
            rows = list(queue.rows(request.user, kinds)[: queues.MOST_COUNTED + 1])
            found.append((queue, len(rows), [queue.line(row) for row in rows[:SHOWN]]))
        titled = iter(queues.titled([line for _, _, lines in found for line in lines], kinds))
        return [Box(queue, [next(titled) for _ in lines], number) for queue, number, lines in found]

    def _missing(self, request):
        return missing.overview(request.user, missing.checked_kinds(self, request))

    def _moving_kinds(self, request):
        return missing.viewable(self, request, publishable_models())

    def queue_view(self, request, name):
        """Show a queue as a whole."""
        queue = next((one for one in queues.queues_for(request.user) if one.name == name), None)
        if queue is None:
            raise Http404
        kinds = self._moving_kinds(request)
        rows = queue.rows(request.user, kinds)
        page = slice_of(rows, request.GET.get("p"))
        context = {
            **self.each_context(request),
            "title": queue.label,
            "queue": queue,
            "lines": queues.titled([queue.line(row) for row in page.rows], kinds),
            "page": page,
            "number": queues.count(rows),
            "most_counted": queues.MOST_COUNTED,
        }
        return TemplateResponse(request, "admin/editorial/desk/queue.html", context)
