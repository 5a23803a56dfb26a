"""紧急撤下: an item is gone from the public at once, and comes back only through the looks.

Decided here: what a visitor sees follows from `public_items` everywhere, so taking the item down and telling the
listeners is enough for pages, lists, search, feeds and files; its pictures alone have addresses of their own, so
they go out of the public folder, too. Whatever would publish it again by itself (a date, a running workflow) ends.
"""

from typing import Any

from django.db import transaction
from django.dispatch import receiver
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.log_actions import LogFormatter, log
from wagtail.signals import page_published

from catalog.models import CatalogPage, Withdrawal
from media.models import Image
from media.withholding import picture_release, picture_withhold

WITHDRAWN = "catalog.withdrawn"


@transaction.atomic
def item_withdraw(*, item: CatalogPage, user: Any, reason: str) -> Withdrawal:
    """Takes an item down; an item that only waits for its date or its looks is stopped."""
    page: Any = CatalogPage.objects.select_for_update().get(pk=item.pk).specific
    if state := page.current_workflow_state:
        state.cancel(user=user)
    page.revisions.update(approved_go_live_at=None)
    # Wagtail would ask for a right that nobody has here; ours was asked by the screen.
    UnpublishPageAction(page, user=user, log_action=False).execute(skip_permission_checks=True)
    withdrawal, _ = Withdrawal.objects.update_or_create(
        item_id=page.pk, defaults={"reason": reason, "by": user}
    )
    log(page, WITHDRAWN, user=user, data={"reason": reason})
    for picture in _pictures(page):
        picture_withhold(picture)
    return withdrawal


def can_be_withdrawn(item: CatalogPage) -> bool:
    """Whether there is something to stop: it is public, has a date, or is on its way."""
    return bool(item.live or item.approved_schedule or item.current_workflow_state)


def _pictures(page: Any) -> list[Image]:
    """The pictures that stand on this item and on no other public one."""
    video = getattr(page, "video", None)
    own = {picture for picture in (page.cover, video.poster if video else None) if picture}
    others = CatalogPage.objects.live().exclude(pk=page.pk)
    return [
        picture
        for picture in own
        if not others.filter(cover=picture).exists()
        and not others.filter(lessonpage__video__poster=picture).exists()
    ]


@receiver(page_published)
def it_came_back(instance: Any, **kwargs: Any) -> None:
    """A published item is withdrawn no more, and shows its pictures."""
    if not isinstance(instance, CatalogPage) or not instance.live:
        return
    Withdrawal.objects.filter(item=instance.pk).delete()
    video = getattr(instance, "video", None)
    for picture in (instance.cover, video.poster if video else None):
        if picture:
            picture_release(picture)


def register_actions(actions: Any) -> None:
    """register_log_actions"""

    @actions.register_action(WITHDRAWN)
    class Withdrawn(LogFormatter):
        label = "紧急撤下"

        def format_message(self, log_entry: Any) -> str:
            return f"紧急撤下，原因：{log_entry.data['reason']}"
