"""Whether the index and the database belong to each other.

Decided here: every writing gives the index a new random mark. It is announced in the database first (`coming`),
then the index takes it together with what is written, then the database notes it as `held` with the acknowledgement.
So however a writer ends, the index bears one of the two. An older database that is restored under a newer index
knows neither: what the index holds is then of a future that did not happen, its versions are worth nothing, and it
is built anew. The same happens to an index that was brought back from a copy, or that another engine has overtaken
(the outbox's acknowledgements speak of one index only). What is to be written must be chosen before the
announcement: then a database that knows the mark also knows every version that was written under it.
Not here: who asks and what follows (indexing.py).
"""

import secrets
from typing import Any

from django.utils import timezone

from search.models import IndexMark

_ONLY = 1


def belongs(mark: str) -> bool:
    """Whether an index that bears this mark was last written for this very database."""
    row = _row()
    return bool(mark) and mark in (row.held, row.coming)


def announce(held: str) -> str:
    """The mark for the next writing of the index that bears `held` now."""
    mark = secrets.token_hex(8)
    IndexMark.objects.filter(pk=_ONLY).update(held=held if belongs(held) else "", coming=mark)
    return mark


def settle(mark: str) -> None:
    """The index bears the mark and everything that was written under it."""
    IndexMark.objects.filter(pk=_ONLY).update(held=mark)


def reconciled(result: dict[str, Any]) -> None:
    """Remembers how a comparison ended."""
    _row()
    IndexMark.objects.filter(pk=_ONLY).update(reconciled_at=timezone.now(), reconciled=result)


def last_reconcile() -> IndexMark:
    """The row that tells when the index was last compared (`reconciled_at`, None: never) and how that ended."""
    return _row()


def _row() -> IndexMark:
    return IndexMark.objects.get_or_create(pk=_ONLY)[0]
