"""A list per kind, of what the user may change or manages, with filters and a spreadsheet.

Decided here: a list shows exactly the items of `readable_items` (an ancestor in the tree opens nothing); who may
only read gets no boxes to tick and no links to edit; all that a row or a line of the spreadsheet says comes with
the list, whatever its length.
"""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.choose_parent import ChooseParentView
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.pages import PageListingViewSet

from catalog.admin.exports import Columns, ExportMixin
from catalog.admin.filters import ItemFilterSet
from catalog.admin.menus import ReadersMenuItem
from catalog.admin.rights import ForReaders, is_editor, readable_items
from catalog.models import (
    CatalogPage,
    CatalogQuerySet,
    CollectionPage,
    KindIndexPage,
    LessonPage,
    LessonPlanPage,
    ResourceUnitPage,
    StudyRoutePage,
)
from catalog.models.choices import ItemKind

# Where the items of a kind are listed.
KIND_LISTS = {
    ItemKind.LESSON: "desk_lessons:index",
    ItemKind.PLAN: "desk_plans:index",
    ItemKind.ROUTE: "desk_routes:index",
    ItemKind.UNIT: "desk_units:index",
    ItemKind.COLLECTION: "desk_collections:index",
}

WIDE = "desk-wide"  # columns that a phone has no room for


def _themes(item: CatalogPage) -> str:
    return "、".join(term.name for term in item.theme_terms)


def _grades(item: CatalogPage) -> str:
    return "、".join(item.grade_names)


def _county(item: CatalogPage) -> str:
    return item.county.short_name if item.county else ""


def _short_address(item: CatalogPage) -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("catalog:short", args=[item.short_id])


ITEM_COLUMNS: Columns = {
    "题目": lambda item: item.title,
    "种类": lambda item: item.kind_label,
    "县区": _county,
    "单位": lambda item: item.source_organisation.name if item.source_organisation else "",
    "作者": lambda item: "、".join(item.author_names),
    "年级": _grades,
    "主题": _themes,
    "时长（分钟）": lambda item: item.minutes,
    "年度": lambda item: item.year,
    "推介级别": lambda item: item.get_recommended_level_display(),
    "状态": lambda item: str(item.status_string),
    "短编号": lambda item: item.short_id,
    "网址": _short_address,
}


def with_row_facts(items: CatalogQuerySet) -> CatalogQuerySet:
    """All that rows and spreadsheets say of items, in a fixed number of queries."""
    return (
        items.defer_streamfields()
        .select_related("county", "source_organisation")
        .prefetch_related("content_type", "sites_rooted_here", "grade_items", "theme_items", "authors")
        .prefetch_workflow_states()
        .annotate_site_root_state()
        .annotate_approved_schedule()
    )


class ItemIndexView(ForReaders, ExportMixin, IndexView):
    export_columns = ITEM_COLUMNS

    def get_base_queryset(self) -> QuerySet:
        return with_row_facts(readable_items(self.request.user, self.model))

    def get_table(self, object_list: Any) -> Any:
        table = super().get_table(object_list)
        if not is_editor(self.request.user):
            table.columns.pop("bulk_actions", None)
        return table


class ItemParentView(ChooseParentView):
    """Only the places of this kind: a county's editor has one and goes straight to the form."""

    def get_valid_parent_pages(self, user: Any) -> QuerySet:
        places = KindIndexPage.objects.filter(kind=self.model.item_kind)
        return super().get_valid_parent_pages(user).filter(pk__in=places.values("pk"))


class ItemListing(PageListingViewSet):
    index_view_class = ItemIndexView
    choose_parent_view_class = ItemParentView
    filterset_class = ItemFilterSet
    menu_item_class = ReadersMenuItem
    columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label="题目", sort_key="title", classname="title"),
        Column("county", label="县区", accessor=_county, sort_key="county__code"),
        Column("grades", label="年级", accessor=_grades, classname=WIDE),
        Column("themes", label="主题", accessor=_themes),
        Column("year", label="年度", sort_key="year", classname=WIDE),
        DateColumn(
            "latest_revision_created_at", label="更新", sort_key="latest_revision_created_at", classname=WIDE
        ),
        PageStatusColumn("status", label="状态", sort_key="live"),
    ]


def _listing(model: type[CatalogPage], name: str, label: str, icon: str) -> ItemListing:
    return ItemListing(
        f"desk_{name}",
        model=model,
        url_prefix=f"desk/{name}",
        icon=icon,
        menu_label=label,
        menu_name=f"desk-{name}",
        export_filename=label,
    )


class ItemListings(ViewSetGroup):
    """The kinds in the admin's menu, as an editor thinks of them."""

    menu_label = "资源"
    menu_name = "desk"
    menu_icon = "folder-open-inverse"
    menu_order = 110
    submenu_hook = "register_desk_menu_item"
    items = (
        _listing(LessonPage, "lessons", "课例微课", "media"),
        _listing(LessonPlanPage, "plans", "教案", "doc-full"),
        _listing(StudyRoutePage, "routes", "研学线路", "site"),
        _listing(ResourceUnitPage, "units", "场馆和资源单位", "home"),
        _listing(CollectionPage, "collections", "专题", "list-ul"),
    )
