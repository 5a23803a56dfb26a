"""What else to see, in templates.

{% load related %}
{% see_also page related beside as related %}   the editor's links, filled up; nothing of `beside`
"""

from collections.abc import Iterable

from django import template

from catalog.models import CatalogPage
from search.related import related_items

register = template.Library()


@register.simple_tag
def see_also(
    item: CatalogPage, linked: Iterable[CatalogPage], beside: Iterable[CatalogPage] = ()
) -> list[CatalogPage]:
    return related_items(item, linked=linked, beside=beside)
