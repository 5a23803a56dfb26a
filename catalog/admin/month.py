"""What a month brought and took: published for the first time, withdrawn, deleted. For the report 本月新增与撤下.

Decided here: new is what was first published in the month, and it counts once; withdrawn is told by Wagtail's log,
with who and why, also for what was published again since. An item that was deleted has no county any more, so its
line is for those who read all counties.
"""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from wagtail.models import PageLogEntry

from catalog.models import CatalogPage, CatalogQuerySet

UNPUBLISHED, DELETED = "wagtail.unpublish", "wagtail.delete"
WITHDRAWN = "catalog.withdrawn"  # with a reason (catalog.publication)
WORDS = {UNPUBLISHED: "撤下", WITHDRAWN: "紧急撤下", DELETED: "删除"}
NEW = "新增"
MONTHS = 12


@dataclass(frozen=True)
class Change:
    """One line. `item` is missing where it was deleted."""

    at: datetime.datetime
    what: str
    title: str
    item: CatalogPage | None
    by: str = ""
    reason: str = ""

    @property
    def pk(self) -> int | None:
        return self.item.pk if self.item else None


def months() -> list[tuple[str, str]]:
    """The months that can be asked for, this one first."""
    day = timezone.localdate().replace(day=1)
    found = []
    for _ in range(MONTHS):
        found.append((day.strftime("%Y-%m"), f"{day.year}年{day.month}月"))
        day = (day - datetime.timedelta(days=1)).replace(day=1)
    return found


def bounds(month: str) -> tuple[datetime.datetime, datetime.datetime]:
    """When a month (2026-11) begins and ends."""
    first = datetime.datetime.strptime(month, "%Y-%m").replace(tzinfo=timezone.get_current_timezone())
    return first, (first + datetime.timedelta(days=32)).replace(day=1)


def changes(items: CatalogQuerySet, month: str, *, with_deleted: bool) -> list[Change]:
    """What happened to these items in a month, newest first."""
    begin, end = bounds(month)
    new = items.filter(first_published_at__gte=begin, first_published_at__lt=end).select_related("county")
    found = [Change(item.first_published_at, NEW, item.title, item) for item in new]
    entries = PageLogEntry.objects.filter(timestamp__gte=begin, timestamp__lt=end).select_related("user")
    gone = entries.filter(action__in=[UNPUBLISHED, WITHDRAWN])
    known = items.filter(pk__in=gone.values("page_id")).select_related("county").in_bulk()
    for entry in _without_doubles(list(gone)):
        if item := known.get(entry.page_id):
            found.append(_told(entry, item.title, item))
    if with_deleted:
        kinds = [model._meta.model_name for model in CatalogPage.__subclasses__()]
        deleted = entries.filter(action=DELETED, content_type__model__in=kinds)
        found += [_told(entry, entry.label, None) for entry in deleted]
    return sorted(found, key=lambda change: change.at, reverse=True)


def _without_doubles(entries: list[PageLogEntry]) -> list[PageLogEntry]:
    """A withdrawal with its reason also logs that the page was unpublished: one line says both."""
    withdrawn = {(entry.page_id, entry.timestamp.date()) for entry in entries if entry.action == WITHDRAWN}
    return [
        entry
        for entry in entries
        if entry.action == WITHDRAWN or (entry.page_id, entry.timestamp.date()) not in withdrawn
    ]


def _told(entry: PageLogEntry, title: str, item: CatalogPage | None) -> Change:
    data: dict[str, Any] = entry.data or {}
    by = str(entry.user) if entry.user else ""
    return Change(entry.timestamp, WORDS[entry.action], title, item, by, str(data.get("reason", "")))
