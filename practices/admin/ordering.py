"""The page on which groups of a vocabulary, or the terms of a group, are put in order."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from practices.ordering import put_in_order, terms_under


class OrderingMixin:
    """Gives the admin of a vocabulary its page for the order.

    Every move works by a button without scripts; with them rows are dragged, or moved by the
    buttons, and the whole order is saved at once.
    """

    change_list_template = "admin/practices/vocabulary_list.html"

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_order"
        view = self.admin_site.admin_view(self.order_view)
        return [path("order/", view, name=name), *super().get_urls()]

    @property
    def order_url(self) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_order")

    def changelist_view(self, request, extra_context=None):
        allowed = self.has_change_permission(request)
        return super().changelist_view(
            request, {**(extra_context or {}), "order_url": self.order_url if allowed else ""}
        )

    def order_view(self, request):
        """Show the terms of a group, or the groups (GET); save their order (POST)."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        group = self._group(request.GET.get("group", ""))
        parent = group.pk if group else None
        address = self.order_url + (f"?group={group.code}" if group else "")
        refusal = ""
        if request.method == "POST":
            try:
                put_in_order(self.model, parent, _asked(request.POST), actor=request.user)
            except ValidationError as error:
                refusal = error.messages[0]
            else:
                self.message_user(request, "次序已保存。", messages.SUCCESS)
                return redirect(address)
        context = {
            **self.admin_site.each_context(request),
            "title": f"次序：{group}" if group else f"次序：{self.opts.verbose_name_plural}",
            "opts": self.opts,
            "group": group,
            "terms": list(terms_under(self.model, parent)),
            "order_url": self.order_url,
            "refusal": refusal,
        }
        template = "admin/practices/order.html"
        return TemplateResponse(request, template, context, status=409 if refusal else 200)

    def _group(self, code: str):
        if not code:
            return None
        group = self.model.objects.filter(code=code[:20], parent=None).first()
        if group is None:
            raise Http404
        return group


def _asked(data) -> list[int]:
    """Return the order that was sent, after the move that a button asks for."""
    sent = data.getlist("order")
    if not all(pk.isdecimal() and pk.isascii() and len(pk) < 16 for pk in sent):
        raise ValidationError("没有收到完整的次序，请重新排列。")
    pks = [int(pk) for pk in sent]
    for name, step in (("up", -1), ("down", 1)):
        moved = data.get(name, "")
        if moved in sent:
            place = sent.index(moved)
            other = place + step
            if 0 <= other < len(pks):
                pks[place], pks[other] = pks[other], pks[place]
    return pks
