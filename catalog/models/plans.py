"""Lesson plans (教案): what a class teacher teaches a parents' meeting from, printable."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from catalog.blocks import PlanStepBlock
from catalog.models.base import CatalogPage
from catalog.models.choices import ItemKind, plan_models
from catalog.models.lessons import sentences
from catalog.panels import LooksPanel

BAR_WIDTH = 1000
BAR_GAP = 4


@dataclass(frozen=True)
class Beat:
    """A step on the bar of time: where it begins and how long it is, of BAR_WIDTH."""

    start: int
    width: int


def beats(minutes: list[int]) -> list[Beat]:
    """Steps side by side, each as long as its minutes."""
    total = sum(minutes)
    starts = (
        [round(BAR_WIDTH * sum(minutes[:place]) / total) for place in range(len(minutes) + 1)]
        if total
        else []
    )
    return [Beat(a, max(b - a - BAR_GAP, 1)) for a, b in pairwise(starts)]


class LessonPlanPage(CatalogPage):
    """A plan. The "N" of 1+30+N guides the teacher only: no pupil's name or mark is ever a field."""

    item_kind = ItemKind.PLAN

    plan_model = models.CharField("教学模式", max_length=8, choices=plan_models, blank=True)
    goals = sentences("目标", "目标")
    preparation = models.TextField("准备", blank=True)
    steps = StreamField([("step", PlanStepBlock())], verbose_name="环节", blank=True)
    after = models.TextField("会后发给家长看", blank=True)

    content_panels = [
        LooksPanel(heading="审核与发布"),
        *Page.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel(
            [FieldPanel("plan_model"), FieldPanel("minutes"), FieldPanel("cover")], heading="模式与时长"
        ),
        FieldPanel("goals"),
        FieldPanel("preparation"),
        FieldPanel("steps"),
        FieldPanel("after"),
        *CatalogPage.shared_panels,
    ]

    class Meta:
        verbose_name = "教案"
        verbose_name_plural = "教案"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        minutes = [step.value["minutes"] for step in self.steps]
        context = super().get_context(request, *args, **kwargs)
        lessons = [item for item in context["related"] if item.kind == ItemKind.LESSON]
        return {
            **context,
            "step_minutes": sum(minutes),
            "beats": beats(minutes),
            "lessons": lessons,
            "related": [item for item in context["related"] if item.kind != ItemKind.LESSON],
            "beside": lessons,
        }
