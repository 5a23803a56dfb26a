"""Social education resource units (社会教育资源单位): museums, bases, stations; what they offer and hold."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page

from catalog.blocks import ClosedBlock, OpenHoursBlock
from catalog.maps import MapLink, map_links
from catalog.models.base import CatalogPage
from catalog.models.choices import (
    ActivityKind,
    ChoiceListField,
    Condition,
    CoordinateSystem,
    HonoraryTitle,
    ItemKind,
    ResourceKind,
    TitleLevel,
    UnitType,
    labels_of,
)
from catalog.models.lessons import TEXT_FEATURES
from catalog.opening import Closed, Hours, OpenNow, open_now
from catalog.panels import LooksPanel

# What closes as a 馆 does; elsewhere a door is shut.
HALLS = {UnitType.MUSEUM, UnitType.LIBRARY, UnitType.CULTURE, UnitType.HERITAGE, UnitType.MEMORIAL,
         UnitType.SCIENCE, UnitType.SPORT, UnitType.ART}  # fmt: skip


class Located(models.Model):
    """A place on the map: degrees, with the system that they are of (they differ by hundreds of metres)."""

    longitude = models.DecimalField(
        "经度",
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    latitude = models.DecimalField(
        "纬度",
        max_digits=8,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    coordinate_system = models.CharField(
        "坐标系", max_length=8, choices=CoordinateSystem.choices, default=CoordinateSystem.GCJ02
    )

    location_panel = FieldRowPanel(
        [FieldPanel("longitude"), FieldPanel("latitude"), FieldPanel("coordinate_system")], heading="坐标"
    )

    class Meta:
        abstract = True

    @property
    def map_links(self) -> list[MapLink]:
        """How to open the place in a map app. Its name is `name` for a stop and `title` for a unit."""
        name = getattr(self, "name", "") or getattr(self, "title", "")
        return map_links(name, self.longitude, self.latitude, self.coordinate_system)


class ResourceUnitPage(Located, CatalogPage):  # noqa: DJ008 - it is a Page, which has one
    """A unit. What it has held is public; whether it meets a norm is for managers only, so no field says so."""

    item_kind = ItemKind.UNIT

    unit_type = models.CharField("类型", max_length=4, choices=UnitType.choices)
    department = models.CharField("主管部门", max_length=100, blank=True)
    address = models.CharField("地址", max_length=200, blank=True)
    opening = models.CharField("开放时间", max_length=300, blank=True, help_text="一句话，写给人看。")
    hours = StreamField(
        [("week", OpenHoursBlock()), ("closed", ClosedBlock())],
        verbose_name="每周几点到几点",
        blank=True,
        help_text="填了，页面上就会说“今天开放，17:00闭馆”；季节不同、说不准的，只填上面一句话。",
    )
    booking = models.CharField("预约办法", max_length=300, blank=True)
    description = RichTextField("介绍", blank=True, features=TEXT_FEATURES)

    content_panels = [
        LooksPanel(heading="审核与发布"),
        *Page.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel([FieldPanel("unit_type"), FieldPanel("department")], heading="是什么单位"),
        MultiFieldPanel(
            [
                FieldPanel("address"),
                Located.location_panel,
                FieldPanel("opening"),
                FieldPanel("hours"),
                FieldPanel("booking"),
            ],
            heading="怎么去，怎么约",
        ),
        FieldPanel("description"),
        FieldPanel("cover"),
        InlinePanel("titles_held", label="称号", heading="所获称号"),
        InlinePanel("offerings", label="资源", heading="能提供什么"),
        InlinePanel("activities", label="活动", heading="活动（计划的和已开展的）"),
        *CatalogPage.shared_panels,
    ]

    class Meta:
        verbose_name = "社会教育资源单位"
        verbose_name_plural = "社会教育资源单位"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        shown = {route.pk for route in self._routes}
        activities = sorted(self.activities.all(), key=lambda activity: activity.date)
        today = timezone.localdate()
        held = [activity for activity in activities if activity.state == Activity.State.HELD]
        offerings = list(self.offerings.all())
        return {
            **context,
            "routes": sorted(self._routes, key=lambda route: route.title),
            "related": [item for item in context["related"] if item.pk not in shown],
            "beside": self._routes,
            "open_now": self.open_now(),
            "offerings": offerings,
            "activities": activities,
            "coming": [a for a in activities if a.state == Activity.State.PLANNED and a.date >= today],
            "held": held[::-1],
            # Facts only: whether a norm is met is for managers.
            "offered_kinds": len({offering.kind for offering in offerings}),
            "held_this_year": len([activity for activity in held if activity.date.year == today.year]),
        }

    @property
    def week(self) -> list[Hours]:
        """When it is open, as the editor entered it."""
        weeks = [block.value for block in self.hours if block.block_type == "week"]
        return [Hours(tuple(week["days"]), week["opens"], week["closes"]) for week in weeks]

    def open_now(self) -> OpenNow | None:
        """Whether it is open at this moment; None when its hours are not known."""
        away = [block.value for block in self.hours if block.block_type == "closed"]
        closed = [Closed(days["first"], days["last"] or days["first"]) for days in away]
        return open_now(
            self.week, closed, timezone.localtime(), "闭馆" if self.unit_type in HALLS else "关门"
        )

    def related_items(self) -> list[CatalogPage]:
        """Also fetches the routes that stop here, which stand in a list of their own."""
        stops = self.route_stops.order_by()
        here = models.Exists(stops.filter(page=models.OuterRef("pk")))
        found = self._neighbours(stops.values("page_id"), stops_here=here)
        self._routes = [item for item in found if item.stops_here]
        return [item for item in found if item.link_order is not None]


class UnitTitle(Orderable):
    page = ParentalKey(ResourceUnitPage, on_delete=models.CASCADE, related_name="titles_held")
    title = models.CharField("称号", max_length=4, choices=HonoraryTitle.choices)
    level = models.CharField("级别", max_length=8, choices=TitleLevel.choices)
    year = models.PositiveSmallIntegerField("命名年份", null=True, blank=True)
    granted_by = models.CharField("命名单位", max_length=100, blank=True)
    until = models.DateField("有效期至", null=True, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = "称号"

    def __str__(self) -> str:
        return f"{self.level}{self.get_title_display()}"


class Offering(Orderable):
    """What a unit offers standing, as opposed to a dated activity."""

    page = ParentalKey(ResourceUnitPage, on_delete=models.CASCADE, related_name="offerings")
    kind = models.CharField("种类", max_length=4, choices=ResourceKind.choices)
    name = models.CharField("名称", max_length=100)
    for_whom = models.CharField("面向", max_length=100, blank=True)
    capacity = models.PositiveIntegerField("一次可接待（人）", null=True, blank=True)
    price = models.CharField("费用", max_length=60, help_text="用文字写明，如：免费；材料费20元。")
    conditions = ChoiceListField("条件", vocabulary=Condition)
    booking = models.CharField("预约办法", max_length=300, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = "资源"

    def __str__(self) -> str:
        return self.name

    @property
    def condition_labels(self) -> list[str]:
        return labels_of(Condition, self.conditions)


class Activity(Orderable):
    """A dated activity, planned or held."""

    class State(models.TextChoices):
        PLANNED = "PLANNED", "计划"
        HELD = "HELD", "已开展"

    page = ParentalKey(ResourceUnitPage, on_delete=models.CASCADE, related_name="activities")
    kind = models.CharField("种类", max_length=4, choices=ActivityKind.choices)
    title = models.CharField("名称", max_length=120)
    date = models.DateField("日期")
    state = models.CharField("状态", max_length=8, choices=State.choices, default=State.PLANNED)
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = "活动"

    def __str__(self) -> str:
        return f"{self.date} {self.title}"
