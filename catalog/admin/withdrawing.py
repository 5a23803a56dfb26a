"""The screen, the buttons and the bulk action of 紧急撤下.

Decided here: who has the right to publish on the item's part of the tree may withdraw it, a county's editor their
own county's: who hears of a complaint first acts first. It asks for one sentence and nothing else.
"""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from catalog.admin.whole_lists import WholeListAction
from catalog.models import CatalogPage
from catalog.models.reviewed import ReviewedRights
from catalog.publication.withdrawing import can_be_withdrawn, item_withdraw

LABEL = "紧急撤下"


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label="撤下的原因",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="例如：家长反映照片里有孩子的脸。会记入日志和撤下报告，访客看不到。",
    )


def may_withdraw(user: Any, page: Page) -> bool:
    rights = page.permissions_for_user(user)
    return isinstance(rights, ReviewedRights) and rights.may_withdraw()


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    item = get_object_or_404(CatalogPage, pk=pk)
    if not may_withdraw(request.user, item):
        raise PermissionDenied
    back = get_valid_next_url_from_request(request) or reverse("wagtailadmin_pages:edit", args=[pk])
    if not can_be_withdrawn(item):
        messages.info(request, f"“{item.title}”现在没有公开，也没有在等发布，不用撤下。")
        return redirect(back)
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        item_withdraw(item=item, user=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, f"“{item.title}”已撤下。要再发布，请修改后重新送审。")
        return redirect(back)
    context = {
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": "首页"},
            {"url": reverse("wagtailadmin_pages:edit", args=[pk]), "label": item.title},
            {"url": "", "label": LABEL},
        ],
        "header_title": LABEL,
        "header_icon": "warning",
        "item": item,
        "form": form,
        "next": back,
    }
    return TemplateResponse(request, "catalog/admin/withdraw.html", context)


class WithdrawMenuItem(ActionMenuItem):
    """In the edit form's footer, in the place of Wagtail's 取消发布."""

    name = "action-withdraw"
    label = LABEL
    icon_name = "warning"

    def is_shown(self, context: dict[str, Any]) -> bool:
        page = context.get("page")
        if context["view"] != "edit" or not isinstance(page, CatalogPage):
            return False
        return may_withdraw(context["request"].user, page) and can_be_withdrawn(page)

    def get_url(self, parent_context: dict[str, Any]) -> str:
        return reverse("desk:withdraw", args=[parent_context["page"].pk])


def listing_buttons(page: Page, user: Any, next_url: str | None = None) -> list[Button]:
    """register_page_listing_more_buttons"""
    is_item = issubclass(page.specific_class or Page, CatalogPage)
    if not (is_item and page.live and may_withdraw(user, page.specific_deferred)):
        return []
    query = f"?next={next_url}" if next_url else ""
    address = reverse("desk:withdraw", args=[page.pk]) + query
    return [Button(LABEL, address, icon_name="warning", priority=40)]


class WithdrawBulkAction(WholeListAction):
    """In the place of Wagtail's "unpublish", which asks for no reason."""

    display_name = LABEL
    action_type = "unpublish"
    aria_label = "紧急撤下所选内容"
    template_name = "catalog/admin/withdraw_bulk.html"
    action_priority = 50
    form_class = WithdrawForm
    classes = {"serious"}

    def check_perm(self, page: Page) -> bool:
        if not issubclass(page.specific_class or Page, CatalogPage):
            return False
        item = page.specific_deferred
        return may_withdraw(self.request.user, item) and can_be_withdrawn(item)

    def get_execution_context(self) -> dict[str, Any]:
        return {**super().get_execution_context(), **self.cleaned_form.cleaned_data}

    @classmethod
    def execute_action(
        cls, objects: list[Page], user: Any = None, reason: str = "", **kwargs: Any
    ) -> tuple[int, int]:
        for page in objects:
            item_withdraw(item=CatalogPage.objects.get(pk=page.pk), user=user, reason=reason)
        return len(objects), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        return f"已撤下{num_parent_objects}项。"
