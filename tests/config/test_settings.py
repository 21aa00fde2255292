"""Production does not start half configured; a laptop needs nothing."""

import os
import re
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.settings.reading import OrFiles


def start(settings, **environment) -> subprocess.CompletedProcess:
    """Read the settings in a process of its own, with nothing in the environment but these."""
    keep = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", "import django; django.setup(); print('started')"],
        cwd=settings.BASE_DIR,
        env={**keep, "DJANGO_SETTINGS_MODULE": "config.settings", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def production(tmp_path):
    return {
        "DJANGO_ENV": "production",
        "SECRET_KEY": "k" * 60,
        "ALLOWED_HOSTS": "example.org",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
    }


def test_production_starts_when_it_is_told_all_it_needs(settings, production):
    assert start(settings, **production).stdout == "started\n"


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_production_refuses_to_start_without(settings, production, missing):
    ended = start(settings, **{**production, missing: ""})
    assert ended.returncode != 0
    assert f"生产环境必须设置 {missing}" in ended.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("REVIEW_STEPS", "4"),
        ("DJANGO_ENV", "staging"),
        ("REVIEW_STEPS", "0"),
        ("API_RATE", "many"),
        ("DATABASE_REPLICA_URLS", "postgres://a:b@127.0.0.2/c"),
        ("REPLICA_LAG_SECONDS", "0"),
        ("CACHE_URL", "memcached://127.0.0.1"),
        ("MEDIA_S3_URL", "https://minio.example.cn/dangjian"),
        ("MEDIA_S3_URL", "s3://dangjian"),
        ("EXPORTS_AT_ONCE", "0"),
        ("LOG_FORMAT", "xml"),
        ("METRICS_TOKEN", "short"),
        ("ERROR_MAIL", "a@example.cn"),
        ("SYSLOG", "10.0.0.5"),
        ("SECOND_FACTOR_ROLES", "老板"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(settings, production, name, value):
    ended = start(settings, **{**production, name: value})
    assert ended.returncode != 0
    assert name in ended.stderr


def test_a_secret_lies_in_a_file_or_in_the_environment(tmp_path):
    file = tmp_path / "key"
    file.write_text("secret\n")
    assert OrFiles({"KEY_FILE": str(file)})["KEY"] == "secret"
    with pytest.raises(ImproperlyConfigured, match="KEY 和 KEY_FILE 只能设置一个"):
        OrFiles({"KEY_FILE": str(file), "KEY": "k"})["KEY"]
    with pytest.raises(ImproperlyConfigured, match="KEY_FILE 指定的文件读不出来"):
        OrFiles({"KEY_FILE": str(tmp_path / "no-such")})["KEY"]


def test_a_server_that_has_grown_is_described_in_a_few_lines(settings, production, tmp_path):
    (tmp_path / "key").write_text(production["SECRET_KEY"])
    grown = {
        "SECRET_KEY": "",
        "SECRET_KEY_FILE": str(tmp_path / "key"),
        "DATABASE_URL": "postgres://a:b@127.0.0.1/c",
        "DATABASE_REPLICA_URLS": "postgres://a:b@127.0.0.2/c,postgres://a:b@127.0.0.3/c",
        "DATABASE_POOLED": "yes",
        "CACHE_URL": "redis://127.0.0.1:6379/0",
        "MEDIA_S3_URL": "s3://dangjian/received?endpoint=https://minio.example.cn",
        "MEDIA_S3_KEY": "k",
        "MEDIA_S3_SECRET": "s",
    }
    assert start(settings, **{**production, **grown}).stdout == "started\n"


def test_every_variable_of_the_settings_is_explained_in_the_example(settings):
    parts = sorted((settings.BASE_DIR / "config" / "settings").glob("*.py"))
    source = "".join(part.read_text(encoding="utf-8") for part in parts)
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', source))
    explained = (settings.BASE_DIR / ".env.example").read_text(encoding="utf-8")
    assert read >= {"DATABASE_URL", "SECRET_KEY"}
    assert {name for name in read if f"{name}=" not in explained} == set()
