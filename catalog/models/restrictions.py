"""Which parts of the tree are private: Wagtail's view restrictions as our querysets ask for them.

Decided here: the same rule as Wagtail's `public()` and `get_view_restrictions()` (a restriction binds its page
and all below it), but a page that shows five lists asks once instead of six times (models.reading).
"""

from typing import Any

from django.db.models import Q
from wagtail.models import Page, PageViewRestriction

from catalog.models.reading import read


def restricted_paths() -> list[str]:
    """The tree paths of the pages that carry a restriction."""
    return read("restricted_paths", _ask)


def is_restricted(path: str) -> bool:
    """Whether the page at a path is behind a restriction."""
    return any(path.startswith(above) for above in restricted_paths())


def restricted_q() -> Q:
    """The condition of pages behind a restriction; of none when there is no restriction."""
    condition = Q(pk__in=[])
    for path in restricted_paths():
        condition |= Q(path__startswith=path)
    return condition


class PrivacyAskedOnce:
    """For pages: as Wagtail's, which asks twice, but only where there is a restriction."""

    alias_of_id: int | None
    path: str

    def get_view_restrictions(self) -> Any:
        if self.alias_of_id or is_restricted(self.path):
            return super().get_view_restrictions()  # type: ignore[misc]
        return PageViewRestriction.objects.none()


def _ask() -> list[str]:
    # In two steps: an empty table must not make the database walk all pages for a join.
    pages = list(PageViewRestriction.objects.order_by().values_list("page_id", flat=True))
    return list(Page.objects.filter(pk__in=pages).values_list("path", flat=True)) if pages else []
