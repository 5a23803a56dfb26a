"""Privacy of the tree as a condition inside a query.

Wagtail's `public()` asks for all restrictions each time a queryset is made, and `get_view_restrictions` twice
a page; as a subquery the same costs no query of its own and is decided when the rows are read.
"""

from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Length, Substr
from wagtail.models import PageViewRestriction


def restrictions_above(path: Any) -> QuerySet:
    """The restrictions on the page at a path of the tree and on all above it. `path` may be an OuterRef."""
    return PageViewRestriction.objects.filter(page__path=Substr(path, 1, Length("page__path"))).order_by()
