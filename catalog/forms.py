"""Form fields of the catalogue's own kinds of value, and the form of an item."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator
from wagtail.admin.forms import WagtailAdminPageForm

from media.choosing import offer_choosable


class _TermsByParent(ModelChoiceIterator):
    """The choices as a tree of two levels: each root's name above its children."""

    field: "TermsField"  # type: ignore[assignment]

    def __iter__(self) -> Iterator[Any]:
        terms = list(self.queryset)
        for root in (term for term in terms if term.parent_id is None):
            children = [self.choice(term) for term in terms if term.parent_id == root.pk]
            whole = [] if self.field.leaves_only and children else [self.choice(root)]
            yield root.name, whole + children


class TermsField(forms.ModelMultipleChoiceField):
    """Check boxes of an editable vocabulary, grouped by parent. What is not in it is refused in words.

    `leaves_only`: roots only group (a stage is never an item's grade); otherwise a root can be chosen too.
    """

    iterator = _TermsByParent
    widget = forms.CheckboxSelectMultiple
    default_error_messages = {
        "invalid_choice": "“%(value)s”不在词表里，请从列表中选择。",
        "invalid_pk_value": "“%(pk)s”不在词表里，请从列表中选择。",
    }

    def __init__(self, *, model: Any, leaves_only: bool = False, **kwargs: Any) -> None:
        self.leaves_only = leaves_only
        super().__init__(queryset=model.objects.offered().order_by("sort", "code"), **kwargs)


class ItemForm(WagtailAdminPageForm):
    """An item's form in the admin. What a county puts on its page is public, so it can only be what is its to
    choose: another county's video, document or picture is none of the choices, whatever a request names."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.for_user is None:
            return
        offer_choosable(self, self.for_user)
        for formset in self.formsets.values():
            for form in formset.forms:
                offer_choosable(form, self.for_user)
