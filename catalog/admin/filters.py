"""What a list of the admin can be narrowed by: the public facets, and the states that only editors see."""

from functools import partial
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.admin.filters import WagtailFilterSet
from wagtail.models import Revision, TaskState, WorkflowState

from catalog.facets import FACETS
from catalog.models import CatalogPage
from catalog.publication.steps import already_looked

# Wagtail keeps the id of what a revision or a workflow belongs to as text.
PK_TEXT = Cast("pk", TextField())


def _facet_choices(name: str) -> list[tuple[str, str]]:
    return [
        (option.value, f"　{option.label}" if option.parent else option.label)
        for option in FACETS[name].options()
    ]


class FacetFilter(django_filters.MultipleChoiceFilter):
    """A facet of the public lists, on drafts too. A stage means its grades, a root theme its children."""

    def __init__(self, name: str) -> None:
        self.facet = FACETS[name]
        # Not a method of this: forms copy their choices deeply, and with a method the whole request.
        choices = partial(_facet_choices, name)
        super().__init__(label=self.facet.label, choices=choices, widget=forms.CheckboxSelectMultiple)

    def filter(self, queryset: QuerySet, value: list[str]) -> QuerySet:
        if not value:
            return queryset
        matching = CatalogPage.objects.filter(self.facet.where(self.facet.expand(value)))
        return queryset.filter(pk__in=matching.order_by().values("pk"))


def _in_review() -> Q:
    running = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS)
    return Q(Exists(running.filter(base_content_type__model="page", object_id=OuterRef("pk_text"))))


def _returned() -> Q:
    """Sent back, and nobody has sent it in again."""
    back = WorkflowState.objects.filter(status=WorkflowState.STATUS_NEEDS_CHANGES)
    return Q(Exists(back.filter(base_content_type__model="page", object_id=OuterRef("pk_text"))))


def _scheduled() -> Q:
    waiting = Revision.page_revisions.filter(approved_go_live_at__isnull=False)
    return Q(Exists(waiting.filter(object_id=OuterRef("pk_text"))))


STATES = {
    "live": ("已发布", lambda: Q(live=True)),
    "changed": ("已发布，有没发布的修改", lambda: Q(live=True, has_unpublished_changes=True)),
    "draft": ("草稿", lambda: Q(live=False)),
    "empty": ("待补视频或正文", lambda: Q(presentable=False)),
    "review": ("审核中", _in_review),
    "returned": ("被退回", _returned),
    "scheduled": ("定时发布", _scheduled),
    "expired": ("已过期", lambda: Q(expired=True) | Q(live=True, expire_at__lte=timezone.now())),
}


def in_state(queryset: QuerySet, states: list[str]) -> QuerySet:
    """The items of a queryset that are in one of the states."""
    wanted = Q()
    for state in states:
        wanted |= STATES[state][1]()
    matching = CatalogPage.objects.annotate(pk_text=PK_TEXT).filter(wanted)
    return queryset.filter(pk__in=matching.order_by().values("pk"))


class StateFilter(django_filters.MultipleChoiceFilter):
    def __init__(self) -> None:
        choices = [(value, label) for value, (label, _) in STATES.items()]
        super().__init__(label="状态", choices=choices, widget=forms.CheckboxSelectMultiple)

    def filter(self, queryset: QuerySet, value: list[str]) -> QuerySet:
        if not value:
            return queryset
        return in_state(queryset, value)


def awaiting_look(queryset: QuerySet, user: Any) -> QuerySet:
    """The items of a queryset that wait for a look of this user's, and not of somebody's who has not looked yet."""
    states = TaskState.objects.reviewable_by(user).select_related("workflow_state")
    theirs = [state.workflow_state.object_id for state in states if not already_looked(state, user)]
    return queryset.filter(pk__in=theirs)


class LookFilter(django_filters.ChoiceFilter):
    """What waits for the reader's own look, so that they can look at many at once."""

    def __init__(self) -> None:
        super().__init__(
            label="审核", choices=[("mine", "等我审核")], empty_label="全部", widget=forms.RadioSelect
        )

    def filter(self, queryset: QuerySet, value: str) -> QuerySet:
        return awaiting_look(queryset, self.parent.request.user) if value == "mine" else queryset


class ItemFilterSet(WagtailFilterSet):
    """County, grade, theme, state, look and year, for every kind."""

    county = FacetFilter("county")
    grade = FacetFilter("grade")
    theme = FacetFilter("theme")
    state = StateFilter()
    look = LookFilter()
    year = FacetFilter("year")

    class Meta:
        model = CatalogPage
        fields: list[str] = []
