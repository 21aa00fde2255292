"""Who may sign in and for how long, and what the audit log is sealed with."""

import datetime
import re

from django.core.exceptions import ImproperlyConfigured

from .security import SECURE_HTTPS
from .site import SECRET_KEY, SITE_NAME, env

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"editorial.accounts.passwords.{name}"}
    for name in ("LongEnough", "KindsOfCharacters", "NotTheName", "NotCommon", "NotUsedBefore")
]
# After how many days a password has to be changed; 0: never.
PASSWORD_DAYS = env.int("PASSWORD_DAYS", 90)
if PASSWORD_DAYS < 0:
    raise ImproperlyConfigured("PASSWORD_DAYS 请给 0（不限）或更大的整数。")

# Whoever did nothing for so long, or signed in so long ago, gives the password again.
IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", 30)
if IDLE_MINUTES < 2:
    raise ImproperlyConfigured("SESSION_IDLE_MINUTES 请给 2 或更大的整数。")
SESSION_HOURS = env.int("SESSION_HOURS", 12)
if SESSION_HOURS < 1:
    raise ImproperlyConfigured("SESSION_HOURS 请给 1 或更大的整数。")
# Browsers take a name with this prefix only from the host itself, over HTTPS, for all its paths.
if SECURE_HTTPS:
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
# Not Strict: links from mail and chat would show editors and collectors a page without theirs.
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# Forms carry the token themselves; no script reads the cookie.
CSRF_COOKIE_HTTPONLY = True

# Where a sign-in leads that names no page of this site.
LOGIN_REDIRECT_URL = "admin:index"

# Roles whose members need a second factor; 超级用户 names superusers.
SECOND_FACTOR_ROLES = env.list("SECOND_FACTOR_ROLES", default=[])
_ROLES = ("撰稿", "初审", "复审", "终审", "管理员", "超级用户")
if unknown := set(SECOND_FACTOR_ROLES) - set(_ROLES):
    raise ImproperlyConfigured(
        f"SECOND_FACTOR_ROLES 里没有“{min(unknown)}”这个角色，只能是{'、'.join(_ROLES)}，逗号分隔。"
    )
OTP_TOTP_ISSUER = SITE_NAME

# How long an account, or an address, that failed too often is refused.
LOCKOUT_MINUTES = env.int("LOCKOUT_MINUTES", 30)
if LOCKOUT_MINUTES < 1:
    raise ImproperlyConfigured("LOCKOUT_MINUTES 请给 1 或更大的整数。")
# What is counted, and how much of it is too much, stands in editorial/accounts/lockout.py.
AXES_HANDLER = "editorial.accounts.lockout.Handler"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], "username", "ip_address"]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = datetime.timedelta(minutes=LOCKOUT_MINUTES)
AXES_RESET_ON_SUCCESS = True
# Trying on while locked out does not prolong it.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "editorial.visitors.network_of"
AXES_USERNAME_CALLABLE = "editorial.accounts.lockout.name_in"
AXES_LOCKOUT_CALLABLE = "editorial.accounts.lockout.refusal"
AXES_SENSITIVE_PARAMETERS = [
    *("username", "ip_address", "code", "ticket", "csrfmiddlewaretoken"),
    *("again-password", "again-code"),
]
# The audit log has the sign-ins, and the office has its own page of those who failed.
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# The keys that seal the audit log, the one in use first; earlier ones still prove old entries.
AUDIT_KEYS = env.list("AUDIT_KEY", default=[]) or [SECRET_KEY]
if any(len(key) < 20 for key in AUDIT_KEYS):
    raise ImproperlyConfigured("AUDIT_KEY 太短，请用一串至少 20 个随机字符（几把钥匙用逗号分隔）。")
# Where each entry of the audit log goes as well; empty: nowhere.
SYSLOG = env.str("SYSLOG", "")
if SYSLOG and not re.fullmatch(r"udp://[^:/\s]+:\d{1,5}|unix:///\S+", SYSLOG):
    raise ImproperlyConfigured(
        "SYSLOG 请写成 udp://主机:端口 或 unix:///dev/log，例如 udp://10.0.0.5:514。"
    )
