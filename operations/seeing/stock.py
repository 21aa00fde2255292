"""Figures of what there is: records, queues, index; and all figures as Prometheus reads them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator

from django.db import DatabaseError
from django.db.models import Count
from prometheus_client import REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from editorial.checks import publishable_models
from editorial.models import MistakeReport
from imports.models import ImportJob, TableJob
from operations.examining.readiness import examine
from search.changes import newest
from search.models import Document, Listing


def records_by_state(model) -> dict[str, int]:
    """Count the records of a kind in each state."""
    rows = model._base_manager.order_by().values_list("state")
    return dict(rows.annotate(Count("pk")))


def queues() -> dict[tuple[str, str], int]:
    """Count what waits, and what failed, by the name of its kind and its state."""
    found: Counter[tuple[str, str]] = Counter()
    for model in (ImportJob, TableJob, MistakeReport):
        for state, number in records_by_state(model).items():
            found[model._meta.model_name, state] = number
    return found


class Stock:
    """What is in the database, counted when it is asked for."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        ready = GaugeMetricFamily("site_ready", "1: this part is well.", labels=["part"])
        parts = examine()
        for part in parts:
            ready.add_metric([part.name], int(part.is_well))
        yield ready
        if not parts[0].is_well:
            return
        try:
            yield from self._counted()
        except DatabaseError:
            return  # `site_ready` tells

    def _counted(self) -> Iterator[GaugeMetricFamily]:
        records = GaugeMetricFamily("site_records", "Records.", labels=["kind", "state"])
        for model in publishable_models():
            for state, number in records_by_state(model).items():
                records.add_metric([model._meta.model_name, state], number)
        yield records
        waiting = GaugeMetricFamily("site_queue", "What editors work on.", labels=["kind", "state"])
        for labels, number in queues().items():
            waiting.add_metric(labels, number)
        yield waiting
        for name, about, number in (
            ("site_index_change", "The change number.", newest().number),
            ("site_index_documents", "Documents that words find.", Document.objects.count()),
            ("site_index_listings", "Records that lists count.", Listing.objects.count()),
        ):
            yield GaugeMetricFamily(name, about, value=number)


def of_all_processes() -> CollectorRegistry:
    """Return the figures of all processes, where there are several, or of this one."""
    if not os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    return registry


def exposition() -> bytes:
    counted = CollectorRegistry()
    counted.register(Stock())
    return generate_latest(of_all_processes()) + generate_latest(counted)
