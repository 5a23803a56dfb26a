"""A look (初审, 复审, 终审) as a step of Wagtail's workflow.

Decided here: whose a look is follows from the item's place in the tree, so one task serves all counties (a county
without an editor is the city's); a look is given to the revision that was read: what changed since counts only
if it is the same in all that is shown; looks come in their order, also after a return; all of them are decided
under a lock, so that of two people one is first and the other is told.
"""

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.db import models, transaction
from django.db.models import Exists, OuterRef, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.functional import cached_property
from wagtail.forms import TaskStateCommentForm
from wagtail.models import Task, TaskState, WorkflowState, WorkflowTask

from accounts.models import Organisation
from catalog.models.base import CatalogPage, county_id_at
from catalog.publication.levels import BY, COUNTY, different_people
from catalog.publication.look_words import LastLookForm, ReturnForm, words_pass
from catalog.publication.refusals import Refused
from catalog.publication.steps import already_looked, decided, other_person
from catalog.wording import changed, same_words

IN_PROGRESS = TaskState.STATUS_IN_PROGRESS
NOTHING_TO_SHOW = (
    "“{title}”还没有视频，也没有正文，家长打开会什么也看不到，所以没有送审。内容已存为草稿，补上后再送审。"
)


class LookTask(Task):
    by = models.CharField("由谁审", max_length=8, choices=BY)

    admin_form_fields = [*Task.admin_form_fields, "by"]
    admin_form_readonly_on_edit_fields = [*Task.admin_form_readonly_on_edit_fields, "by"]

    class Meta:
        verbose_name = "一级审核"
        verbose_name_plural = "各级审核"

    @classmethod
    def get_description(cls) -> str:
        return "由资源所在县区的编辑或市级编辑审核。级别由设置决定（CATALOG_REVIEW_LEVELS）。"

    # --- whose it is ---

    def group(self, page: Any) -> Group | None:
        """The editors whose look this is for a page."""
        city = Organisation.objects.filter(kind=Organisation.Kind.CITY).select_related("editors").first()
        if self.by == COUNTY and (county_id := county_id_at(page.path)):
            county = Organisation.objects.select_related("editors").get(pk=county_id)
            if county.editors and county.editors.user_set.filter(is_active=True).exists():
                return county.editors
        return city.editors if city else None

    def is_for(self, user: Any, page: Any) -> bool:
        if not user.is_active:
            return False
        if user.is_superuser:
            return True
        group = self.group(page)
        return group is not None and user.groups.filter(pk=group.pk).exists()

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> QuerySet[TaskState]:
        waiting = TaskState.objects.filter(task=self.task_ptr, status=IN_PROGRESS)
        if different_people():
            given = TaskState.objects.filter(
                workflow_state=OuterRef("workflow_state"), revision=OuterRef("revision"), finished_by=user.pk
            )
            waiting = waiting.exclude(Exists(given.filter(status=TaskState.STATUS_APPROVED)))
        if user.is_superuser:
            return waiting
        groups = Group.objects.filter(user=user)
        of_city = Organisation.objects.filter(kind=Organisation.Kind.CITY, editors__in=groups).exists()
        if self.by != COUNTY:
            return waiting if of_city else TaskState.objects.none()
        counties = Organisation.objects.counties()
        mine = counties.filter(editors__in=groups)
        if of_city:
            mine = mine | counties.exclude(editors__user__is_active=True)
        items = CatalogPage.objects.filter(county__in=mine.values("pk"))
        ids = items.order_by().annotate(text=Cast("pk", TextField())).values("text")
        return waiting.filter(workflow_state__object_id__in=ids)

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return self.is_for(user, obj)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return not self.is_for(user, obj)

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        return self.is_for(user, obj)

    # --- what can be done ---

    def start(self, workflow_state: WorkflowState, user: Any = None) -> TaskState:
        """The first look that this revision still lacks: after a return and a change, the first of all."""
        missing = workflow_state.get_next_task()
        if missing and missing.pk != self.pk:
            return missing.specific.start(workflow_state, user=user)
        draft = workflow_state.content_object.get_latest_revision_as_object()
        if isinstance(draft, CatalogPage) and not draft.has_something_to_show():
            raise Refused(NOTHING_TO_SHOW.format(title=draft.title), draft)
        return super().start(workflow_state, user=user)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        if not self.is_for(user, obj):
            return []
        actions = [("reject", "退回修改", True)]
        state = obj.current_workflow_task_state
        if state is not None and already_looked(state, user):
            return actions
        # By a dialogue: it takes a comment, is no slip of the hand, and the last says what the check of words found.
        label = f"{self.name}通过并发布" if self.is_last else f"{self.name}通过"
        return [*actions, ("approve", label, True)]

    @cached_property
    def is_last(self) -> bool:
        """Whether publication follows from this look."""
        steps = WorkflowTask.objects.filter(workflow__workflow_tasks__task=self.pk, workflow__active=True)
        last = steps.order_by("-sort_order").first()
        return last is not None and last.task_id == self.pk

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        if action == "reject":
            return ReturnForm
        return LastLookForm if self.is_last else TaskStateCommentForm

    def get_template_for_action(self, action: str) -> str:
        return "catalog/admin/last_look.html" if action == "approve" and self.is_last else ""

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        with transaction.atomic():
            state = TaskState.objects.select_for_update().get(pk=task_state.pk)
            if state.status != IN_PROGRESS:
                raise Refused(decided(state), state.workflow_state.content_object)
            kept_because = kwargs.pop("kept_because", "")
            if action_name != "approve" or self._is_of_what_was_read(state, user):
                if action_name == "approve" and self.is_last:
                    words_pass(state, user, kept_because=kept_because)
                super().on_action(state, user, action_name, **kwargs)
                return
            state.cancel(user=user, comment="内容改过，重新从头审核。")
        # Only now, so that the new beginning stays.
        page = state.workflow_state.content_object
        latest = page.get_latest_revision()
        who = "您存的修改已保留。" if latest.user_id == user.pk else changed(latest)
        raise Refused(
            f"{who}内容和审过的不一样了，您的通过没有记下，已重新从头审核。请看过新的再决定。", page
        )

    def _is_of_what_was_read(self, state: TaskState, user: Any) -> bool:
        """Whether the look counts for the newest draft; moves it there where both say the same."""
        page = state.workflow_state.content_object
        if already_looked(state, user):
            raise Refused(other_person(state, user), page)
        latest = page.get_latest_revision()
        if latest.pk == state.revision_id:
            return True
        if same_words(latest, state.revision):
            state.workflow_state.copy_approved_task_states_to_revision(latest)
        elif latest.user_id != user.pk or self._looked_at(state):
            return False
        # The first look, by whoever wrote the last word: they have read it.
        state.revision = latest
        state.save(update_fields=["revision"])
        return True

    def _looked_at(self, state: TaskState) -> bool:
        """Whether somebody has given a look to what this step reads."""
        given = TaskState.objects.filter(workflow_state=state.workflow_state_id, revision=state.revision_id)
        return given.filter(status=TaskState.STATUS_APPROVED).exists()
