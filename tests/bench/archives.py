"""How long it takes to load an archive of many practices, and to write it again.

    DATABASE_URL=sqlite:////tmp/new.sqlite3 python -m tests.bench.archives base.zip 10

loads `base.zip` (written by `export_archive` from a made-up base) with its practices ten times over
into the empty database that `DATABASE_URL` names.
"""

import json
import os
import resource
import sys
import time
import zipfile
from hashlib import sha256
from pathlib import Path

import django


def multiplied(path: Path, times: int, target: Path) -> Path:
    """Write the archive with `times` as many practices to `target`."""
    with zipfile.ZipFile(path) as base, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        manifest = json.loads(base.read("manifest.json"))
        for file in manifest["files"]:
            name, digest = file["path"], sha256()
            with out.open(name, "w", force_zip64=True) as written:
                for data in _copies(base, name, times):
                    digest.update(data)
                    written.write(data)
            file["sha256"] = digest.hexdigest()
        out.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False))
    return target


def _copies(base: zipfile.ZipFile, name: str, times: int):
    if name != "practices.ndjson":
        yield base.read(name)
        return
    for copy in range(times):
        for data in base.open(name):
            line = json.loads(data)
            line["slug"] += f"-{copy}"
            line["name"] += f"·{copy}"
            yield (json.dumps(line, ensure_ascii=False) + "\n").encode()


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.core.management import call_command

    base, times = Path(sys.argv[1]), int(sys.argv[2])
    archive = multiplied(base, times, base.with_name(f"{base.stem}-{times}.zip"))
    call_command("migrate", verbosity=0)
    for name, path in (
        ("import_archive", archive),
        ("export_archive", base.with_name("again.zip")),
    ):
        start = time.monotonic()
        call_command(name, path)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{name}: {time.monotonic() - start:.0f} s, {peak} MB at most", flush=True)


if __name__ == "__main__":
    main()
