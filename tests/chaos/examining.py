"""What a site holds after a failure: run as a process of it, told on standard input what was told.

Prints a JSON list of what is wrong, in sentences; none is how it has to be.
"""

import hashlib
import json
import sys
import zipfile
from collections.abc import Iterator
from io import StringIO

from .desk import PARTS
from .site import Site


def examined(site: Site, told=None) -> list[str]:
    """Return what is wrong with what a site holds, given what its editors were told."""
    expected = {"saved": told.saved, "published": told.published} if told else {}
    said = site.python("-m", "tests.chaos.examining", told=json.dumps(expected))
    return json.loads(said.splitlines()[-1])


def main() -> None:
    import django

    django.setup()
    told = json.loads(sys.stdin.read())
    wrong = [
        *_lost(told.get("saved", ()), told.get("published", ())),
        *_halves(),
        *_quotes(),
        *_files(),
        *_archive(),
        *_backups(),
        *_damage(),
        *_index(),
    ]
    print(json.dumps(wrong, ensure_ascii=False))


def _lost(saved, published) -> Iterator[str]:
    from practices.models import Practice

    names = set(Practice.objects.values_list("name", flat=True))
    seen = set(Practice.objects.visible_to(None).values_list("name", flat=True))
    yield from (f"saved, and not there: {name}" for name in set(saved) - names)
    yield from (f"published, and not seen: {name}" for name in set(published) - seen)


def _halves() -> Iterator[str]:
    from django.contrib.contenttypes.models import ContentType

    from editorial.models import ReviewStep, Version
    from practices.models import Practice

    about = {"content_type": ContentType.objects.get_for_model(Practice)}
    for practice in Practice.objects.filter(name__contains="次保存行动"):
        one = {**about, "object_id": practice.pk}
        if practice.measures.count() != PARTS:
            yield f"{practice.measures.count()} parts: {practice}"
        if not Version.objects.filter(**one).exists():
            yield f"no version: {practice}"
        if practice.state == "published" and (
            not Version.objects.filter(**one, is_published=True).exists()
            or not ReviewStep.objects.filter(**one, to_state="published").exists()
        ):
            yield f"published without version or step: {practice}"


def _quotes() -> Iterator[str]:
    from django.apps import apps

    from sources.models import Quoted

    for model in apps.get_models():
        if issubclass(model, Quoted):
            for row in model._base_manager.select_related("source"):
                if row.quote and row.quote not in row.source.text:
                    yield f"not in its source: {model.__name__} {row.pk}"


def _files() -> Iterator[str]:
    from sources.models import Source

    for source in Source.objects.exclude(file=""):
        try:
            content = source.file.read()
        except OSError as error:
            yield f"{source}: {error}"
        else:
            if hashlib.sha256(content).hexdigest() != source.fingerprint:
                yield f"another file than was received: {source.file.name}"


def _archive() -> Iterator[str]:
    from exports.archive.keeping import offered

    if archive := offered():
        if hashlib.sha256(archive.path.read_bytes()).hexdigest() != archive.sha256:
            yield "the archive is not what its checksum says"
        with zipfile.ZipFile(archive.path) as whole:
            if broken := whole.testzip():
                yield f"the archive is broken at {broken}"


def _backups() -> Iterator[str]:
    from django.core.management import CommandError, call_command

    from operations.backups.places import backups

    for backup in backups():
        try:
            call_command("backup", check=backup.path, stdout=StringIO())
        except CommandError as error:
            yield f"{backup.path.name}: {error}"


def _damage() -> Iterator[str]:
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            yield from (said for (said,) in cursor.fetchall() if said != "ok")
    connection.check_constraints()


def _index() -> Iterator[str]:
    """Compare the index with one that is made anew of the records."""
    from search.indexing import rebuild

    before = _indexed()
    rebuild(lambda *progress: None, renew=True)
    for name, rows in _indexed().items():
        if differing := before[name] ^ rows:
            yield f"{name}: {len(differing)} differ from the records, such as {min(differing)}"


def _indexed() -> dict[str, set[tuple]]:
    from search.models import Document, Listing

    listings = Listing.objects.filter(there=True).values_list(
        "collection", "record", "published", "values", "orders"
    )
    return {
        "documents": set(Document.objects.values_list()),
        "listings": {tuple(map(_plain, row)) for row in listings},
        "tokens": set(_tokens()),
    }


def _plain(value) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _tokens() -> Iterator[tuple]:
    from django.db import connection

    with connection.cursor() as cursor:
        for table in ("search_head", "search_all"):
            if connection.vendor == "sqlite":
                cursor.execute(
                    f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{table}_terms"
                    f" USING fts5vocab(main, {table}, instance)"
                )
                cursor.execute(f"SELECT doc, term FROM temp.{table}_terms")  # noqa: S608
                yield from ((table, doc, str(term)) for doc, term in cursor.fetchall())
            else:
                cursor.execute(f"SELECT id, tokens FROM {table}")  # noqa: S608
                yield from ((table, doc, str(sorted(tokens))) for doc, tokens in cursor.fetchall())


if __name__ == "__main__":
    main()
