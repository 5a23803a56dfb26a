"""Study tour routes (研学线路): ordered stops, tasks, safety."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page

from catalog.models.base import CatalogPage
from catalog.models.choices import ChoiceListField, ItemKind, RouteTheme, Season, labels_of
from catalog.models.lessons import TEXT_FEATURES
from catalog.models.units import Located, ResourceUnitPage
from catalog.panels import LooksPanel


class StudyRoutePage(CatalogPage):
    item_kind = ItemKind.ROUTE

    route_themes = ChoiceListField("线路主题", vocabulary=RouteTheme)
    days = models.PositiveSmallIntegerField("天数", default=1)
    seasons = ChoiceListField("适合季节", vocabulary=Season)
    description = RichTextField("介绍", blank=True, features=TEXT_FEATURES)
    before = models.TextField("出发前", blank=True)
    during = models.TextField("路上", blank=True)
    afterwards = models.TextField("回来后", blank=True)
    organiser = models.CharField("组织单位", max_length=100, blank=True)
    cost = models.CharField("费用", max_length=300, blank=True)
    insurance = models.CharField("保险", max_length=300, blank=True)
    safety = models.TextField("路上要当心", blank=True)

    content_panels = [
        LooksPanel(heading="审核与发布"),
        *Page.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel(
            [FieldPanel("route_themes"), FieldPanel("days"), FieldPanel("minutes"), FieldPanel("seasons")],
            heading="什么线路",
        ),
        FieldPanel("description"),
        FieldPanel("cover"),
        InlinePanel("stops", label="站点", heading="站点（按顺序）"),
        MultiFieldPanel(
            [FieldPanel("before"), FieldPanel("during"), FieldPanel("afterwards")], heading="任务"
        ),
        MultiFieldPanel(
            [FieldPanel("organiser"), FieldPanel("cost"), FieldPanel("insurance"), FieldPanel("safety")],
            heading="组织与安全",
        ),
        *CatalogPage.shared_panels,
    ]

    class Meta:
        verbose_name = "研学线路"
        verbose_name_plural = "研学线路"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        stops = list(self.stops.select_related("unit"))
        public_units = set(
            ResourceUnitPage.objects.public_items()
            .filter(pk__in=[stop.unit_id for stop in stops if stop.unit_id])
            .values_list("pk", flat=True)
        )
        for stop in stops:
            stop.unit_is_public = stop.unit_id in public_units
        context = super().get_context(request, *args, **kwargs)
        lessons = [item for item in context["related"] if item.kind == ItemKind.LESSON]
        return {
            **context,
            "stops": stops,
            "lessons": lessons,
            "related": [item for item in context["related"] if item.kind != ItemKind.LESSON],
            "beside": lessons + [stop.unit for stop in stops if stop.unit],
        }

    @property
    def route_theme_labels(self) -> list[str]:
        return labels_of(RouteTheme, self.route_themes)

    @property
    def season_labels(self) -> list[str]:
        return labels_of(Season, self.seasons)


class RouteStop(Located, Orderable):
    """A stop: a unit of the catalogue, or a place with coordinates."""

    page = ParentalKey(StudyRoutePage, on_delete=models.CASCADE, related_name="stops")
    unit = models.ForeignKey(
        ResourceUnitPage,
        verbose_name="资源单位",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="route_stops",
    )
    name = models.CharField("地点", max_length=100)
    arrive = models.TimeField("到达", null=True, blank=True)
    minutes = models.PositiveSmallIntegerField("停留（分钟）", null=True, blank=True)
    task = models.TextField("任务", blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    transfer = models.CharField("到下一站", max_length=60, blank=True, help_text="如：步行12分钟。")

    panels = [
        PageChooserPanel("unit", "catalog.ResourceUnitPage"),
        FieldPanel("name"),
        FieldPanel("arrive"),
        FieldPanel("minutes"),
        FieldPanel("task"),
        FieldPanel("note"),
        FieldPanel("transfer"),
        Located.location_panel,
    ]

    class Meta(Orderable.Meta):
        verbose_name = "站点"

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if (self.longitude is None) != (self.latitude is None):
            raise ValidationError("经度和纬度要么都填，要么都不填。")
