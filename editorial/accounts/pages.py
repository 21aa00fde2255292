"""The pages about one's own account: password, second factor, where one is signed in."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path

from editorial.models import AuditEntry
from editorial.watching import note_account

from . import demands, second_factor, sessions
from .signing_in import PasswordForm, code_field

_ACCOUNT = AuditEntry.Action.ACCOUNT


class SetUpForm(PasswordForm):
    """Takes a device to use that shows the right code."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field()
        self.fields["code"].help_text = "验证器里现在显示的 6 位数字。"

    def clean(self):
        cleaned = super().clean()
        if "password" in cleaned and cleaned.get("code"):
            try:
                cleaned["recovery_codes"] = second_factor.confirm(self.user, cleaned["code"])
            except ValidationError as refusal:
                self.add_error("code", refusal)
        return cleaned


class AccountPages:
    """Mixed into the admin's site."""

    def get_urls(self):
        pages = {
            "": ("account", self.account_view),
            "second-factor/": ("second_factor", self.second_factor_view),
            "second-factor/change/": ("second_factor_change", self.second_factor_change_view),
            "sign-ins/end/": ("end_sign_ins", self.end_sign_ins_view),
        }
        return [
            *(
                path(f"account/{address}", self.admin_view(view), name=name)
                for address, (name, view) in pages.items()
            ),
            *super().get_urls(),
        ]

    def account_view(self, request, form: PasswordForm | None = None):
        user = request.user
        sign_ins = [(one, sessions.is_own(request, one)) for one in sessions.live(user)]
        context = {
            **self.each_context(request),
            "title": "我的账号",
            "password_set": user.passwords_set.first(),
            "has_second_factor": second_factor.has(user),
            "is_required": second_factor.is_required(user),
            "codes_left": second_factor.codes_left(user),
            "sign_ins": sign_ins,
            "form": form or PasswordForm(request, user),
        }
        return TemplateResponse(request, "admin/account/account.html", context)

    def second_factor_view(self, request):
        """Show the picture for the telephone; with a code of it, the codes for paper, once."""
        user = request.user
        if second_factor.has(user):
            messages.info(request, "两步验证已经启用。要换手机，请先停用，再重新设置。")
            return redirect("admin:account")
        form = SetUpForm(request, user, request.POST if request.method == "POST" else None)
        if form.is_bound and form.is_valid():
            note_account(_ACCOUNT, user, "启用两步验证")
            demands.met(request, demands.SECOND_FACTOR)
            return self._show_codes(request, form.cleaned_data["recovery_codes"])
        if not form.is_bound:
            second_factor.begin_anew(user)
        device = second_factor.prepared(user)
        context = {
            **self.each_context(request),
            "title": "设置两步验证",
            "form": form,
            "picture": second_factor.picture_of(device),
            "key": second_factor.key_of(device),
        }
        return TemplateResponse(request, "admin/account/second_factor.html", context)

    def _show_codes(self, request, codes: list[str]):
        context = {**self.each_context(request), "title": "请存好恢复码", "codes": codes}
        return TemplateResponse(request, "admin/account/recovery_codes.html", context)

    def second_factor_change_view(self, request):
        """With the password, make new recovery codes, or do without the second factor."""
        if request.method != "POST" or not second_factor.has(request.user):
            return redirect("admin:account")
        form = PasswordForm(request, request.user, request.POST)
        if not form.is_valid():
            return self.account_view(request, form)
        if "remove" not in request.POST:
            note_account(_ACCOUNT, request.user, "重新生成恢复码")
            return self._show_codes(request, second_factor.new_recovery_codes(request.user))
        second_factor.remove(request.user)
        note_account(_ACCOUNT, request.user, "停用两步验证")
        demands.ask(request, request.user)
        messages.success(request, "已停用两步验证。")
        return redirect("admin:account")

    def end_sign_ins_view(self, request):
        """End one of the own sign-ins, or all others."""
        if request.method == "POST":
            ended = request.user.sign_ins.all()
            if (number := request.POST.get("sign_in", "")).isdecimal():
                ended = ended.filter(pk=int(number[:18]))
            ended = [one for one in ended if not sessions.is_own(request, one)]
            for one in ended:
                one.delete()
            if ended:
                said = "；".join(map(str, ended))
                note_account(_ACCOUNT, request.user, f"结束登录：{said}")
            messages.success(request, f"已结束 {len(ended)} 处登录。")
        return redirect("admin:account")
