"""Where rows, pages made before, and files are kept."""

from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from django.core.exceptions import ImproperlyConfigured

from operations.read_only import Connection as ConnectionOrReader

from .site import BASE_DIR, PRODUCTION, VAR_DIR, env

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
DATABASES["default"]["CONN_MAX_AGE"] = 60
IS_SQLITE = DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"
if IS_SQLITE:
    # With deferred transactions and no WAL, three writers at once gave "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "factory": ConnectionOrReader,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
    Path(DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
# Databases behind PgBouncer, which gives each transaction whichever connection is free.
DATABASE_POOLED = env.bool("DATABASE_POOLED", False)
# PostgreSQL servers that follow the primary: visitors' pages are read from them.
for number, url in enumerate(env.list("DATABASE_REPLICA_URLS", default=[]), start=1):
    replica = env.db_url_config(url.strip())
    if IS_SQLITE or replica["ENGINE"] != DATABASES["default"]["ENGINE"]:
        raise ImproperlyConfigured(
            "DATABASE_REPLICA_URLS 只用于 PostgreSQL："
            "DATABASE_URL 和每个备库都要写成 postgres:// 地址。"
        )
    DATABASES[f"replica{number}"] = replica | {"CONN_MAX_AGE": 60, "TEST": {"MIRROR": "default"}}
if len(DATABASES) > 1:
    DATABASE_ROUTERS = ["operations.replicas.routing.ToReplicas"]
REPLICA_LAG_SECONDS = env.float("REPLICA_LAG_SECONDS", 5)
if not 1 <= REPLICA_LAG_SECONDS <= 3600:
    raise ImproperlyConfigured("REPLICA_LAG_SECONDS 请给 1 到 3600 之间的秒数。")
if not IS_SQLITE:
    for database in DATABASES.values():
        database["CONN_HEALTH_CHECKS"] = True
        database["DISABLE_SERVER_SIDE_CURSORS"] = DATABASE_POOLED
        # A machine that has gone away is noticed within seconds, not after minutes.
        database["OPTIONS"] = {
            "connect_timeout": 2,
            "tcp_user_timeout": 5000,
            "keepalives_idle": 5,
            "keepalives_interval": 2,
            "keepalives_count": 3,
            **database.get("OPTIONS", {}),
        }

CACHE_URL = env.str("CACHE_URL", "")
if CACHE_URL and not CACHE_URL.startswith(("redis://", "rediss://", "unix://")):
    raise ImproperlyConfigured(
        "CACHE_URL 请写成 redis://主机:6379/0（加密连接用 rediss://，套接字用 unix://）；"
        "不填则每个进程用自己的内存。"
    )
# Pages as visitors get them, compressed, so that they take about 10 KB each.
CACHES = {
    "default": {
        "BACKEND": (
            "operations.shared_cache.SharedCache"
            if CACHE_URL
            else "django.core.cache.backends.locmem.LocMemCache"
        ),
        "LOCATION": CACHE_URL,
        "OPTIONS": {"MAX_ENTRIES": 1000},
    }
}

STATIC_URL = "static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(VAR_DIR / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
# Documents as received lie here and are never served by address, only to editors through the admin.
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(VAR_DIR / "media"))
# Or in a bucket of storage that speaks S3; the keys stand in variables or files of their own.
MEDIA_S3_URL = env.str("MEDIA_S3_URL", "")
MEDIA_S3_KEY = env.str("MEDIA_S3_KEY", "")
MEDIA_S3_SECRET = env.str("MEDIA_S3_SECRET", "")
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
if MEDIA_S3_URL:
    parts = urlsplit(MEDIA_S3_URL)
    asked = dict(parse_qsl(parts.query))
    if parts.scheme != "s3" or not parts.hostname or not asked.keys() <= {"endpoint", "region"}:
        raise ImproperlyConfigured(
            "MEDIA_S3_URL 请写成 s3://桶名/目录?endpoint=https://存储服务的地址&region=地区，"
            "endpoint 和 region 可以不写；密钥写在 MEDIA_S3_KEY 和 MEDIA_S3_SECRET。"
        )
    if not (MEDIA_S3_KEY and MEDIA_S3_SECRET):
        raise ImproperlyConfigured("用 MEDIA_S3_URL 时必须设置 MEDIA_S3_KEY 和 MEDIA_S3_SECRET。")
    STORAGES["default"] = {
        "BACKEND": "operations.received_files.ReceivedFiles",
        "OPTIONS": {
            "bucket_name": parts.netloc,
            "location": parts.path.strip("/"),
            "endpoint_url": asked.get("endpoint"),
            "region_name": asked.get("region", "us-east-1"),
            "access_key": MEDIA_S3_KEY,
            "secret_key": MEDIA_S3_SECRET,
        },
    }
# On a laptop nobody should have to collect static files before looking at a page.
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_USE_FINDERS = not PRODUCTION
if not PRODUCTION:
    Path(STATIC_ROOT).mkdir(parents=True, exist_ok=True)
