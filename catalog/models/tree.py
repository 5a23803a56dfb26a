"""The places of the tree: Home › county › kind › items. Rights of a county hang on its subtree.

Decided here: a county's rights reach its own place, too, but a place is furniture: editors of whatever level
change its words; only an administrator takes it away, nobody gives it another address or another parent.
"""

from typing import Any, ClassVar

from django.db import models
from django.utils.functional import cached_property
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PagePermissionTester

from accounts.models import Organisation
from catalog.models.choices import ItemKind
from catalog.models.restrictions import PrivacyAskedOnce
from catalog.models.reviewed import ReviewedPage, ReviewedRights

FRONT_DEPTH = 2


class PlaceRights(ReviewedRights):
    """What an editor may do with a place itself. Moving follows from deleting, as in Wagtail."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return bool(self.user.is_superuser and super().can_delete(ignore_bulk))

    def can_unpublish(self) -> bool:
        return bool(self.user.is_superuser and self.page.live and not self.page_locked())

    def can_copy(self) -> bool:
        return False

    def can_set_view_restrictions(self) -> bool:
        # Hiding a whole county or kind is for those who hold the front page.
        front = Page.objects.get(path=self.page.path[: FRONT_DEPTH * Page.steplen])
        return bool(PagePermissionTester(self.user, front).can_set_view_restrictions())


class Place(ReviewedPage, PrivacyAskedOnce, Page):
    """What county and kind have in common: no address, date or parent that a form could change."""

    # What a visitor sees is made by catalog.views.place, which a preview does not go through.
    preview_modes: ClassVar[list[Any]] = []

    promote_panels = [FieldPanel("seo_title"), FieldPanel("search_description")]
    settings_panels: ClassVar[list[Any]] = []

    class Meta:
        abstract = True

    @property
    def listed(self) -> dict[str, str]:
        """The facets that its list keeps."""
        raise NotImplementedError

    @property
    def heading(self) -> str:
        """What stands above its list."""
        raise NotImplementedError

    def permissions_for_user(self, user: Any) -> PlaceRights:
        return PlaceRights(user, self)

    def can_move_to(self, parent: Page) -> bool:
        """Binds administrators, too: another parent would be another county or kind."""
        return False


class CountyIndexPage(Place):
    """A county unit's place: what its editors may edit, and its page for the public."""

    organisation = models.OneToOneField(
        Organisation, verbose_name="县区", on_delete=models.PROTECT, related_name="county_page"
    )

    # Made from the organisations (catalog.places), not by hand. Wagtail asks each class for itself.
    is_creatable = False
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["catalog.KindIndexPage"]
    template = "catalog/listing.html"

    class Meta:
        verbose_name = "县区首页"
        verbose_name_plural = "县区首页"

    @property
    def listed(self) -> dict[str, str]:
        return {"county": self.organisation.code}

    @property
    def heading(self) -> str:
        return self.title


class KindIndexPage(Place):
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

    @cached_property
    def county_page(self) -> CountyIndexPage:
        return self.get_parent().specific

    @property
    def listed(self) -> dict[str, str]:
        return {"kind": self.kind, "county": self.county_page.organisation.code}

    @property
    def heading(self) -> str:
        return f"{self.county_page.title} · {self.get_kind_display()}"
