"""Covers in templates.

{% load covers %}
{% cover item %}               an <img class="cover cover--sheet">, lazy
{% cover item now=True %}      the same, fetched at once: it stands in the first view
{% cover item inline=True %}   the drawing itself (an uploaded picture stays an <img>)
{% cover_address item %}       the address alone, large: for `poster=`
{{ item|cover_shape }}         glaze, sheet, river, niche, screen or picture: for the frame's class
{% theme_tile "T04" %}         a theme's character on its glaze
"""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from catalog.covers.addresses import cover_image, facts_of
from catalog.covers.pictures import share_picture_path, share_poster_path, share_poster_size
from catalog.covers.silhouettes import draw, shape_of, svg, tile

register = template.Library()


@register.simple_tag
def cover(item: Any, inline: bool = False, now: bool = False) -> SafeString:
    if inline and item.cover_id is None:
        return mark_safe(svg(draw(facts_of(item)), inline=True))  # noqa: S308 - our own drawing, holds no text
    return render_to_string(
        "catalog/_cover.html", {"image": cover_image(item, large=inline), "lazy": not (inline or now)}
    )


@register.simple_tag
def cover_address(item: Any) -> str:
    return cover_image(item, large=True).address


@register.filter
def cover_shape(item: Any) -> str:
    return "picture" if item.cover_id else shape_of(item.kind)[0]


@register.simple_tag
def share_picture(item: Any) -> str:
    return share_picture_path(item)


@register.inclusion_tag("catalog/_poster.html")
def share_poster(item: Any) -> dict[str, Any]:
    """The poster as an <img> that is fetched only when it is looked at."""
    width, height = share_poster_size()
    return {"address": share_poster_path(item), "width": width, "height": height, "item": item}


@register.simple_tag
def theme_tile(code: str) -> SafeString:
    return mark_safe(tile(code))  # noqa: S308 - our own drawing, holds no text
