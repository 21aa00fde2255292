"""What a server takes beside the program names what the program has."""

import re
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands

pytestmark = pytest.mark.one_database

ROOT = Path(__file__).resolve().parent.parent
UNITS = ROOT / "deploy" / "systemd"
INSTALLING = (ROOT / "docs" / "installing.md").read_text(encoding="utf-8")
CLOCK = (ROOT / "deploy" / "container" / "clock.sh").read_text(encoding="utf-8")
TARGETS = set(
    re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
)


def variables_explained() -> set[str]:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    names = set(re.findall(r"^#?([A-Z_0-9]+)=", example, re.MULTILINE))
    return names | {f"{name}_FILE" for name in names}


def run_by_timers() -> set[str]:
    told = "".join(unit.read_text(encoding="utf-8") for unit in UNITS.iterdir())
    return set(re.findall(r"dangjian-(?:task|nightly)@(\w+)\.(?:service|timer)", told))


def test_timers_run_commands_that_there_are():
    assert run_by_timers() >= {"publish_due", "check_records", "backup"}
    assert run_by_timers() <= get_commands().keys()


def test_containers_run_the_same_by_the_clock():
    nightly = re.search(r"for command in (.*?); do", CLOCK, re.DOTALL)[1].replace("\\", "").split()
    assert {"publish_due", *nightly} == run_by_timers()


def test_units_start_units_that_there_are():
    there = {unit.name for unit in UNITS.iterdir()}
    for unit in UNITS.iterdir():
        told = unit.read_text(encoding="utf-8")
        for name in re.findall(r"^(?:Wants|Requires|Unit)=(dangjian\S+)", told, re.MULTILINE):
            assert re.sub(r"@[^.]+", "@", name) in there, f"{unit.name}: {name}"


def test_the_document_names_commands_and_variables_that_there_are():
    blocks = "".join(re.findall(r"^```\n(.*?)^```", INSTALLING, re.DOTALL | re.MULTILINE))
    made = set(re.findall(r"^make ([a-z-]+)", blocks, re.MULTILINE))
    assert {"setup", "activate", "return", "install-offline"} <= made <= TARGETS
    asked = set(re.findall(r"^dangjian (\w+)|manage\.py (\w+)", blocks, re.MULTILINE))
    assert {name for pair in asked for name in pair if name} <= get_commands().keys()
    assert set(re.findall(r"^([A-Z_]{5,})=", blocks, re.MULTILINE)) <= variables_explained()


def test_containers_set_variables_that_there_are():
    compose = yaml.safe_load((ROOT / "deploy/container/compose.yaml").read_text(encoding="utf-8"))
    assert compose["x-site"]["environment"].keys() <= variables_explained()
    for name, service in compose["services"].items():
        assert service["read_only"], name
        assert service["cap_drop"] == ["ALL"], name
