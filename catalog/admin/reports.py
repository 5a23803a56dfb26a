"""Reports: what is still to complete (待补), how themes and stages are covered, and what a month brought and took.

Decided here: a report speaks of the items that its reader may change or manages, and of no others; a number of the
matrix leads to the list with the same filters, so that both show the same items; a title leads an editor to the
form, and who only reads to what visitors see.
"""

from functools import partial
from typing import Any
from urllib.parse import urlencode

import django_filters
from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localtime
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from catalog.admin import missing, month
from catalog.admin.coverage import CoverageRow, coverage, stages
from catalog.admin.exports import Columns, ExportMixin
from catalog.admin.filters import FacetFilter, ItemFilterSet, StateFilter
from catalog.admin.listings import ITEM_COLUMNS, KIND_LISTS, with_row_facts
from catalog.admin.rights import ForReaders, is_editor, readable_items, reads_all
from catalog.models import CatalogPage, CatalogQuerySet
from catalog.models.choices import ItemKind


class ItemColumn(TitleColumn):
    """A title that leads where its reader may go."""

    def get_link_url(self, instance: Any, parent_context: Any) -> str | None:
        item = getattr(instance, "item", instance)
        if item is None or not is_editor(parent_context["request"].user):
            return item.url if item is not None and item.live else None
        return reverse("wagtailadmin_pages:edit", args=[item.pk])


def missing_words(item: CatalogPage) -> str:
    return "；".join(missing.labels(item))


class MissingFilter(django_filters.MultipleChoiceFilter):
    """The queryset comes from `missing.incomplete`, so every item of it carries its marks."""

    def filter(self, queryset: CatalogQuerySet, value: list[str]) -> CatalogQuerySet:
        return missing.incomplete(queryset, value) if value else queryset


class ToCompleteFilterSet(ItemFilterSet):
    missing = MissingFilter(
        label="缺什么", choices=list(missing.LABELS.items()), widget=forms.CheckboxSelectMultiple
    )
    kind = FacetFilter("kind")


class ToCompleteView(ForReaders, ExportMixin, ReportView):
    model = CatalogPage
    page_title = "待补"
    header_icon = "warning"
    index_url_name = "desk:to_complete"
    index_results_url_name = "desk:to_complete_results"
    filterset_class = ToCompleteFilterSet
    is_searchable = False
    default_ordering = "-latest_revision_created_at"
    export_filename = "待补"
    export_columns: Columns = {"缺什么": missing_words, **ITEM_COLUMNS}
    no_results_message = "没有要补的了。"
    columns = [
        ItemColumn("title", label="题目", sort_key="title"),
        Column("missing", label="缺什么", accessor=missing_words),
        Column("kind", label="种类", accessor="kind_label", sort_key="kind"),
        Column("county", label="县区", accessor="county.short_name", sort_key="county__code"),
        Column("state", label="状态", accessor="status_string"),
        DateColumn("latest_revision_created_at", label="更新", sort_key="latest_revision_created_at"),
    ]

    def get_base_queryset(self) -> QuerySet:
        return missing.incomplete(with_row_facts(readable_items(self.request.user)))

    def get_filtered_queryset(self) -> QuerySet:
        # ReportView would filter a second time what get_queryset has filtered.
        return self.get_queryset()


class CoverageFilterSet(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(
        label="种类",
        choices=[choice for choice in ItemKind.choices if choice[0] != ItemKind.LESSON],
        empty_label=ItemKind.LESSON.label,
    )
    county = FacetFilter("county")
    state = StateFilter()
    year = FacetFilter("year")

    class Meta:
        model = CatalogPage
        fields: list[str] = []


class CoverageView(ForReaders, ExportMixin, ReportView):
    """The matrix theme × stage of one kind: lessons, unless another is chosen."""

    model = CatalogPage
    page_title = "主题与学段覆盖"
    header_icon = "table"
    index_url_name = "desk:coverage"
    index_results_url_name = "desk:coverage_results"
    filterset_class = CoverageFilterSet
    is_searchable = False
    paginate_by = None
    export_filename = "主题与学段覆盖"

    @property
    def kind(self) -> str:
        asked = self.request.GET.get("kind", "")
        return asked if asked in KIND_LISTS else ItemKind.LESSON

    @property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("theme", label="主题", accessor="theme.name", get_url=self._list_address),
            *(
                TitleColumn(
                    f"stage_{stage.code}",
                    label=stage.name,
                    accessor=partial(_count, stage.code),
                    get_url=partial(self._list_address, stage=stage.code),
                )
                for stage in stages()
            ),
        ]

    @property
    def export_columns(self) -> Columns:  # type: ignore[override]
        counts: Columns = {stage.name: partial(_count, stage.code) for stage in stages()}
        return {"主题": lambda row: row.theme.name, **counts}

    def get_filtered_queryset(self) -> Any:
        items = readable_items(self.request.user).filter(kind=self.kind)
        return coverage(self.filter_queryset(items))

    def _list_address(self, row: CoverageRow, stage: str = "") -> str:
        query = {
            "theme": [row.theme.code],
            "grade": [stage] if stage else [],
            **{name: self.request.GET.getlist(name) for name in ("county", "state", "year")},
        }
        return f"{reverse(KIND_LISTS[ItemKind(self.kind)])}?{urlencode(query, doseq=True)}"


def _count(stage: str, row: CoverageRow) -> int:
    return row.counts[stage]


class MonthFilterSet(django_filters.FilterSet):
    month = django_filters.ChoiceFilter(
        label="月份", choices=lambda: month.months()[1:], empty_label="本月", method="all_of_them"
    )
    kind = FacetFilter("kind")
    county = FacetFilter("county")

    class Meta:
        model = CatalogPage
        fields: list[str] = []

    def all_of_them(self, queryset: CatalogQuerySet, name: str, value: str) -> CatalogQuerySet:
        return queryset  # the month is about what happened, not about which items


MONTH_COLUMNS: Columns = {
    "时间": lambda change: localtime(change.at).strftime("%Y-%m-%d %H:%M"),
    "发生了什么": lambda change: change.what,
    "题目": lambda change: change.title,
    "种类": lambda change: change.item.kind_label if change.item else "",
    "县区": lambda change: change.item.county.short_name if change.item and change.item.county else "",
    "原因": lambda change: change.reason,
    "谁": lambda change: change.by,
}


class MonthView(ForReaders, ExportMixin, ReportView):
    """What was published for the first time and what was taken away, this month or an earlier one."""

    model = CatalogPage
    page_title = "本月新增与撤下"
    header_icon = "calendar-alt"
    index_url_name = "desk:month"
    index_results_url_name = "desk:month_results"
    filterset_class = MonthFilterSet
    is_searchable = False
    paginate_by = None
    export_filename = "新增与撤下"
    export_columns = MONTH_COLUMNS
    no_results_message = "这个月没有新增，也没有撤下。"
    columns = [
        Column("when", label="时间", accessor=MONTH_COLUMNS["时间"]),
        Column("what", label="发生了什么"),
        ItemColumn("title", label="题目"),
        Column("kind", label="种类", accessor=MONTH_COLUMNS["种类"]),
        Column("county", label="县区", accessor=MONTH_COLUMNS["县区"]),
        Column("reason", label="原因"),
        Column("by", label="谁"),
    ]

    def get_filtered_queryset(self) -> Any:
        asked, known = self.request.GET.get("month", ""), dict(month.months())
        items = self.filter_queryset(readable_items(self.request.user))
        narrowed = self.request.GET.get("county") or self.request.GET.get("kind")
        return month.changes(
            items,
            asked if asked in known else next(iter(known)),
            with_deleted=not narrowed and reads_all(self.request.user),
        )
