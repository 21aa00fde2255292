"""Settings, driven by the environment; every variable is explained in `.env.example`.

Development is the default and needs nothing. Production (`DJANGO_ENV=production`) refuses to start
without a secret key and the hosts it answers to.
"""

import re
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.Env()
if (BASE_DIR / ".env").is_file():
    env.read_env(BASE_DIR / ".env")

DJANGO_ENV = env.str("DJANGO_ENV", "development")
if DJANGO_ENV not in {"development", "production"}:
    raise ImproperlyConfigured("DJANGO_ENV 只能是 development 或 production。")
PRODUCTION = DJANGO_ENV == "production"
DEBUG = env.bool("DEBUG", False) and not PRODUCTION

SECRET_KEY = env.str("SECRET_KEY", "")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
if PRODUCTION and not SECRET_KEY:
    raise ImproperlyConfigured("生产环境必须设置 SECRET_KEY（一串足够长的随机字符）。")
if PRODUCTION and not ALLOWED_HOSTS:
    raise ImproperlyConfigured("生产环境必须设置 ALLOWED_HOSTS（本站的域名，逗号分隔）。")
if not PRODUCTION:
    # A fixed key keeps editors signed in over restarts on a laptop; it guards nothing public.
    SECRET_KEY = SECRET_KEY or "development-only-key-that-must-never-be-used-on-a-server"
    ALLOWED_HOSTS = ALLOWED_HOSTS or ["localhost", "127.0.0.1", "[::1]", "testserver"]
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

SITE_NAME = env.str("SITE_NAME", "高新区党建实践库")
# The address that canonical links, the sitemap and feeds are made with; empty: that of the request.
SITE_URL = env.str("SITE_URL", "").rstrip("/")
# How many reviews (1, 2 or 3) a record passes before it is published.
REVIEW_STEPS = env.int("REVIEW_STEPS", 3)
if REVIEW_STEPS not in {1, 2, 3}:
    raise ImproperlyConfigured("REVIEW_STEPS 只能是 1、2 或 3。")
# After how many years a published record is to be looked at again.
REVIEW_AGE_YEARS = env.int("REVIEW_AGE_YEARS", 2)
if REVIEW_AGE_YEARS < 1:
    raise ImproperlyConfigured("REVIEW_AGE_YEARS 请给 1 或更大的整数。")

INSTALLED_APPS = [
    "config.apps.EditorsAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "csp",
    "django_filters",
    "simple_history",
    "taggit",
    "tree_queries",
    "editorial",
    "search",
    "sources",
    "zones",
    "interviews",
    "practices",
    "imports",
    "exports",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.CompressPages",
    "config.middleware.RefuseBrokenRequests",
    "config.caching.PublicPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.site",
                "practices.basket.context.basket",
            ],
        },
    },
]

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
DATABASES["default"]["CONN_MAX_AGE"] = 60
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # With deferred transactions and no WAL, three writers at once gave "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    Path(DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
# Pages as visitors get them, in each process; compressed, so that they take about 10 KB each.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 1000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(VAR_DIR / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
# Documents as received lie here and are never served by address, only to editors through the admin.
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(VAR_DIR / "media"))
# The archive of all that is published, made ahead by `export_archive`.
ARCHIVE_ROOT = env.path("ARCHIVE_ROOT", default=str(VAR_DIR / "archive"))
# An office's own templates of Word documents; empty: the built-in ones.
WORD_TEMPLATES = env.str("WORD_TEMPLATES", "")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if PRODUCTION
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
# On a laptop nobody should have to collect static files before looking at a page.
WHITENOISE_USE_FINDERS = not PRODUCTION
if not PRODUCTION:
    Path(STATIC_ROOT).mkdir(parents=True, exist_ok=True)
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

TAGGIT_CASE_INSENSITIVE = True
TAGGIT_TAGS_FROM_STRING = "practices.tagging.tags_of"
TAGGIT_STRING_FROM_TAGS = "practices.tagging.as_typed"
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
# An intranet without TLS sets SECURE_HTTPS=no; everywhere else production means HTTPS.
SECURE_HTTPS = env.bool("SECURE_HTTPS", PRODUCTION)
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_HTTPS
SECURE_HSTS_SECONDS = 31536000 if SECURE_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_HTTPS
if SECURE_HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

API_RATE = env.str("API_RATE", "300/min")
if not re.fullmatch(r"[1-9]\d{0,6}/(sec|min|hour|day)", API_RATE):
    raise ImproperlyConfigured("API_RATE 请写成“次数/sec、min、hour 或 day”，例如 300/min。")
# The interface for programs knows no users: everybody gets what everybody may see.
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["exports.api.rendering.Json"],
    "DEFAULT_SCHEMA_CLASS": "exports.api.schema.OperationSchema",
    "DEFAULT_THROTTLE_CLASSES": ["exports.api.throttling.ByAddress"],
    "DEFAULT_THROTTLE_RATES": {"api": API_RATE},
    "EXCEPTION_HANDLER": "exports.api.problems.handle",
    "NUM_PROXIES": env.int("PROXIES", 1 if SECURE_HTTPS else 0),
    "URL_FORMAT_OVERRIDE": None,
}
# How many mistakes each address may report in an hour.
REPORTS_PER_HOUR = env.int("REPORTS_PER_HOUR", 5)
if REPORTS_PER_HOUR < 1:
    raise ImproperlyConfigured("REPORTS_PER_HOUR 请给 1 或更大的整数。")
SPECTACULAR_SETTINGS = {"OAS_VERSION": "3.1.0", "VERSION": "1.0.0", "SORT_OPERATIONS": False}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", "INFO")},
    # Django's own handler mails or prints only with DEBUG; the root logger serves both.
    "loggers": {"django": {"handlers": [], "level": "INFO", "propagate": True}},
}
