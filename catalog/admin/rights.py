"""Whose item is it: what a user of the admin may change, asked once here for lists, reports and imports.

Decided here: rights are Wagtail's page permissions on the tree and nothing else; a county is a user's when
they may add pages below its page. Reading lists and reports is also for managers (只读管理), who change nothing:
those of the city read all counties, those of a county their own.
"""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from wagtail.models import Page
from wagtail.permissions import policy_registry

from accounts.models import Membership, Organisation
from catalog.models import CatalogPage, CatalogQuerySet, CountyIndexPage
from catalog.models.restrictions import restricted_q


def editable_items(user: Any, model: type[CatalogPage] = CatalogPage) -> CatalogQuerySet:
    """The items, published or draft, that the user may change."""
    policy = policy_registry.get_by_type(model)
    mine = policy.instances_user_has_any_permission_for(user, {"change"})
    # As a subquery: the policy's own conditions would meet those of filters and joins.
    return model.objects.filter(pk__in=mine.order_by().values("pk"))


def readable_items(user: Any, model: type[CatalogPage] = CatalogPage) -> CatalogQuerySet:
    """The items that lists and reports tell the user of: those they may change, and those they manage."""
    if reads_all(user):
        return model.objects.all()
    mine = Q(pk__in=editable_items(user, model).order_by().values("pk"))
    if managed := _managed_places(user):
        mine |= Q(county__in=[place.county for place in managed])
    return model.objects.filter(mine)


def editable_counties(user: Any) -> QuerySet[Organisation]:
    """The counties whose items the user may make."""
    policy = policy_registry.get_by_type(CountyIndexPage)
    pages = policy.instances_user_has_any_permission_for(user, {"add"})
    return Organisation.objects.counties().filter(county_page__in=pages.order_by().values("pk"))


def is_editor(user: Any) -> bool:
    """Whether there is anything at all that the user may change."""
    policy = policy_registry.get_by_type(CatalogPage)
    return bool(user.is_active and policy.user_has_any_permission(user, {"add", "change"}))


def is_reader(user: Any) -> bool:
    """Whether lists and reports are for the user: editors and managers."""
    return is_editor(user) or bool(user.is_active and _managed_places(user))


def reads_all(user: Any) -> bool:
    """Whether the user reads every county: the city's editors and managers, and administrators."""
    if any(place.kind == Organisation.Kind.CITY for place in _managed_places(user)):
        return True
    return all(is_within_reach(user, front, below=False) for front in Page.objects.filter(depth=2))


def _managed_places(user: Any) -> list[Organisation]:
    if not user.is_authenticated:
        return []
    rows = Membership.objects.filter(user=user, role=Membership.Role.MANAGER)
    return [row.organisation for row in rows.select_related("organisation__parent__parent")]


class ForReaders:
    """For lists and reports: open to whoever may read, editors and managers."""

    any_permission_required = ("change",)  # so that Wagtail asks at all
    request: HttpRequest

    def user_has_any_permission(self, permissions: Any) -> bool:
        return is_reader(self.request.user)


def is_within_reach(user: Any, page: Page, below: bool = True) -> bool:
    """Whether a page is the user's, lies on the way to what is (`below`), or waits for them in a workflow."""
    if user.is_superuser:
        return True
    policy = policy_registry.get_by_type(Page)
    for right in policy.get_cached_permissions_for_user(user):
        if page.path.startswith(right.page.path) or (below and right.page.path.startswith(page.path)):
            return True
    return bool(page.specific.permissions_for_user(user).can_edit())


def seeable_pages(user: Any) -> QuerySet[Page]:
    """What a chooser may show: what any visitor sees, and what the user explores; no draft of another county."""
    explored = policy_registry.get_by_type(Page).explorable_instances(user)
    return Page.objects.filter(
        Q(pk__in=explored.order_by().values("pk")) | (Q(live=True, expired=False) & ~restricted_q())
    )


def offer_seeable(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """For choosers of pages (construct_page_chooser_queryset)."""
    return pages.filter(pk__in=seeable_pages(request.user).order_by().values("pk"))
