"""Archives for tests: written, rewritten, and loaded into a base that was emptied."""

import hashlib
import json
import zipfile
from io import StringIO
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import connection

from editorial.models import FormerAddress
from exports.archive.writing import write_archive
from search.indexing import together
from tests import factories as f
from tests.exports.api_world import fill

OWN_APPS = {"sources", "zones", "interviews", "practices", "taggit"}


def written(path: Path) -> Path:
    write_archive(path, lambda label, count: None)
    return path


def loaded(path: Path, **options) -> str:
    """Load an archive by the command; return what it says."""
    said = StringIO()
    call_command("import_archive", path, stdout=said, stderr=StringIO(), **options)
    return said.getvalue()


def empty() -> None:
    """Take all records out of the database, so that another office's could come in."""
    models = [*apps.get_models(include_auto_created=True), FormerAddress]
    for model in models:
        if model._meta.app_label in OWN_APPS or model is FormerAddress:
            model._base_manager.all()._raw_delete(connection.alias)


def lines(path: Path, kind: str) -> list[dict]:
    with zipfile.ZipFile(path) as archive:
        return [json.loads(line) for line in archive.read(f"{kind}.ndjson").splitlines()]


def rewritten(path: Path, target: Path, **changes) -> Path:
    """Write an archive anew, with files (`kind=…`) that functions of their lines return.

    A function may return text instead. The manifest is made right again.
    """
    with zipfile.ZipFile(path) as base, zipfile.ZipFile(target, "w") as out:
        manifest = json.loads(base.read("manifest.json"))
        for file in manifest["files"]:
            data = base.read(file["path"])
            kind = file["path"].removesuffix(".ndjson")
            if kind in changes:
                made = changes[kind]([json.loads(line) for line in data.splitlines()])
                if not isinstance(made, str):
                    made = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in made)
                data = made.encode()
            file["sha256"] = hashlib.sha256(data).hexdigest()
            out.writestr(file["path"], data)
        out.writestr("manifest.json", json.dumps(manifest))
    return target


def make_base(path: Path) -> Path:
    """Write an archive of a base in which records hang together in every way."""
    fill(2)
    with together():
        top = f.PartyOrganizationFactory(kind="committee", slug="zz-dangwei", published=True)
        f.PartyOrganizationFactory(kind="branch", slug="aa-zhibu", parent=top, published=True)
        zone = f.ZoneFactory(published=True)
        total = f.ZoneFactFactory(zone=zone, published=True, value=3)
        f.ZoneFactFactory(zone=zone, published=True, part_of=total, value=3)
        zone.slug = "gaiming-gaoxinqu"
        zone.save()
    return written(path)


def another(archive, tmp_path, **changes):
    return rewritten(archive, tmp_path / "other.zip", **changes)
