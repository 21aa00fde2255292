"""Production does not start half configured; a laptop needs nothing."""

import os
import re
import subprocess
import sys

import pytest


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
        *(("REVIEW_STEPS", "4"), ("DJANGO_ENV", "staging"), ("REVIEW_STEPS", "0")),
        *(("API_RATE", "many"), ("SYSLOG", "10.0.0.5"), ("SECOND_FACTOR_ROLES", "老板")),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(settings, production, name, value):
    ended = start(settings, **{**production, name: value})
    assert ended.returncode != 0
    assert name in ended.stderr


def test_every_variable_of_the_settings_is_explained_in_the_example(settings):
    parts = sorted((settings.BASE_DIR / "config" / "settings").glob("*.py"))
    source = "".join(part.read_text(encoding="utf-8") for part in parts)
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', source))
    explained = (settings.BASE_DIR / ".env.example").read_text(encoding="utf-8")
    assert read >= {"DATABASE_URL", "SECRET_KEY"}
    assert {name for name in read if f"{name}=" not in explained} == set()
