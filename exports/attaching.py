"""Answers that a browser keeps as files."""

from urllib.parse import quote

from django.http import HttpResponse
from django.utils import timezone


def attached(answer: HttpResponse, name: str, label: str, suffix: str) -> HttpResponse:
    """Have a browser keep an answer as a file: of this name, or of the label if it can."""
    day = timezone.localdate().isoformat()
    answer["Content-Disposition"] = (
        f'attachment; filename="{name}-{day}.{suffix}"; '
        f"filename*=UTF-8''{quote(f'{label}-{day}.{suffix}')}"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
