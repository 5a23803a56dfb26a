"""Lesson plans (教案): what a class teacher teaches a parents' meeting from, printable."""

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from catalog.blocks import PlanStepBlock
from catalog.models.base import CatalogPage
from catalog.models.choices import ItemKind, plan_models
from catalog.models.lessons import sentences


class LessonPlanPage(CatalogPage):
    """A plan. The "N" of 1+30+N guides the teacher only: no pupil's name or mark is ever a field."""

    item_kind = ItemKind.PLAN

    plan_model = models.CharField("教学模式", max_length=8, choices=plan_models, blank=True)
    goals = sentences("目标", "目标")
    preparation = models.TextField("准备", blank=True)
    steps = StreamField([("step", PlanStepBlock())], verbose_name="环节", blank=True)
    after = models.TextField("会后发给家长看", blank=True)

    content_panels = [
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
