"""Changes of vocabulary that touch many items: merging a theme, tagging in bulk.

Decided here: both also rewrite the drafts that may still be published (the newest revision, scheduled ones
and those under review), because publishing a draft puts back the tags it was saved with; both tell the
catalogue's listeners inside the transaction.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from wagtail.models import Revision

from catalog.models import CatalogPage, Grade, Theme
from catalog.models.vocabulary import GradedItem, ThemedItem
from catalog.signals import items_changed

Tags = list[int]


@transaction.atomic
def theme_merge(*, source: Theme, target: Theme) -> int:
    """Merges a theme into another and returns how many items (published or draft) changed.

    The row stays, points to its successor and is no longer offered. ValidationError when that makes no sense.
    """
    _check_merge(source, target)
    held = ThemedItem.objects.filter(tag=source)
    ids = set(held.values_list("content_object_id", flat=True))
    both = ThemedItem.objects.filter(tag=target, content_object__in=ids).values("content_object_id")
    held.filter(content_object__in=list(both.values_list("content_object_id", flat=True))).delete()
    held.update(tag=target)

    def swap(tags: Tags) -> Tags:
        return list(dict.fromkeys(target.pk if tag == source.pk else tag for tag in tags))

    ids |= _rewrite_drafts(
        _drafts(CatalogPage.objects.filter(Q(pk__in=ids) | _may_differ())), {"theme_items": swap}
    )
    source.merged_into, source.active = target, False
    source.save()
    items_changed.send(sender=CatalogPage, ids=sorted(ids))
    return len(ids)


@transaction.atomic
def items_retag(
    *,
    items: QuerySet,
    add_themes: Iterable[Theme] = (),
    remove_themes: Iterable[Theme] = (),
    add_grades: Iterable[Grade] = (),
    remove_grades: Iterable[Grade] = (),
) -> int:
    """Adds and removes themes and grades on many items and their drafts; returns how many items there were."""
    ids = list(items.order_by().values_list("pk", flat=True))
    changes: dict[str, Callable[[Tags], Tags]] = {}
    for through, name, adding, removing in (
        (ThemedItem, "theme_items", list(add_themes), list(remove_themes)),
        (GradedItem, "grade_items", list(add_grades), list(remove_grades)),
    ):
        through.objects.filter(content_object__in=ids, tag__in=removing).delete()
        through.objects.bulk_create(
            (through(tag=tag, content_object_id=pk) for tag in adding for pk in ids), ignore_conflicts=True
        )
        changes[name] = _changer({tag.pk for tag in removing}, [tag.pk for tag in adding])
    _rewrite_drafts(_drafts(CatalogPage.objects.filter(pk__in=ids)), changes)
    items_changed.send(sender=CatalogPage, ids=ids)
    return len(ids)


def _changer(removing: set[int], adding: Tags) -> Callable[[Tags], Tags]:
    return lambda tags: list(dict.fromkeys([tag for tag in tags if tag not in removing] + adding))


def _check_merge(source: Theme, target: Theme) -> None:
    if source.pk == target.pk or target.resolved().pk == source.pk:
        raise ValidationError("不能把主题并入它自己。")
    if target.merged_into_id or not target.active:
        raise ValidationError(f"“{target.name}”已停用，请选一个在用的主题。")
    if source.children.filter(active=True).exists():
        raise ValidationError(f"“{source.name}”下面还有子主题，请先合并或移走它们。")


def _may_differ() -> Q:
    """Items whose newest draft may hold other tags than the item itself."""
    return Q(has_unpublished_changes=True) | Q(live=False)


def _drafts(items: QuerySet) -> QuerySet:
    """The revisions of the items that may still be published."""
    kinds = ContentType.objects.get_for_models(*CatalogPage.__subclasses__()).values()
    pks = [str(pk) for pk in items.order_by().values_list("pk", flat=True)]
    latest = items.order_by().exclude(latest_revision=None).values("latest_revision")
    return (
        Revision.objects.filter(content_type__in=kinds, object_id__in=pks)
        .filter(
            Q(pk__in=latest)
            | Q(approved_go_live_at__isnull=False)
            | Q(task_states__status="in_progress")
            | Q(task_states__status="rejected")
        )
        .distinct()
    )


def _rewrite_drafts(drafts: QuerySet, changes: dict[str, Callable[[Tags], Tags]]) -> set[int]:
    """Changes the tags in revisions; returns the primary keys of the items whose drafts changed."""
    changed = set()
    for draft in drafts.iterator(chunk_size=200):
        content, before = dict(draft.content), draft.content
        for name, change in changes.items():
            content[name] = _rows(content.get(name, []), change, int(draft.object_id))
        if content != before:
            Revision.objects.filter(pk=draft.pk).update(content=content)
            changed.add(int(draft.object_id))
    return changed


def _rows(rows: list[dict[str, Any]], change: Callable[[Tags], Tags], item: int) -> list[dict[str, Any]]:
    """The through rows of a revision after a change; rows whose tag stays keep their identity."""
    known = {row["tag"]: row for row in reversed(rows)}
    return [
        known.get(tag, {"pk": None, "tag": tag, "content_object": item})
        for tag in change([r["tag"] for r in rows])
    ]
