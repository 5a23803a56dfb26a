"""Whose item is it: what a user of the admin may change, asked once here for lists, reports and imports.

Decided here: rights are Wagtail's page permissions on the tree and nothing else; a county is a user's when
they may add pages below its page.
"""

from typing import Any

from django.db.models import QuerySet
from wagtail.permissions import policy_registry

from accounts.models import Organisation
from catalog.models import CatalogPage, CatalogQuerySet, CountyIndexPage


def editable_items(user: Any, model: type[CatalogPage] = CatalogPage) -> CatalogQuerySet:
    """The items, published or draft, that the user may change."""
    policy = policy_registry.get_by_type(model)
    mine = policy.instances_user_has_any_permission_for(user, {"change"})
    # As a subquery: the policy's own conditions would meet those of filters and joins.
    return model.objects.filter(pk__in=mine.order_by().values("pk"))


def editable_counties(user: Any) -> QuerySet[Organisation]:
    """The counties whose items the user may make."""
    policy = policy_registry.get_by_type(CountyIndexPage)
    pages = policy.instances_user_has_any_permission_for(user, {"add"})
    return Organisation.objects.counties().filter(county_page__in=pages.order_by().values("pk"))


def is_editor(user: Any) -> bool:
    """Whether there is anything at all that the user may change."""
    policy = policy_registry.get_by_type(CatalogPage)
    return bool(user.is_active and policy.user_has_any_permission(user, {"add", "change"}))
