from django.contrib.admin.apps import AdminConfig


class EditorsAdminConfig(AdminConfig):
    default_site = "config.admin.EditorsAdminSite"

    def ready(self):
        from editorial.versions.pending import quietly
        from search.indexing import unnoticed

        quietly(unnoticed)
        super().ready()
