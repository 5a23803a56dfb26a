"""{% load head %}{% head %} writes what `home.head` says of the page into its <head>."""

from typing import Any

from django import template

from home.head import head_of

register = template.Library()


@register.inclusion_tag("_head.html", takes_context=True)
def head(context: Any) -> dict[str, Any]:
    return {"head": head_of(context.get("request"), context)}
