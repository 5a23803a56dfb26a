"""Which files an editor may put on something that others will see.

Decided here: not what a chooser shows but what a request may name is checked, because a file on a public page is
public; a file that is there already stays, whoever put it there. Reading a file is `media.access`.
"""

from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import CollectionMember
from wagtail.permissions import policy_registry


def choosable(user: Any, model: Any) -> QuerySet:
    """The pictures, documents or videos that the user may choose."""
    return policy_registry.get_by_type(model).instances_user_has_any_permission_for(
        user, ["choose", "change"]
    )


def offer_choosable(form: Any, user: Any) -> None:
    """Let a form of a model name only files that the user may choose, or that are there already."""
    for name, field in form.fields.items():
        model = getattr(getattr(field, "queryset", None), "model", None)
        if model is not None and issubclass(model, CollectionMember):
            chosen = Q(pk__in=choosable(user, model).values("pk"))
            field.queryset = model.objects.filter(chosen | Q(pk=getattr(form.instance, f"{name}_id", None)))
