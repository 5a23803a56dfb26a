"""Merging a theme into another, with the items concerned shown before anything happens."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log

from catalog.admin.term_forms import ThemeMergeForm
from catalog.models import CatalogPage, Theme
from catalog.retagging import theme_merge

PER_PAGE = 50
LIST = "wagtailsnippets_catalog_theme:list"


def may_merge(user: Any) -> bool:
    """A merge changes items of every county, so it is for those who keep the vocabulary."""
    return bool(user.has_perm("catalog.change_theme"))


@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    if not may_merge(request.user):
        raise PermissionDenied
    source = get_object_or_404(Theme, pk=pk)
    form = ThemeMergeForm(request.POST or None, source=source)
    if form.is_valid():
        target = form.cleaned_data["target"]
        try:
            changed = theme_merge(source=source, target=target)
        except ValidationError as senseless:
            form.add_error("target", senseless)
        else:
            log(source, "wagtail.edit", user=request.user)
            messages.success(request, f"“{source.name}”已并入“{target.name}”，{changed}项资源跟着改了。")
            return redirect(LIST)
    held = CatalogPage.objects.filter(theme_items__tag=source).select_related("county")
    held = held.annotate_approved_schedule().order_by("title")
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": "首页"},
        {"url": reverse(LIST), "label": "主题"},
        {"url": "", "label": f"合并“{source.name}”"},
    ]
    context = {
        "breadcrumbs_items": crumbs,
        "header_title": "合并主题",
        "header_icon": "tag",
        "source": source,
        "form": form,
        "items": Paginator(held, PER_PAGE).get_page(request.GET.get("p")),
    }
    return TemplateResponse(request, "catalog/admin/theme_merge.html", context)


def listing_buttons(snippet: Any, user: Any, next_url: str | None = None) -> list[Button]:
    """The way to the screen from the list of themes (register_snippet_listing_buttons)."""
    if not isinstance(snippet, Theme) or snippet.merged_into_id or not may_merge(user):
        return []
    address = reverse("desk:theme_merge", args=[snippet.pk])
    return [Button("并入别的主题", address, icon_name="decline", priority=50)]
