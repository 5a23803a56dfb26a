"""What is asked for and not found: counted by words, day and stage, without anybody's trace.

Decided here: only questions without an answer are written down, so that a search that finds something never writes;
long texts and anything with five digits in a row could point to a person and are not counted at all.
"""

import re
from datetime import date

from django.db import transaction
from django.db.models import F

from search.models import Wish
from search.query import CatalogQuery
from search.understanding import Understanding

LONGEST = 30
_NUMBER = re.compile(r"\d{5,}")


def count_wish(query: CatalogQuery, meant: Understanding, *, today: date) -> None:
    """Counts one unanswered question."""
    words = query.normal.strip()
    if not words or query.chosen or len(words) > LONGEST or _NUMBER.search(words):
        return
    theme = meant.themes[0][0] if meant.themes else ""
    with transaction.atomic():
        wish, _ = Wish.objects.get_or_create(
            text=words, day=today, stage=query.stage, defaults={"theme": theme}
        )
        Wish.objects.filter(pk=wish.pk).update(times=F("times") + 1)
