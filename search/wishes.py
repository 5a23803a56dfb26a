"""What is asked for and not found: counted by words, day and stage, without anybody's trace.

Decided here: only questions without an answer are written down, so that a search that finds something never writes;
which of them may be written down at all is asking.py's, the same as for what many people ask. 点这一课 is the same
count, asked for outright: it weighs more, and says why when it is not kept.
"""

from datetime import date

from django.db import transaction
from django.db.models import F

from search.asking import is_countable
from search.models import Wish
from search.query import CatalogQuery
from search.understanding import Understanding


def count_wish(query: CatalogQuery, meant: Understanding, *, today: date, ordered: bool = False) -> bool:
    """Counts one unanswered question; False when it is none that is written down."""
    words = query.normal.strip()
    if (query.chosen and not ordered) or not is_countable(words, meant):
        return False
    theme = meant.themes[0][0] if meant.themes else ""
    with transaction.atomic():
        wish, _ = Wish.objects.get_or_create(
            text=words, day=today, stage=query.stage, defaults={"theme": theme}
        )
        counter = "ordered" if ordered else "times"
        Wish.objects.filter(pk=wish.pk).update(**{counter: F(counter) + 1})
    return True
