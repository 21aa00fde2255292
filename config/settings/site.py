"""Which site this is: laptop or server, its name and address, its secret key, its reviews."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from .reading import Environment

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = BASE_DIR / "var"

env = Environment()
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
