"""What is asked: 没找到的搜索, and 常被搜的话 from which an editor takes suggestions.

Decided here: both are read by whoever may view their rows (the city's editors and managers); what may be done about a
row is offered to those who may do it. Not here: what is counted at all (asking.py, wishes.py).
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import django_filters
from django.db.models import Count, Max, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView

from catalog.admin.exports import Columns, ExportMixin
from catalog.models import Grade, Theme
from catalog.terms import terms
from search.analysis import normalise
from search.asking import blocked_word
from search.models import AskedQuery, SuggestedQuery, Wish
from search.vocabulary import vocabulary

PERIODS = {"7": "最近7天", "30": "最近30天", "90": "最近90天", "365": "最近一年"}
GROUPS = {"": ["text", "theme", "stage"], "theme": ["theme"], "stage": ["stage"]}


def _roots(model: Any) -> list[tuple[str, str]]:
    return [(term.code, term.name) for term in terms(model).values() if not term.parent]


def _name(model: Any, code: str) -> str:
    return next((term.name for term in terms(model).values() if term.code == code), "")


class LinksColumn(Column):
    """What may be done about a row: `links` says (label, address) of a row and a user."""

    cell_template_name = "search/admin/_links.html"

    def __init__(self, *args: Any, links: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._links = links

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        context["links"] = self._links(instance, parent_context["request"].user)
        return context


def _search_link(text: str) -> tuple[str, str]:
    return "看现在找到什么", f"{reverse('search:search')}?{urlencode({'q': text})}"


def wish_links(row: dict[str, Any], user: Any) -> Iterable[tuple[str, str]]:
    """From a wish to a synonym that would have found something."""
    if not row.get("text"):
        return
    yield _search_link(row["text"])
    if user.has_perm("search.add_synonym"):
        address = reverse("wagtailsnippets_search_synonym:add")
        yield "做成同义说法", f"{address}?{urlencode({'said': row['text']})}"


def asked_links(row: AskedQuery, user: Any) -> Iterable[tuple[str, str]]:
    """From what many ask to a suggestion."""
    yield _search_link(row.text)
    if user.has_perm("search.add_suggestedquery"):
        address = reverse("wagtailsnippets_search_suggestedquery:add")
        yield "设为推荐词", f"{address}?{urlencode({'text': row.text})}"


class WishFilterSet(WagtailFilterSet):
    period = django_filters.ChoiceFilter(
        label="时间", choices=list(PERIODS.items()), method="since", empty_label="全部"
    )
    theme = django_filters.ChoiceFilter(label="可能的主题", choices=lambda: _roots(Theme))
    stage = django_filters.ChoiceFilter(label="学段", choices=lambda: _roots(Grade))
    group = django_filters.ChoiceFilter(
        label="合计", choices=[("theme", "按主题"), ("stage", "按学段")], method="as_is", empty_label="按说法"
    )

    class Meta:
        model = Wish
        fields: list[str] = []

    def since(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(day__gt=timezone.localdate() - timedelta(days=int(value)))

    def as_is(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """How the rows are added up, not which there are."""
        return queryset


class WishView(ExportMixin, ReportView):
    model = Wish
    any_permission_required = ["view"]
    page_title = "没找到的搜索"
    header_icon = "search"
    index_url_name = "search_desk:wishes"
    index_results_url_name = "search_desk:wishes_results"
    filterset_class = WishFilterSet
    is_searchable = False
    paginate_by = 50
    export_filename = "没找到的搜索"
    no_results_message = "这段时间搜的都找到了。"
    export_columns: Columns = {
        "说法": lambda row: row.get("text", ""),
        "可能的主题": lambda row: _name(Theme, row.get("theme", "")),
        "学段": lambda row: _name(Grade, row.get("stage", "")),
        "搜了几次": lambda row: row["asked"],
        "点了几次课": lambda row: row["orders"],
        "有几天": lambda row: row["on_days"],
        "最近": lambda row: row["last"],
    }

    @property
    def columns(self) -> list[Column]:
        group = GROUPS[self._group]
        known = {
            "text": Column("text", label="说法"),
            "theme": Column(
                "theme", label="可能的主题", accessor=lambda row: _name(Theme, row["theme"]) or "说不准"
            ),
            "stage": Column(
                "stage", label="学段", accessor=lambda row: _name(Grade, row["stage"]) or "没有说"
            ),
        }
        return [
            *(known[name] for name in group),
            Column("asked", label="搜了几次"),
            Column("orders", label="点了几次课"),
            Column("on_days", label="有几天"),
            Column("last", label="最近"),
            *([LinksColumn("links", label="可以做的", links=wish_links)] if "text" in group else []),
        ]

    @property
    def _group(self) -> str:
        asked = self.request.GET.get("group", "")
        return asked if asked in GROUPS else ""

    def get_filtered_queryset(self) -> Any:
        wishes = self.filter_queryset(Wish.objects.all())
        return (
            wishes.values(*GROUPS[self._group])
            .annotate(
                asked=Sum("times"),
                orders=Sum("ordered"),
                on_days=Count("day", distinct=True),
                last=Max("day"),
            )
            .order_by("-orders", "-asked", *GROUPS[self._group])
        )


class AskedView(ExportMixin, ReportView):
    """What many people asked on several days and no editor has approved yet."""

    model = AskedQuery
    any_permission_required = ["view"]
    page_title = "常被搜的话"
    header_icon = "group"
    index_url_name = "search_desk:asked"
    index_results_url_name = "search_desk:asked_results"
    is_searchable = False
    paginate_by = 50
    export_filename = "常被搜的话"
    no_results_message = "还没有哪句话在几天里被很多人搜过。"
    export_columns: Columns = {
        "说法": lambda row: row.text,
        "搜了几次": lambda row: row.times,
        "有几天": lambda row: row.days,
        "最近": lambda row: row.last_day,
    }
    columns = [
        Column("text", label="说法"),
        Column("times", label="搜了几次"),
        Column("days", label="有几天"),
        Column("last_day", label="最近"),
        LinksColumn("links", label="可以做的", links=asked_links),
    ]

    def get_filtered_queryset(self) -> Any:
        approved = {normalise(text) for text in SuggestedQuery.objects.values_list("text", flat=True)}
        blocked = vocabulary().blocked
        rows = AskedQuery.objects.exclude(text="").order_by("-times", "text")
        return [row for row in rows if row.text not in approved and not blocked_word(row.text, blocked)]
