"""Form fields of the catalogue's own kinds of value, and the form of an item."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms.models import ModelChoiceIterator
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm
from wagtail.models import Page, Revision
from wagtail.permissions import policy_registry

from catalog.publication.steps import step_was_left
from catalog.wording import changed
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
    widget = forms.CheckboxSelectMultiple(attrs={"class": "desk-terms"})
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

    def clean(self) -> dict[str, Any]:
        """Who saves over what somebody else wrote meanwhile is told, with all of theirs still in the form: the
        form that comes back knows the newer draft, so that saving again is a decision. (Wagtail asks this of its
        own automatic saving, and lets the button overwrite.)"""
        cleaned = super().clean() or {}
        if step_was_left(self.instance, self.for_user, self.data):
            raise ValidationError("您的决定没有记下，写的都还在。")
        if newer := self._newer_draft():
            raise ValidationError(f"{changed(newer)}您写的都在，请对照后再保存。")
        return cleaned

    def _newer_draft(self) -> Revision | None:
        """What somebody else saved after this form was opened, if they did. One's own is no news: Wagtail saves a
        form by itself while one writes in it, also in the very moment in which one presses the button."""
        mine = self.data.get("overwrite_revision_id") or self.data.get("loaded_revision_id")
        if not mine or not str(mine).isdigit() or not self.instance.pk:
            return None
        newer = Q(pk__gt=mine)
        if opened := self.data.get("loaded_revision_created_at"):
            newer |= Q(pk=mine, created_at__gt=opened)  # Wagtail saves over its own last revision
        theirs = self.instance.revisions.filter(newer).exclude(user=self.for_user)
        return theirs.order_by("pk").last()


class ItemCopyForm(CopyForm):
    """Copies an item into a place that the user may fill. Wagtail's takes any page and says its title when it is
    the wrong one; its "alias" would be two items with one short id."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("alias", None)
        theirs = policy_registry.get_by_type(Page).instances_user_has_any_permission_for(self.user, {"add"})
        parent: Any = self.fields["new_parent_page"]
        parent.queryset = Page.objects.filter(pk__in=theirs.order_by().values("pk"))
