"""The outbox: which objects changed, written in the transaction that changes them.

Decided here: one row an object; its version grows in the same statement that writes it, so that no two changes
can meet; whoever acknowledges names the version that was indexed, and a newer change stays pending. Not here:
what a change is (receivers.py), what happens to it (indexing.py).
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.db import connection
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from search.models import OutboxRow

# SQLite takes 32,766 parameters a statement; each row has two.
ROWS_A_STATEMENT = 500
# An object that failed this often waits for a rebuild or a repair instead of being tried at every drain.
MAX_ATTEMPTS = 20


def enqueue(ids: Iterable[int]) -> int:
    """Notes that the objects changed. Inside the transaction of the change, or the note may outlive a rollback."""
    # In order, so that two transactions never wait for each other's rows crosswise.
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), ROWS_A_STATEMENT):
        _upsert(wanted[start : start + ROWS_A_STATEMENT])
    return len(wanted)


def _upsert(ids: list[int]) -> None:
    table = connection.ops.quote_name(OutboxRow._meta.db_table)
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    rows = ", ".join(["(%s, 1, 0, %s, 0, '')"] * len(ids))
    statement = (
        f"INSERT INTO {table} (object_id, version, indexed_version, queued_at, attempts, last_error) "  # noqa: S608
        f"VALUES {rows} ON CONFLICT (object_id) DO UPDATE SET version = {table}.version + 1, "
        "queued_at = excluded.queued_at, attempts = 0, last_error = ''"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [value for id in ids for value in (id, now)])


def pending(limit: int | None = None, *, but_not: Iterable[int] = ()) -> dict[int, int]:
    """The objects that wait longest, with their versions; those that failed wait for the others."""
    rows = OutboxRow.objects.pending().filter(attempts__lt=MAX_ATTEMPTS).exclude(pk__in=list(but_not))
    return dict(rows.order_by("attempts", "queued_at").values_list("object_id", "version")[:limit])


def all_pending() -> dict[int, int]:
    """All objects that wait, with their versions, however often they failed."""
    return dict(OutboxRow.objects.pending().values_list("object_id", "version"))


def versions(ids: Iterable[int] | None = None) -> dict[int, int]:
    """The versions of those of the objects (or of all) that ever changed since there is an outbox."""
    rows = OutboxRow.objects.all() if ids is None else OutboxRow.objects.filter(pk__in=list(ids))
    return dict(rows.values_list("object_id", "version"))


def current_version() -> Coalesce:
    """The version of an item, as a column of its query."""
    row = OutboxRow.objects.filter(pk=OuterRef("pk")).values("version")[:1]
    return Coalesce(Subquery(row), Value(0))


def acknowledge(indexed: Mapping[int, int]) -> None:
    """The index has the objects up to these versions. A newer change stays pending."""
    by_version: dict[int, list[int]] = {}
    for id, version in indexed.items():
        by_version.setdefault(version, []).append(id)
    for version, ids in by_version.items():
        for start in range(0, len(ids), ROWS_A_STATEMENT):
            chunk = ids[start : start + ROWS_A_STATEMENT]
            rows = OutboxRow.objects.filter(pk__in=chunk, indexed_version__lt=version)
            rows.update(indexed_version=version, attempts=0, last_error="")


def failed(id: int, error: Exception) -> None:
    """One object could not be indexed; the others must not wait for it."""
    row = OutboxRow.objects.filter(pk=id).first()
    if row is not None:
        message = f"{type(error).__name__}: {error}"[:300]
        OutboxRow.objects.filter(pk=id).update(attempts=min(row.attempts + 1, 1000), last_error=message)


def lag() -> tuple[int, timedelta]:
    """How many objects wait, and how long the oldest of them does."""
    rows = OutboxRow.objects.pending()
    oldest = rows.order_by("queued_at").values_list("queued_at", flat=True).first()
    return rows.count(), timezone.now() - oldest if oldest else timedelta()
