"""The catalogue's public lists and short addresses. Items are pages and serve themselves."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from catalog.listings import Listing
from catalog.models import CatalogPage, Grade, Theme
from catalog.models.base import withdrawn_page
from catalog.models.choices import ItemKind
from catalog.models.tree import Place


@dataclass(frozen=True)
class Step:
    """A place on the way from the front page to a list."""

    label: str
    address: str


def _listing(
    request: HttpRequest, heading: str, fixed: dict[str, str], above: Step | None = None
) -> HttpResponse:
    listing = Listing(request.GET, fixed=fixed)
    return render(request, "catalog/listing.html", {"listing": listing, "heading": heading, "above": above})


def _parent(term: Theme | Grade, name: str) -> Step | None:
    """The list of the term above."""
    above = term.parent
    return Step(above.name, reverse(f"catalog:{name}", args=[above.code])) if above else None


def place(request: HttpRequest, page: Place) -> HttpResponse:
    """The list of a county, or of one kind in a county."""
    context = {"listing": Listing(request.GET, fixed=page.listed), "heading": page.heading}
    if "kind" in page.listed:
        context["crumb"] = page.get_kind_display()
        context["above"] = Step(page.county_page.title, page.county_page.get_url(request))
    return render(request, page.template, {**page.get_context(request), **context})


def all_items(request: HttpRequest) -> HttpResponse:
    """Everything, with all filters."""
    return _listing(request, "全部资源", {})


def by_kind(request: HttpRequest, kind: str) -> HttpResponse:
    """All items of one kind over all counties."""
    if kind not in ItemKind.values:
        raise Http404
    return _listing(request, ItemKind(kind).label, {"kind": kind})


def by_theme(request: HttpRequest, code: str) -> HttpResponse:
    """All items of a theme and its subthemes; a merged theme leads to its successor."""
    theme = get_object_or_404(Theme.objects.select_related("parent"), code=code)
    if theme.merged_into_id:
        return redirect(reverse("catalog:theme", args=[theme.resolved().code]), permanent=True)
    return _listing(request, theme.name, {"theme": theme.code}, _parent(theme, "theme"))


def by_grade(request: HttpRequest, code: str) -> HttpResponse:
    """All items of a grade, or of all grades of a stage."""
    grade = get_object_or_404(Grade.objects.select_related("parent"), code=code)
    return _listing(request, grade.name, {"grade": grade.code}, _parent(grade, "grade"))


def favourites(request: HttpRequest) -> HttpResponse:
    """The frame for what a visitor keeps. The list itself is on the device only, and drawn by script."""
    return render(request, "catalog/favourites.html")


def short_address(request: HttpRequest, short_id: str) -> HttpResponse:
    """Leads to the item wherever it is now. Printed as QR codes, so never a permanent redirect."""
    item = CatalogPage.objects.public_items().filter(short_id=short_id.lower()).first()
    if item is None:
        withdrawn = CatalogPage.objects.filter(withdrawal__isnull=False, live=False)
        get_object_or_404(withdrawn, short_id=short_id.lower(), first_published_at__isnull=False)
        return withdrawn_page(request)
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(item.get_url(request) + query)
