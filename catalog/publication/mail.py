"""Who is told by mail: whose look waits, and whose item was published or returned.

Decided here: one mail to a person for all that one action did (a county sends a hundred lessons at once), written
in the background after the commit, so that nobody waits for a mail server and nothing is told that was undone.
These take the place of Wagtail's own notifiers, which write in the request, one mail an item, and know no task
of ours. Who wants no mails says so in their account, as with Wagtail's.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django_tasks import task
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected
from wagtail.users.models import UserProfile

from accounts.models import User
from catalog.models import LookTask
from catalog.publication.steps import already_looked

logger = logging.getLogger(__name__)

SUBMITTED, APPROVED, REJECTED = "submitted", "approved", "rejected"
SUBJECTS = {
    SUBMITTED: "{number}项内容等您审核",
    APPROVED: "您送审的{number}项内容已通过审核",
    REJECTED: "您送审的{number}项内容被退回修改",
}
LISTED = 30


class _Told:
    """What happened in one transaction; called after its commit."""

    def __init__(self) -> None:
        self.events: list[list[Any]] = []

    def __call__(self) -> None:
        events, self.events = self.events, []
        write_mails.enqueue(events)


def connect() -> None:
    """Under the names of Wagtail's own receivers, which therefore do not come in beside these."""
    for signal, sender, name, event in (
        (task_submitted, TaskState, "group_approval_task_submitted", SUBMITTED),
        (workflow_approved, WorkflowState, "workflow_state_approved", APPROVED),
        (workflow_rejected, WorkflowState, "workflow_state_rejected", REJECTED),
    ):
        signal.connect(_receiver(event), sender=sender, weak=False, dispatch_uid=f"{name}_email_notification")


def _receiver(event: str) -> Any:
    def receive(sender: Any, instance: Any, user: Any = None, **kwargs: Any) -> None:
        _note([event, instance.pk, user.pk if user else None])

    return receive


def _note(event: list[Any]) -> None:
    waiting = [entry[1] for entry in transaction.get_connection().run_on_commit]
    told = next((entry for entry in waiting if isinstance(entry, _Told) and entry.events), None)
    if told is not None:
        told.events.append(event)
        return
    told = _Told()
    told.events.append(event)
    transaction.on_commit(told)


@task()
def write_mails(events: list[list[Any]]) -> None:
    """The mails of one transaction. What is no longer so (an undone step, a look given meanwhile) is left out."""
    mails: dict[tuple[User, str], list[dict[str, Any]]] = defaultdict(list)
    for event, pk, by in events:
        recipients, line = _waiting(pk) if event == SUBMITTED else _finished(event, pk)
        for person in recipients:
            if person.pk != by and _wants(person, event):
                mails[person, event].append(line)
    for (person, event), lines in mails.items():
        _send(person, event, lines)


def _waiting(pk: int) -> tuple[Iterable[User], dict[str, Any]]:
    state = TaskState.objects.filter(pk=pk, status=TaskState.STATUS_IN_PROGRESS).first()
    look = state.task.specific if state else None
    if state is None or not isinstance(look, LookTask):
        return [], {}
    page = state.workflow_state.content_object
    group = look.group(page)
    people = User.objects.filter(groups=group, is_active=True) if group else User.objects.none()
    line = {"page": page, "look": look.name, "address": _address(page)}
    return [person for person in people if not already_looked(state, person)], line


def _finished(event: str, pk: int) -> tuple[Iterable[User], dict[str, Any]]:
    state = WorkflowState.objects.filter(pk=pk).select_related("requested_by").first()
    wanted = {APPROVED: WorkflowState.STATUS_APPROVED, REJECTED: WorkflowState.STATUS_NEEDS_CHANGES}[event]
    if state is None or state.status != wanted or state.requested_by is None:
        return [], {}
    last = state.current_task_state
    page = state.content_object
    line = {"page": page, "look": last.task.name, "by": last.finished_by, "comment": last.comment}
    return [state.requested_by], {**line, "address": _address(page)}


def _wants(person: User, event: str) -> bool:
    return bool(
        person.is_active
        and person.email
        and getattr(UserProfile.get_for_user(person), f"{event}_notifications")
    )


def _address(page: Any) -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("wagtailadmin_pages:edit", args=[page.pk])


def _send(person: User, event: str, lines: list[dict[str, Any]]) -> None:
    context = {
        "person": person,
        "lines": lines[:LISTED],
        "more": max(0, len(lines) - LISTED),
        "home": settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("wagtailadmin_home"),
        "site_name": settings.WAGTAIL_SITE_NAME,
    }
    subject = f"【{settings.WAGTAIL_SITE_NAME}】{SUBJECTS[event].format(number=len(lines))}"
    try:
        send_mail(subject, render_to_string(f"catalog/mail/{event}.txt", context), None, [person.email])
    except OSError:  # smtplib's errors are OSErrors, too
        logger.exception("mail '%s' to user %s was not sent", event, person.pk)
