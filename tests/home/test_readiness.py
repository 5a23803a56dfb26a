"""What a load balancer hears."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connections
from django.utils import timezone

from search import indexing, outbox
from search.models import OutboxRow


@pytest.fixture
def ready(visitor, city):
    """Asks; answers the status and the body."""

    def ask():
        response = visitor.get("/readyz")
        return response.status_code, response.json()

    return ask


def test_a_whole_site_is_ready(ready, items):
    items.lesson()
    indexing.rebuild()
    status, told = ready()
    assert (status, told["ready"], told["state"]) == (200, True, "ok")
    assert told["checks"]["engine"] == {"ok": True, "engine": "embedded", "documents": 1}


def test_without_an_index_the_database_answers_so_the_site_is_ready_but_degraded(ready):
    status, told = ready()
    assert (status, told["state"]) == (200, "degraded")
    assert not told["checks"]["engine"]["ok"]


def test_changes_that_wait_too_long_or_fail_are_told(ready, settings):
    indexing.rebuild()
    outbox.enqueue([1])
    assert ready()[1]["state"] == "ok"
    OutboxRow.objects.update(queued_at=timezone.now() - timedelta(seconds=settings.READY_LAG_SECONDS + 1))
    status, told = ready()
    assert (status, told["state"], told["checks"]["outbox"]["waiting"]) == (200, "degraded", 1)
    outbox.enqueue([1])
    outbox.failed(1, ValueError("geheim"))
    assert ready()[1]["checks"]["outbox"]["failing"] == 1


def test_without_the_database_it_is_not_ready_and_says_no_secret(visitor, city, monkeypatch):
    def away():
        raise OperationalError("connection to server at db.example, user heluo failed")

    with monkeypatch.context() as without:
        without.setattr(connections["default"], "cursor", away)
        response = visitor.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {
        "ready": False,
        "state": "down",
        "checks": {"database": {"ok": False, "error": "OperationalError"}},
    }


def test_it_is_asked_anew_each_time(visitor, city, kept_between_pages):
    assert visitor.get("/readyz").json()["state"] == "degraded"
    indexing.rebuild()
    response = visitor.get("/readyz")
    assert response.json()["state"] == "ok"
    assert "no-store" in response["Cache-Control"]
