"""What a password has to be, and when it has to be changed: GB/T 22239-2019, level 3.

The standard asks for complexity, regular change and no reuse, and leaves the numbers open. Twelve
characters of three kinds, because a guesser who got hold of the hashes tries eight within days.
"""

from __future__ import annotations

import datetime
import re

from django.conf import settings
from django.contrib.auth.hashers import check_password, is_password_usable
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils import timezone

from editorial.models import PasswordSet

LENGTH = 12
KINDS = 3
# How many passwords, the present one included, must not come again.
REMEMBERED = 5
# What offices here take as a word to put a year and a mark behind; the rest is in Django's list.
_WORDS = {
    *("dangjian", "gaoxin", "gaoxinqu", "gongchandang", "zhongguo", "china", "beijing", "woaini"),
    *("mima", "guanli", "guanliyuan", "bianji", "root", "qwer", "qwerasdf", "asdf", "abcd"),
}
_LOOK_ALIKE = str.maketrans("@4013$5!", "aaoiessi")


class LongEnough:
    def validate(self, password, user=None):
        if len(password) < LENGTH:
            raise ValidationError(f"密码至少 {LENGTH} 个字符，现在只有 {len(password)} 个。")

    def get_help_text(self):
        return f"至少 {LENGTH} 个字符。"


class KindsOfCharacters:
    def validate(self, password, user=None):
        kinds = {
            next((n for n, is_of in enumerate(_KINDS) if is_of(char)), -1) for char in password
        }
        if len(kinds) < KINDS:
            raise ValidationError(
                f"大写字母、小写字母、数字、其他字符，至少有 {KINDS} 种，现在有 {len(kinds)} 种。"
            )

    def get_help_text(self):
        return f"大写字母、小写字母、数字、其他字符，至少有其中 {KINDS} 种。"


_KINDS = (str.isupper, str.islower, str.isdigit)


class NotTheName:
    def validate(self, password, user=None):
        if user is None:
            return
        names = (user.get_username(), user.first_name, user.email.partition("@")[0])
        # Two letters stand in half of all words; two characters are a person's name.
        said = [name.casefold() for name in names if len(name) > (2 if name.isascii() else 1)]
        if any(name in password.casefold() for name in said):
            raise ValidationError("密码里不能有账号名、姓名或邮箱名，请换一个。")

    def get_help_text(self):
        return "不含账号名、姓名和邮箱名。"


class NotCommon(CommonPasswordValidator):
    """Refuses common passwords, and a common word with a few digits and marks around it."""

    def validate(self, password, user=None):
        plain = password.strip().casefold()
        if plain in self.passwords or self._is_word(plain):
            raise ValidationError(
                "这样的密码太常见，一猜就中（常用词加年份、符号也算）。"
                "可以用几个不相干的词连起来，再加数字和符号。"
            )

    def _is_word(self, plain: str) -> bool:
        digits = "".join(re.findall(r"\d", plain))
        spellings = {re.sub(r"[\W\d_]", "", word) for word in (plain, _spelled_out(plain))}
        are_few = len(digits) <= 6 or digits in self.passwords
        return are_few and any(
            len(word) < 4 or word in _WORDS or word in self.passwords for word in spellings
        )

    def get_help_text(self):
        return "不是常见的密码，也不是常用词加年份、符号。"


def _spelled_out(plain: str) -> str:
    """Return `p@ssw0rd2026` as `password`: what stands for letters inside, no digits behind."""
    return plain.rstrip("0123456789!@#$%^&*()_+-=.?~ ").translate(_LOOK_ALIKE)


class NotUsedBefore:
    def validate(self, password, user=None):
        if user is None or user.pk is None:
            return
        kept = user.passwords_set.values_list("encoded", flat=True)[:REMEMBERED]
        if any(check_password(password, encoded) for encoded in {user.password, *kept}):
            raise ValidationError(f"这是最近 {REMEMBERED} 次用过的密码，请换一个没有用过的。")

    def get_help_text(self):
        words = f"不是最近 {REMEMBERED} 次用过的。"
        return f"{words}每 {settings.PASSWORD_DAYS} 天换一次。" if settings.PASSWORD_DAYS else words


def keep(user, *, by_another: bool) -> None:
    """Remember the password that `user` has now, and forget what is older than is asked for."""
    if not is_password_usable(user.password):
        return
    PasswordSet.objects.create(user=user, encoded=user.password, by_another=by_another)
    older = list(user.passwords_set.values_list("pk", flat=True)[REMEMBERED:])
    if older:
        PasswordSet.objects.filter(pk__in=older).delete()


def why_to_change(user) -> str:
    """Return why `user` has to change the password before anything else; "" if not."""
    last = user.passwords_set.first()
    if last is None:
        # It came past the application; its time runs from here.
        keep(user, by_another=False)
        return ""
    if not is_password_usable(user.password):
        return ""
    if last.by_another:
        return "现在的密码是别人替您设的，请先换成只有您自己知道的。"
    days = settings.PASSWORD_DAYS
    if days and timezone.now() - last.at > datetime.timedelta(days=days):
        return f"密码已经用了 {days} 天以上，请先换一个。"
    return ""
