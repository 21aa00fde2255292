"""Pages of sources."""

from django.shortcuts import get_object_or_404, render

from .models import Source


def sources(request):
    return render(request, "sources/sources.html")


def source(request, pk):
    record = get_object_or_404(Source.objects.visible_to(request.user), pk=pk)
    return render(request, "sources/source.html", {"source": record})
