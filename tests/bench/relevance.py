"""How well the search finds, by sort of query, on the empty database that DATABASE_URL names."""

import os

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from tests.search.relevance.base import load
    from tests.search.relevance.measuring import measure, table
    from tests.search.relevance.queries import Judge

    call_command("migrate", verbosity=0)
    load()
    print(f"\nrelevance, {connection.vendor}\n{table(measure(Judge().all()))}")


if __name__ == "__main__":
    main()
