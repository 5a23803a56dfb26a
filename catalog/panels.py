"""Panels of the edit form that are ours."""

from typing import Any

from wagtail.admin.panels import Panel
from wagtail.models import PageLogEntry, WorkflowState

from catalog.models.looks import LookTask
from catalog.models.withdrawals import Withdrawal
from catalog.publication.records import LOOKED_AT, WITHOUT_LOOKS
from catalog.publication.steps import already_looked, other_person
from catalog.publication.word_check import findings
from catalog.wording import changed, same_words


class LooksPanel(Panel):
    """Where an item stands on its way to the public, who looked at it, and what the reader may do about it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "catalog/admin/looks_panel.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            running = self.instance.current_workflow_state
            return {
                **context,
                "running": running,
                "returned": running and running.status == WorkflowState.STATUS_NEEDS_CHANGES,
                "steps": running.all_tasks_with_state() if running else [],
                **self._mine(running),
                "published": self._published(),
                "withdrawal": Withdrawal.objects.filter(item=self.instance.pk).select_related("by").first(),
                "findings": findings(self.instance),
            }

        def _mine(self, running: WorkflowState | None) -> dict[str, Any]:
            """What the step that waits means for the reader of the form."""
            state = running.current_task_state if running else None
            if state is None or running is None or running.status != WorkflowState.STATUS_IN_PROGRESS:
                return {"state": state}
            look, user = state.task.specific, self.request.user
            is_mine = isinstance(look, LookTask) and look.is_for(user, self.instance)
            latest = self.instance.get_latest_revision()
            newer = latest.pk != state.revision_id and not same_words(latest, state.revision)
            return {
                "state": state,
                "is_mine": is_mine,
                "why_not": other_person(state, user) if is_mine and already_looked(state, user) else "",
                "newer": changed(latest) if newer else "",
            }

        def _published(self) -> PageLogEntry | None:
            """The entry of the last publication."""
            entries = PageLogEntry.objects.filter(
                page=self.instance.pk, action__in=[LOOKED_AT, WITHOUT_LOOKS]
            )
            return entries.order_by("-timestamp", "-pk").first()
