"""Sending in and looking at many items at once: 送审, 通过, 退回.

Decided here: every item is asked for by itself, and one that cannot go on stops no other: it is named with its
reason. What is approved is what the list showed: an item that moved on or changed meanwhile is left alone. In
Wagtail's place: its bulk action "publish" is ours (送审), since nobody publishes.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest
from wagtail.admin import messages
from wagtail.models import Page, TaskState, WorkflowState

from catalog.admin.whole_lists import WholeListAction
from catalog.models import CatalogPage
from catalog.models.looks import LookTask
from catalog.publication.look_words import ReturnForm
from catalog.publication.refusals import Refused
from catalog.publication.word_check import findings
from catalog.wording import changed

NAMED = 5


class LookBulkAction(WholeListAction):
    """What the three have in common. `doing` is said on the button, `done` of what went well."""

    template_name = "catalog/admin/look_bulk.html"
    doing = ""
    done = ""

    def check_perm(self, page: Page) -> bool:
        is_item = issubclass(page.specific_class or Page, CatalogPage)
        return is_item and self.may(page)

    def may(self, page: Page) -> bool:
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "action": self}

    def object_context(self, obj: Page) -> dict[str, Any]:
        draft = obj.specific.get_latest_revision_as_object()
        return {**super().object_context(obj), "state": current_look(obj), "found": findings(draft)}

    def get_execution_context(self) -> dict[str, Any]:
        words = self.cleaned_form.cleaned_data if self.cleaned_form else {}
        return {"user": self.request.user, "request": self.request, **words}

    @classmethod
    def each(cls, pages: list[Page], request: HttpRequest, do: Callable[[Page], None]) -> tuple[int, int]:
        """Does it to every page in a savepoint of its own; says what was refused."""
        done, refused = 0, []
        for page in pages:
            try:
                with transaction.atomic():
                    do(page)
                done += 1
            except Refused as refusal:
                refused.append(f"“{page.title}”：{refusal}")
        for line in refused[:NAMED]:
            messages.warning(request, line)
        if len(refused) > NAMED:
            messages.warning(request, f"还有{len(refused) - NAMED}项没有成，原因相似，请逐项打开看。")
        return done, 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        return f"{self.done}{num_parent_objects}项。" if num_parent_objects else None


class SubmitBulkAction(LookBulkAction):
    display_name = "送审"
    action_type = "publish"
    aria_label = "把所选内容送审"
    action_priority = 5
    form_class = forms.Form
    doing = "送审"
    done = "已送审"
    explains = "送审后由各级编辑依次审核，审核期间不能改；审核完成后自动发布。"

    def may(self, page: Page) -> bool:
        rights = page.permissions_for_user(self.request.user)
        waits = not page.live or page.has_unpublished_changes
        return bool(rights.can_edit() and rights.can_submit_for_moderation() and waits)

    @classmethod
    def execute_action(cls, objects: list[Page], user: Any = None, **kwargs: Any) -> tuple[int, int]:
        return cls.each(objects, kwargs["request"], lambda page: submit(page.specific, user))


class CommentForm(forms.Form):
    comment = forms.CharField(
        label="意见（可不写）", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class DecideBulkAction(LookBulkAction):
    action_name = ""

    def may(self, page: Page) -> bool:
        task = page.current_workflow_task
        actions = task.get_actions(page, self.request.user) if isinstance(task, LookTask) else []
        return self.action_name in {name for name, _, _ in actions}

    def get_execution_context(self) -> dict[str, Any]:
        # What the list showed: a pair "step:revision" for every item.
        return {**super().get_execution_context(), "seen": set(self.request.POST.getlist("seen"))}

    @classmethod
    def execute_action(
        cls, objects: list[Page], user: Any = None, comment: str = "", **kwargs: Any
    ) -> tuple[int, int]:
        def decide(page: Page) -> None:
            state = current_look(page)
            if state is None or seen_mark(state) not in kwargs["seen"]:
                raise Refused("刚刚有人处理过或改过，没有动它。请打开看过再决定。", page)
            latest = page.get_latest_revision()
            if cls.action_name == "approve" and latest.pk != state.revision_id:
                raise Refused(f"{changed(latest)}请打开看过再决定。", page)
            state.task.specific.on_action(state, user, cls.action_name, comment=comment)

        return cls.each(objects, kwargs["request"], decide)


class ApproveBulkAction(DecideBulkAction):
    display_name = "通过"
    action_type = "approve_look"
    aria_label = "通过所选内容的这一级审核"
    action_priority = 6
    form_class = CommentForm
    action_name = "approve"
    doing = "都通过"
    done = "已通过"
    explains = "请先逐项看过。最后一级通过后立刻发布，或按定好的时间发布。"


class ReturnBulkAction(DecideBulkAction):
    display_name = "退回"
    action_type = "return_look"
    aria_label = "把所选内容退回修改"
    action_priority = 7
    form_class = ReturnForm
    action_name = "reject"
    doing = "都退回"
    done = "已退回"
    explains = "退回后由送审的人修改，再重新送审。"


def current_look(page: Page) -> TaskState | None:
    """The step at which a page waits, with what is read of it."""
    state = page.current_workflow_task_state
    return TaskState.objects.select_related("task", "revision").get(pk=state.pk) if state else None


def seen_mark(state: TaskState) -> str:
    return f"{state.pk}:{state.revision_id}"


def submit(page: Page, user: Any) -> None:
    """Sends the newest draft in, or in again after a return."""
    state = page.current_workflow_state
    if state is None:
        workflow = page.get_workflow()
        if workflow is None:
            raise Refused("这里还没有设审核流程，请联系管理员。", page)
        workflow.start(page, user)
    elif state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user)
    else:
        raise Refused("已经在审核中了。", page)
