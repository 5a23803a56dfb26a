"""What counts as a change of an item, whoever makes it: each is noted in the outbox, in its own transaction.

Decided here: the concrete kinds are listened to one by one, since `post_save(sender=CatalogPage)` never fires for
a subclass; a renamed theme, grade or organisation changes all items that carry it. Not here: what a change does to
the index (indexing.py), which reads the item again and trusts no event.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection, transaction
from django.db.models import Model, Q
from django.db.models.signals import post_delete, post_save
from wagtail.models import PageViewRestriction

from accounts.models import Organisation
from catalog import generation
from catalog.models import (
    Activity,
    CatalogPage,
    CollectionEntry,
    Grade,
    ItemAuthor,
    Offering,
    RouteStop,
    Theme,
    UnitTitle,
)
from catalog.models.vocabulary import GradedItem, KeywordedItem, ThemedItem
from catalog.signals import items_changed
from media.models import Cue, Video
from search import indexing, outbox
from search.documents import KINDS
from search.vocabulary import EDITED


def note(ids: Iterable[int]) -> None:
    """Queues the items and, once in a transaction, a drain after its commit."""
    if not outbox.enqueue(ids) or not indexing.is_live():
        return
    waiting = [entry[1] for entry in connection.run_on_commit]
    if indexing.drain_after_commit not in waiting:
        transaction.on_commit(indexing.drain_after_commit)


# An object of a kind → the items that it changes.
_ITEMS_OF: dict[type[Model], Callable[[Any], Iterable[int]]] = {
    **{kind: lambda item: _with_those_that_name(item.pk) for kind in KINDS},
    **{through: lambda row: [row.content_object_id] for through in (ThemedItem, GradedItem, KeywordedItem)},
    **{part: lambda row: [row.page_id] for part in (ItemAuthor, Offering, UnitTitle, Activity, RouteStop)},
    CollectionEntry: lambda row: [row.page_id],
    Cue: lambda cue: _ids(Q(lessonpage__video=cue.video_id)),
    Video: lambda video: _ids(Q(lessonpage__video=video.pk)),
    Theme: lambda theme: _ids(
        Q(theme_items__tag=theme.pk)
        | Q(theme_items__tag__parent=theme.pk)
        | Q(theme_items__tag__merged_into=theme.pk)
        | Q(theme_items__tag__merged_into__parent=theme.pk)
    ),
    Grade: lambda grade: _ids(Q(grade_items__tag=grade.pk) | Q(grade_items__tag__parent=grade.pk)),
    Organisation: lambda o: _ids(
        Q(county=o.pk) | Q(source_organisation=o.pk) | Q(source_organisation__parent=o.pk)
    ),
    PageViewRestriction: lambda restriction: _below(restriction),
}


def connect() -> None:
    """Listens to all of them; called once when the app is ready."""
    for model in _ITEMS_OF:
        uid = f"search.{model.__name__}"
        post_save.connect(_row_changed, sender=model, dispatch_uid=uid)
        post_delete.connect(_row_changed, sender=model, dispatch_uid=uid)
    items_changed.connect(_items_changed, dispatch_uid="search.items_changed")
    for edited in EDITED:
        generation.watch(edited)


def _row_changed(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    note(_ITEMS_OF[sender](instance))


def _items_changed(ids: Iterable[int], **kwargs: Any) -> None:
    note(ids)


def _ids(where: Q) -> list[int]:
    return list(CatalogPage.objects.filter(where).order_by().values_list("pk", flat=True).distinct())


def _with_those_that_name(id: int) -> list[int]:
    """An item and the collections that show its title."""
    naming = CollectionEntry.objects.filter(item=id).values_list("page", flat=True)
    return [id, *naming]


def _below(restriction: PageViewRestriction) -> list[int]:
    path = restriction.page.path
    return list(CatalogPage.objects.filter(path__startswith=path).order_by().values_list("pk", flat=True))
