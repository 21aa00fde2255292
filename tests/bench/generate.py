"""Fill the database with a large, made-up base: the same one for the same size.

    DATABASE_URL=sqlite:////tmp/large.sqlite3 python -m tests.bench.generate 100000

Words have the frequencies that they have in the project's own texts; names have made-up parts, so
that some words are everywhere and some nowhere else. No signals, no history: `reindex` follows.
"""

import os
import sys
import time
from itertools import islice

import django

BATCH = 2000


def fill(practices: int, report=lambda done: None) -> None:
    """Add `practices` practices, and the interviews, guests and organizations they come from.

    The zones and vocabularies must be there.
    """
    from tests.bench.people import add_interviews, add_organizations
    from tests.bench.practices import add_practices
    from tests.bench.text import Writer

    writer = Writer(seed=20201117)
    organizations = add_organizations(writer, min(max(practices // 20, 20), 20_000))
    passages = add_interviews(writer, max(practices // 20, 10))
    done = 0
    while done < practices:
        count = min(BATCH, practices - done)
        add_practices(writer, done, count, organizations, list(islice(passages, count)))
        done += count
        report(done)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.core.management import call_command

    practices, start = int(sys.argv[1]), time.monotonic()

    def report(done: int) -> None:
        print(f"{done} / {practices}, {time.monotonic() - start:.0f} s", file=sys.stderr)

    call_command("migrate", verbosity=0)
    for command in ("load_zones", "load_vocabularies"):
        call_command(command)
    fill(practices, report)
    call_command("reindex", renew=True)
    print(f"{time.monotonic() - start:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
