"""The page on which 管理员 see how the service stands."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse

from editorial.roles import MANAGER
from operations.seeing.overview import Line, Section, sections

from .caching import release


def may_see(user) -> bool:
    """Tell whether somebody keeps the site: a superuser, or of the role 管理员."""
    return user.is_superuser or user.groups.filter(name=MANAGER).exists()


def service(request):
    if not may_see(request.user):
        raise PermissionDenied
    versions, *others = sections()
    versions = Section(versions.label, [Line("程序", release()), *versions.lines])
    context = {
        **admin.site.each_context(request),
        "title": "运行状况",
        "sections": [versions, *others],
    }
    return TemplateResponse(request, "admin/operations/service.html", context)
