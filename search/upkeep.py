"""What the index needs without anybody asking for it, and when.

Decided here: an index that is missing, of another analysis or of another state of the database is built anew; all of
it is compared with the database at intervals, the net under what signals miss. Both are commands, so that whoever
runs them can run them beside its other work and survives their end. Not here: who runs them (the worker).
"""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from search import marks
from search.standing import Standing, standing


def due() -> list[str]:
    """The command that the index needs now, with its arguments; empty when it needs none."""
    match standing():
        case Standing.AWAY:
            return []
        case Standing.GOOD:
            return ["search_reconcile", "--repair"] if _reconcile_is_due() else []
        case _:
            return ["search_rebuild", "--if-needed"]


def _reconcile_is_due() -> bool:
    last = marks.last_reconcile().reconciled_at
    interval = timedelta(seconds=settings.SEARCH_RECONCILE_SECONDS)
    return bool(interval) and (last is None or timezone.now() - last >= interval)
