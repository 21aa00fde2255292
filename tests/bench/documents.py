"""Measure making Word documents of 100 practices, and their memory.

    python -m tests.bench.documents

Each document is made in a process of its own, so that its memory is its own.
"""

import json
import os
import resource
import sys
import time

import django

from tests.bench.downloads import FEW
from tests.bench.tables import base, run

PRACTICES = 100
KINDS = ("problem", "zone", "order", "brief")


def measure(kind: str) -> dict[str, float]:
    """Make one document of the newest practices, arranged in one way, or a brief of them."""
    from exports.word import templates
    from exports.word.briefing import brief_of_pieces
    from exports.word.compiling import compile_pieces
    from exports.word.writing import write
    from practices.models import Practice

    templates.opened("compilation")
    idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.perf_counter()
    pieces = [(one, "可以借鉴。") for one in Practice.objects.published().newest()[:PRACTICES]]
    root = "https://kb.example.org"
    if kind == "brief":
        draft = brief_of_pieces(pieces, title="材料", url=root, root=root)
    else:
        draft = compile_pieces(pieces, title="材料汇编", by=kind, root=root)
    drafted = time.perf_counter() - start
    file = write(draft, templates.opened("brief" if kind == "brief" else "compilation"))
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "drafted": drafted,
        "seconds": seconds,
        "size": len(file) / 1024,
        "idle": idle,
        "peak": peak,
    }


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if len(sys.argv) > 1:
        django.setup()
        print(json.dumps(measure(sys.argv[1])))
        return
    url = f"sqlite:///{base(FEW)}"
    print(f"| Word, {PRACTICES} practices | drafted, s | all, s | KB | idle MB | peak MB |")
    print("|---|---:|---:|---:|---:|---:|")
    for kind in KINDS:
        found = json.loads(run("tests.bench.documents", kind, url=url))
        print(
            f"| {kind} | {found['drafted']:.2f} | {found['seconds']:.2f} | {found['size']:.0f} "
            f"| {found['idle']:.0f} | {found['peak']:.0f} |"
        )


if __name__ == "__main__":
    main()
