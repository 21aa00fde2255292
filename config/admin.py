"""The editors' admin site: Django's own, with the project's name and look."""

from django.conf import settings
from django.contrib import admin


class EditorsAdminSite(admin.AdminSite):
    site_title = f"{settings.SITE_NAME} · 编辑部"
    site_header = f"{settings.SITE_NAME} · 编辑部"
    index_title = "编辑部"
    empty_value_display = "—"
