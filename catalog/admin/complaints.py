"""The queue of visitors' complaints: a list, and one complaint with what can be done about it.

Decided here: whose item it is answers for it; the contact is shown on the complaint alone, in no list and no
spreadsheet; the log of the item says that it was complained of and answered, and never by whom.
"""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.log_actions import LogFormatter, log

from catalog.admin.exports import Columns, ExportMixin
from catalog.admin.rights import editable_items
from catalog.admin.withdrawing import may_withdraw
from catalog.models import Complaint
from catalog.publication.withdrawing import can_be_withdrawn

ANSWERED = "catalog.complaint"


def complaints_of(user: Any) -> QuerySet[Complaint]:
    """The complaints of the items that the user may change."""
    return Complaint.objects.filter(item__in=editable_items(user).order_by().values("pk"))


def _item(complaint: Complaint) -> str:
    return str(complaint.item.title)


def _county(complaint: Complaint) -> str:
    return complaint.item.county.short_name if complaint.item.county else ""


class ComplaintFilterSet(WagtailFilterSet):
    class Meta:
        model = Complaint
        fields = ["state", "kind"]


class ComplaintsView(ExportMixin, ReportView):
    model = Complaint
    page_title = "投诉"
    header_icon = "mail"
    index_url_name = "desk:complaints"
    index_results_url_name = "desk:complaints_results"
    filterset_class = ComplaintFilterSet
    is_searchable = False
    default_ordering = "-made_at"
    export_filename = "投诉"
    export_columns: Columns = {
        "编号": lambda complaint: complaint.number,
        "资源": _item,
        "县区": _county,
        "事由": lambda complaint: complaint.get_kind_display(),
        "说明": lambda complaint: complaint.words,
        "收到": lambda complaint: f"{timezone.localtime(complaint.made_at):%Y-%m-%d %H:%M}",
        "状态": lambda complaint: complaint.get_state_display(),
        "处理说明": lambda complaint: complaint.note,
    }
    no_results_message = "没有投诉。"
    columns = [
        TitleColumn(
            "number",
            label="编号",
            get_url=lambda complaint: reverse("desk:complaint", args=[complaint.pk]),
            sort_key="number",
        ),
        Column("item", label="资源", accessor=_item),
        Column("county", label="县区", accessor=_county),
        Column("kind", label="事由", accessor="get_kind_display", sort_key="kind"),
        Column("state", label="状态", accessor="get_state_display", sort_key="state"),
        DateColumn("made_at", label="收到", sort_key="made_at"),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not editable_items(request.user).exists():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def user_has_any_permission(self, permissions: Any) -> bool:
        return True  # asked above: the right follows from the items, not from the model

    def get_base_queryset(self) -> QuerySet:
        return complaints_of(self.request.user).select_related("item__county")

    def get_filtered_queryset(self) -> QuerySet:
        # ReportView would filter a second time what get_queryset has filtered.
        return self.get_queryset()


class AnswerForm(forms.ModelForm):
    class Meta:
        model = Complaint
        fields = ["state", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 4})}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("state") == Complaint.State.DONE and not cleaned.get("note", "").strip():
            self.add_error("note", "请写一句是怎么处理、怎么答复的。")
        return cleaned


@require_http_methods(["GET", "POST"])
def complaint(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Complaint.objects.select_related("item__county", "handled_by"), pk=pk)
    if not complaints_of(request.user).filter(pk=pk).exists():
        raise PermissionDenied
    form = AnswerForm(request.POST or None, instance=found)
    if form.is_valid():
        found = form.save(commit=False)
        found.handled_by, found.handled_at = request.user, timezone.now()
        found.save()
        data = {"number": found.number, "state": found.get_state_display()}
        log(found.item.specific, ANSWERED, user=request.user, data=data)
        messages.success(request, f"投诉{found.number}已记为“{found.get_state_display()}”。")
        return redirect("desk:complaints")
    item = found.item
    context = {
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": "首页"},
            {"url": reverse("desk:complaints"), "label": "投诉"},
            {"url": "", "label": found.number},
        ],
        "header_title": f"投诉 {found.number}",
        "header_icon": "mail",
        "complaint": found,
        "item": item,
        "may_withdraw": may_withdraw(request.user, item) and can_be_withdrawn(item),
        "form": form,
    }
    return TemplateResponse(request, "catalog/admin/complaint.html", context)


def register_actions(actions: Any) -> None:
    """register_log_actions"""

    @actions.register_action(ANSWERED)
    class Answered(LogFormatter):
        label = "处理投诉"

        def format_message(self, log_entry: Any) -> str:
            return f"投诉{log_entry.data['number']}：{log_entry.data['state']}"
