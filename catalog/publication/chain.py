"""The workflow of the looks, kept as the settings say and attached to every county's place."""

from django.db import transaction
from wagtail.models import Page, Task, Workflow, WorkflowPage, WorkflowTask

from catalog.models import CountyIndexPage, LookTask
from catalog.publication.levels import levels

NAME = "三审发布"
# Wagtail's first migration attaches a workflow of its own, in English, to the whole tree.
WAGTAILS_OWN = "Moderators approval"


@transaction.atomic
def chain_ensure() -> Workflow:
    """The workflow with today's levels, on all county places. Safe to run again.

    A level that the settings no longer name is switched off; what waited there goes on to the next.
    """
    workflow, _ = Workflow.objects.get_or_create(name=NAME)
    tasks = [_task(level.name, level.by) for level in levels()]
    for sort, task in enumerate(tasks):
        WorkflowTask.objects.update_or_create(workflow=workflow, task=task, defaults={"sort_order": sort})
    gone = WorkflowTask.objects.filter(workflow=workflow).exclude(task__in=[task.pk for task in tasks])
    for step in gone.select_related("task"):
        step.delete()
        step.task.specific.deactivate()
    for page in CountyIndexPage.objects.filter(workflowpage__isnull=True):
        WorkflowPage.objects.create(page=Page.objects.get(pk=page.pk), workflow=workflow)
    _retire_wagtails_own()
    return workflow


def _retire_wagtails_own() -> None:
    """Off the tree, and out of the reports' filters where nothing ever went through it."""
    WorkflowPage.objects.filter(workflow__name=WAGTAILS_OWN, page__depth=1).delete()
    Workflow.objects.filter(name=WAGTAILS_OWN, workflow_states=None).delete()
    Task.objects.filter(name=WAGTAILS_OWN, task_states=None, workflow_tasks=None).delete()


def chain_attach(page: CountyIndexPage) -> None:
    """A new county's place joins the workflow, if there is one yet."""
    workflow = Workflow.objects.filter(name=NAME, active=True).first()
    if workflow:
        WorkflowPage.objects.get_or_create(page=Page.objects.get(pk=page.pk), defaults={"workflow": workflow})


def _task(name: str, by: str) -> LookTask:
    task, _ = LookTask.objects.get_or_create(name=name, defaults={"by": by})
    if task.by != by or not task.active:
        task.by, task.active = by, True
        task.save()
    return task
