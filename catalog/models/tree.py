"""The places of the tree: Home › county › kind › items. Rights of a county hang on its subtree."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from wagtail.models import Page

from accounts.models import Organisation
from catalog.models.choices import ItemKind
from catalog.models.restrictions import PrivacyAskedOnce


class CountyIndexPage(PrivacyAskedOnce, Page):
    """A county unit's place: what its editors may edit, and its page for the public."""

    organisation = models.OneToOneField(
        Organisation, verbose_name="县区", on_delete=models.PROTECT, related_name="county_page"
    )

    # Made from the organisations (catalog.places), not by hand.
    is_creatable = False
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["catalog.KindIndexPage"]
    template = "catalog/listing.html"

    class Meta:
        verbose_name = "县区首页"
        verbose_name_plural = "县区首页"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from catalog.listings import Listing

        listing = Listing(request.GET, fixed={"county": self.organisation.code})
        return {**super().get_context(request, *args, **kwargs), "listing": listing, "heading": self.title}


class KindIndexPage(PrivacyAskedOnce, Page):
    """The items of one kind of one county. Its address is frozen: renaming it would rewrite every item's."""

    kind = models.CharField("种类", max_length=12, choices=ItemKind.choices)

    is_creatable = False
    parent_page_types: ClassVar[list[str]] = ["catalog.CountyIndexPage"]
    subpage_types: ClassVar[list[str]] = [
        "catalog.LessonPage",
        "catalog.LessonPlanPage",
        "catalog.StudyRoutePage",
        "catalog.ResourceUnitPage",
        "catalog.CollectionPage",
    ]
    template = "catalog/listing.html"

    class Meta:
        verbose_name = "种类目录"
        verbose_name_plural = "种类目录"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from catalog.listings import Listing

        county = self.get_parent().specific
        listing = Listing(request.GET, fixed={"kind": self.kind, "county": county.organisation.code})
        heading = f"{county.title} · {self.get_kind_display()}"
        return {**super().get_context(request, *args, **kwargs), "listing": listing, "heading": heading}
