"""What the log of an item says of its publications: every one carries its looks, or why it had none.

Decided here: the names stand in the entry itself, so that they stay readable when an account is gone.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone
from wagtail.log_actions import LogFormatter, log
from wagtail.models import Page, Revision, TaskState, WorkflowState
from wagtail.signals import page_published, workflow_approved

LOOKED_AT = "catalog.looked_at"
WITHOUT_LOOKS = "catalog.published_without_looks"


@dataclass(frozen=True)
class Look:
    """A look that was given: which, by whom, when (as ISO says it)."""

    name: str
    by: str
    at: str


def looks_of(workflow_state: WorkflowState) -> list[Look]:
    """The looks that led to the end of a workflow, in their order."""
    approved = TaskState.objects.filter(
        workflow_state=workflow_state,
        status=TaskState.STATUS_APPROVED,
        revision=workflow_state.current_task_state.revision_id,
    )
    return [
        Look(state.task.name, str(state.finished_by or "已删除的用户"), state.finished_at.isoformat())
        for state in approved.select_related("task", "finished_by").order_by("finished_at", "pk")
    ]


@receiver(workflow_approved, sender=WorkflowState)
def write_down_looks(instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    """Beside Wagtail's own entries of publishing: all looks in one."""
    log(
        instance.content_object,
        LOOKED_AT,
        user=user,
        data={"looks": [asdict(look) for look in looks_of(instance)]},
        revision=instance.current_task_state.revision,
    )


def publish_without_looks(revision: Revision, *, reason: str) -> None:
    """For commands and imports: publishes, and says in the log that no editor looked at it, and why."""
    revision.publish(log_action=False)
    log(revision.content_object, WITHOUT_LOOKS, data={"reason": reason}, revision=revision)


@transaction.atomic
def item_add_published(*, item: Any, under: Any, reason: str) -> None:
    """As `publish_without_looks`, for an item that is only now put into the tree: written once instead of as a
    draft, read back from its revision and written again, which took most of the time of a demonstration."""
    item.live = True
    item.first_published_at = item.last_published_at = timezone.now()
    under.add_child(instance=item)
    # Of what was checked and written a moment ago: nothing changed since, and nothing is checked twice.
    item.live_revision = item.save_revision(clean=False, changed=False)
    Page.objects.filter(pk=item.pk).update(live_revision=item.live_revision)
    page_published.send(sender=type(item), instance=item, revision=item.live_revision)
    log(item, WITHOUT_LOOKS, data={"reason": reason}, revision=item.live_revision)


def said(looks: list[dict[str, str]]) -> str:
    """初审 王老师 11月27日 10:40；复审 …"""
    return "；".join(f"{look['name']} {look['by']} {_when(look['at'])}" for look in looks)


def _when(iso: str) -> str:
    at = timezone.localtime(datetime.fromisoformat(iso))
    return f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}"


def register_actions(actions: Any) -> None:
    """register_log_actions"""

    @actions.register_action(LOOKED_AT)
    class LookedAt(LogFormatter):
        label = "审核完成"

        def format_message(self, log_entry: Any) -> str:
            return f"审核完成：{said(log_entry.data['looks'])}"

    @actions.register_action(WITHOUT_LOOKS)
    class WithoutLooks(LogFormatter):
        label = "未经审核发布"

        def format_message(self, log_entry: Any) -> str:
            return f"由程序发布，没有经过审核：{log_entry.data['reason']}"
