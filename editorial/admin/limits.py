"""Forms that keep an editor who is limited to some zones from putting a record out of reach."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from editorial.scopes import may_work_on, zones_of

FOREIGN = (
    "没有保存：您只负责部分高新区，这条记录要与其中至少一个有关。您填写的内容还在下面；"
    "请改选高新区，或请管理员调整您负责的范围。"
)


class OutOfReach(Exception):
    """What was just saved leads to none of the editor's zones."""


class LimitsMixin:
    """Mixed into the admin of records that are reviewed, and of their parts.

    Where a record leads is known only when it is saved with its rows. So it is saved, and if it is
    out of reach by then, that is undone, and the form shown again as it was filled in.
    """

    def reviewed(self, obj):
        """Return the record whose zones count: that on the page, or the whole of a part."""
        return obj

    def has_add_permission(self, request):
        """A new zone would be outside of every limit."""
        allowed = super().has_add_permission(request)
        is_zone = "pk" in getattr(self.model, "zone_paths", ())
        return allowed and not (is_zone and zones_of(request.user) is not None)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        view, args = super().changeform_view, (request, object_id, form_url, extra_context)
        if request.method != "POST" or zones_of(request.user) is None:
            return view(*args)
        try:
            with transaction.atomic():
                return view(*args)
        except OutOfReach:
            request.is_out_of_reach = True
            return view(*args)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if not hasattr(request, "is_out_of_reach"):
            return form

        class Refused(form):
            def clean(self):
                super().clean()
                raise ValidationError(FOREIGN, code="foreign")

        return Refused

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not may_work_on(request.user, self.reviewed(form.instance)):
            raise OutOfReach

    def delete_model(self, request, obj):
        """A part that goes may be what led to the editor's zones."""
        record = self.reviewed(obj)
        super().delete_model(request, obj)
        if record is not obj and not may_work_on(request.user, record):
            raise ValidationError(
                "去掉这一条以后，它所属的记录就与您负责的高新区无关了。请管理员来改。"
            )
