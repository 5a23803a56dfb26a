"""What Wagtail's edit view would let pass in silence, said before it begins (before_edit_page, before_copy_page) or
when it has ended (after_edit_page).

Decided here: a button that is no longer anybody's answers in words; what was typed is kept, as a draft or in the
form. Nothing is decided here about who may look (catalog.models.looks).
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.models import Page

from catalog.models.reviewed import ReviewedPage
from catalog.publication.steps import step_was_left

NOT_BY_HAND = "发布要经过审核，所以没有直接发布；您写的已存为草稿。请点“送审”，审核完成后自动发布。"
NO_COPIES = "发布要经过审核，所以副本只能是草稿。没有复制；请去掉“发布”或“别名”的勾再复制。"


def before_edit(request: HttpRequest, page: Page) -> HttpResponse | None:
    """before_edit_page"""
    if request.method == "POST" and isinstance(page, ReviewedPage):
        if request.POST.get("action-publish"):
            messages.warning(request, NOT_BY_HAND)
        if left := step_was_left(page, request.user, request.POST):
            messages.error(request, left)  # the form refuses, too, and keeps what was typed
    return None


def after_edit(request: HttpRequest, page: Page) -> None:
    """after_edit_page: what came of a look; Wagtail only says that the page was updated."""
    item: Any = page
    if not request.POST.get("action-workflow-action") or not isinstance(item, ReviewedPage):
        return
    item = Page.objects.get(pk=page.pk)
    if request.POST.get("workflow-action-name") == "reject":
        messages.success(request, "已退回修改，送审的人会看到您写的原因。")
    elif step := item.current_workflow_task:
        messages.success(request, f"您的通过已记下。接下来是{step.name}，由另一位编辑做。")
    elif item.scheduled_revision:
        messages.success(request, "您的通过已记下。审核完成，到定好的时间自动发布。")
    elif item.live:
        messages.success(request, "您的通过已记下。审核完成，已发布，家长现在就能看到。")


def looks_first(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """construct_page_action_menu: whose look it is finds the look on the button, and saving behind it."""
    menu_items.sort(key=lambda item: {"approve": 0, "reject": 1}.get(item.name, 2))


def before_copy(request: HttpRequest, page: Page) -> HttpResponse | None:
    """before_copy_page: Wagtail asks for the right to publish before it offers these, but not before an alias."""
    wanted = request.POST.get("alias") or request.POST.get("publish_copies")
    if request.method == "POST" and wanted and isinstance(page.specific, ReviewedPage):
        messages.error(request, NO_COPIES)
        return redirect("wagtailadmin_pages:copy", page.pk)
    return None
