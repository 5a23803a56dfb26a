"""What a step of the looks says to somebody who cannot give it, or comes too late."""

from typing import Any

from django.utils import timezone
from wagtail.models import TaskState

from catalog.publication.levels import different_people


def already_looked(state: TaskState, user: Any) -> TaskState | None:
    """The look that this user has already given to this revision, where that excludes another."""
    if not different_people():
        return None
    return (
        TaskState.objects.filter(
            workflow_state=state.workflow_state_id,
            revision=state.revision_id,
            status=TaskState.STATUS_APPROVED,
            finished_by=user.pk,
        )
        .select_related("task")
        .first()
    )


def other_person(state: TaskState, user: Any) -> str:
    """Why the user cannot give this look."""
    given = already_looked(state, user)
    before = given.task.name if given else "前一级"
    return f"您已做过“{before}”。三审要由不同的人做，{state.task.name}请另一位编辑来做；您仍可以退回修改。"


def decided(state: TaskState) -> str:
    """What became of a look that somebody else decided first."""
    words = {TaskState.STATUS_APPROVED: "通过了", TaskState.STATUS_REJECTED: "退回了"}
    who = state.finished_by or "另一位编辑"
    at = f"{timezone.localtime(state.finished_at):%H:%M}" if state.finished_at else "刚才"
    done = words.get(state.status, "撤回了")
    return f"{who}{at}已{done}这一步（{state.task.name}），您的决定没有记下。请看现在的状态。"


def step_was_left(page: Any, user: Any, sent: Any) -> str:
    """Why a look that an edit form sends is none any more: the form names the step that was on the screen ("look"),
    because what was read was read for that step. Empty when it is still there, or the form sends no look."""
    shown = str(sent.get("look", ""))
    if not sent.get("action-workflow-action") or not shown.isdigit():
        return ""
    state = page.current_workflow_task_state
    if state is not None and str(state.pk) == shown:
        approves = sent.get("workflow-action-name") == "approve"
        return other_person(state, user) if approves and already_looked(state, user) else ""
    before = TaskState.objects.filter(pk=shown).first()
    if before and before.status != TaskState.STATUS_IN_PROGRESS:
        return decided(before)
    return "这一页的审核状态变了，您的决定没有记下。请看现在的状态。"
