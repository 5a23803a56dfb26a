"""What Prometheus is told at /metrics, and who may ask.

Decided here: whichever process of a server is asked tells the sum of all (metrics_folder.py); waiting changes and
documents are read from database and engine at that moment. Nobody may ask but who connects directly from
METRICS_NETWORKS (this machine by default; what a proxy passes on is not direct) or knows METRICS_TOKEN. No label holds
an address, a person or a query.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from ipaddress import ip_address, ip_network
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from home.metrics_folder import VARIABLE, runs
from search.status import IndexFacts, index_facts

# A proxy names itself or its client in one of these; production's must send the first.
PASSED_ON = ("X-Forwarded-Proto", "X-Forwarded-For", "X-Real-Ip", "Forwarded", "Via")

REQUESTS = Counter("heluo_requests", "Requests answered, by room and class of status.", ["room", "status"])
SECONDS = Histogram(
    "heluo_request_seconds",
    "What an answer took in this process.",
    ["room"],
    buckets=(0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)


def may_ask(request: HttpRequest) -> bool:
    """Whether the metrics are this asker's business."""
    token = settings.METRICS_TOKEN
    told = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and constant_time_compare(told, token):
        return True
    if any(name in request.headers for name in PASSED_ON):
        return False
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    return any(address in ip_network(network) for network in settings.METRICS_NETWORKS)


def exposition() -> bytes:
    """All metrics of all processes of this server, as Prometheus reads them."""
    folder = os.environ.get(VARIABLE)
    if not folder:
        return generate_latest(REGISTRY) + generate_latest(_of_the_moment())
    for path in Path(folder).glob("gauge_live*_*.db"):
        process = int(path.stem.rsplit("_", 1)[1])
        if not runs(process):
            mark_process_dead(process, folder)
    registry = _of_the_moment()
    MultiProcessCollector(registry, folder)
    return generate_latest(registry)


class _Moment:
    """What is read when it is asked for. Without the database there are the counts alone, and that it is away."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        facts: IndexFacts | None = None
        with suppress(DatabaseError, InterfaceError):
            facts = index_facts()
        yield GaugeMetricFamily("heluo_database_up", "1 while the database answers.", value=bool(facts))
        if facts is None:
            return
        for name, says, value in (
            ("heluo_outbox_waiting", "Changed items that the index has not seen.", facts.waiting),
            ("heluo_outbox_oldest_seconds", "How long the oldest of them waits.", facts.lag_seconds),
            ("heluo_outbox_failing", "Those of them that failed at least once.", facts.failing),
            ("heluo_index_documents", "Documents in the index.", facts.documents),
            (
                "heluo_index_usable",
                "1 where there is an index of today's analysis and of this database.",
                facts.is_usable,
            ),
        ):
            yield GaugeMetricFamily(name, says, value=float(value))


def _of_the_moment() -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(_Moment())
    return registry
