"""What of the questions may be counted at all, and the count of what many people ask.

Decided here: long texts, numbers that could point to a person, blocked words and whatever brings a help card are never
written down, neither as a wish nor here: a sentence like 不想活 is somebody's, and nobody plans a lesson from how
often it was said. Of all other questions only a digest is kept until as many people asked the same on as many days
that the words are nobody's own any more (MANY_TIMES, MANY_DAYS); then the words are kept with it. No search waits for
this: questions are counted in memory, and written together by a thread of their own every FLUSH_SECONDS; what was
asked in a process's last minute is lost.
"""

import hashlib
import hmac
import logging
import re
import threading
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from search.models import AskedQuery
from search.understanding import Understanding
from search.vocabulary import vocabulary

log = logging.getLogger(__name__)

LONGEST = 30
_NUMBER = re.compile(r"\d{5,}")
# Fewer could be one family, or one person who asks again and again on one evening.
MANY_TIMES = 10
MANY_DAYS = 3
# A question that nobody asked for so long is forgotten, digest and words.
FORGOTTEN_AFTER = timedelta(days=90)
FLUSH_SECONDS = 60.0
# Different questions in a minute; more of them are an attack or a program, and are not counted.
MOST_WAITING = 2000

_lock = threading.Lock()
_waiting: Counter[str] = Counter()
_timer: threading.Timer | None = None


def blocked_word(normal: str, blocked: Iterable[str]) -> str:
    """The blocked word that stands in a text; empty when none does."""
    return next((word for word in blocked if word in normal), "")


def is_countable(normal: str, meant: Understanding) -> bool:
    """Whether a question may be written down."""
    return bool(
        normal
        and len(normal) <= LONGEST
        and not _NUMBER.search(normal)
        and meant.card is None
        and not blocked_word(normal, vocabulary().blocked)
    )


def note_asked(normal: str, meant: Understanding) -> None:
    """Counts a question that was answered; it is written down within a minute."""
    global _timer
    if not is_countable(normal, meant):
        return
    with _lock:
        if normal not in _waiting and len(_waiting) >= MOST_WAITING:
            return
        _waiting[normal] += 1
        if _timer is None:
            _timer = _flush_later()


def flush(today: date) -> None:
    """Writes down what waits."""
    global _timer
    with _lock:
        counted, _timer = dict(_waiting), None
        _waiting.clear()
    if not counted:
        return
    with transaction.atomic():
        AskedQuery.objects.filter(last_day__lt=today - FORGOTTEN_AFTER).delete()
        _write(counted, today)


def _flush_later() -> threading.Timer:
    timer = threading.Timer(FLUSH_SECONDS, _flush_aside)
    timer.daemon = True
    timer.start()
    return timer


def _flush_aside() -> None:
    """As a thread of its own, with a connection of its own."""
    try:
        flush(timezone.localdate())
    except DatabaseError:
        log.warning("What was asked in the last minute could not be counted.", exc_info=True)
    finally:
        connection.close()


def _write(counted: dict[str, int], today: date) -> None:
    digests = {digest(text): text for text in counted}
    rows = AskedQuery.objects.select_for_update().in_bulk(list(digests))
    for code, text in digests.items():
        row = rows.get(code) or AskedQuery(digest=code)
        row.days += row.last_day != today
        row.times += counted[text]
        row.last_day = today
        if row.times >= MANY_TIMES and row.days >= MANY_DAYS:
            row.text = text
        row.save()


def digest(text: str) -> str:
    """Stands for a text, and cannot be made without the installation's secret."""
    key = f"search.asked:{settings.SECRET_KEY}".encode()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:32]
