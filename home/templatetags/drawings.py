"""The site's small drawings: icons and the linked dots of a stage, from one sprite.

They never carry the only copy of a meaning: a word stands beside each, so all are hidden from screen readers.
"""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

_SPRITE = "img/icons.svg"
# As many dots as the stage has a place on the way through school.
_DOTS = {"KG": 1, "PR": 2, "JH": 3, "SH": 4, "VS": 4}


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of the sprite, as large as the text beside it."""
    return format_html(
        '<svg class="icon" width="24" height="24" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        static(_SPRITE),
        name,
    )


@register.simple_tag
def stage_dots(code: str = "") -> SafeString:
    """The linked dots of a stage; a line for none."""
    return format_html(
        '<svg class="dots" width="52" height="12" aria-hidden="true" focusable="false"><use href="{}#dots-{}"/></svg>',
        static(_SPRITE),
        _DOTS.get(code, 0),
    )
