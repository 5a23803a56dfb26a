"""Whether this process can serve, and what it does without: for a load balancer and for people who look.

Decided here: not ready is only who cannot serve at all, and that is without the database. An engine that is away, an
index that is missing or old, changes that wait: in each case the database answers in the engine's place or the answer
is a little old, on every process alike, so that taking this one out would help nobody and taking all out would end the
site. These make it `degraded`, which is for an alarm. Nothing said here is secret: no address, no name of an index, no
error's own words.
"""

import logging
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection

from search.status import index_facts

log = logging.getLogger(__name__)


@dataclass
class Readiness:
    """`state` is ok, degraded or down."""

    ready: bool = True
    state: str = "ok"
    checks: dict[str, dict[str, Any]] = field(default_factory=dict)


def readiness() -> Readiness:
    """Asks the database, then the engine."""
    told = Readiness()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        told.checks["database"] = {"ok": True}
        _look_at_search(told)
    except (DatabaseError, InterfaceError) as error:
        log.error("Not ready: %s", error)
        told.checks["database"] = {"ok": False, "error": type(error).__name__}
        told.ready, told.state = False, "down"
    return told


def _look_at_search(told: Readiness) -> None:
    facts = index_facts()
    in_time = facts.lag_seconds <= settings.READY_LAG_SECONDS
    told.checks["engine"] = {"ok": facts.is_usable, "engine": facts.engine, "documents": facts.documents}
    told.checks["outbox"] = {
        "ok": in_time and not facts.failing,
        "waiting": facts.waiting,
        "failing": facts.failing,
        "oldest_seconds": facts.lag_seconds,
    }
    if not all(check["ok"] for check in told.checks.values()):
        told.state = "degraded"
