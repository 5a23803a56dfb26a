"""Who may have a document or a video.

Media knows files, not lessons, so it cannot know why a file should be public. Rooms
above register a policy in their `AppConfig.ready`:

    def attachment_of_public_item(user, file):
        return True if is_attached_to_something_public(file) else None

    media.access.register(attachment_of_public_item)

The contract of a policy:
- it is called with a user (an `AnonymousUser` for a visitor) and a `Document` or `Video`;
- it returns True to allow, None to have no opinion. There is no veto: whatever is not
  allowed is denied, so a policy that is forgotten or fails opens nothing;
- it asks the database as it stands (publicity changes), at most a query or two;
- what it allows to `AnonymousUser` is public, and caches are told so.

Allowed without any policy: who uploaded the file, and who holds Wagtail's permission to
choose or change it. A privacy setting on the file's collection binds the policies, not
these. Pictures are public by design and never asked about.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from wagtail.models import BaseViewRestriction
from wagtail.permissions import policy_registry

if TYPE_CHECKING:
    from media.models import Document, Video

Policy = Callable[[Any, Any], bool | None]

_policies: list[Policy] = []


def register(policy: Policy) -> Policy:
    """Add a policy; the same function twice counts once. Usable as a decorator."""
    if policy not in _policies:
        _policies.append(policy)
    return policy


def unregister(policy: Policy) -> None:
    _policies.remove(policy)


def is_public(file: "Document | Video") -> bool:
    """May anybody have it, so that a shared cache may keep it?"""
    return _policies_allow(AnonymousUser(), file)


def may_read(user: Any, file: "Document | Video") -> bool:
    if user.is_authenticated and user.is_active:
        if file.uploaded_by_user_id == user.pk:
            return True
        wagtails = policy_registry.get_by_type(type(file))
        if wagtails.user_has_any_permission_for_instance(user, ["choose", "change"], file):
            return True
    return _policies_allow(user, file)


def _policies_allow(user: Any, file: "Document | Video") -> bool:
    # `is True`: a policy that returns something merely truthy has a mistake in it.
    return any(policy(user, file) is True for policy in _policies) and _collection_allows(user, file)


def _collection_allows(user: Any, file: "Document | Video") -> bool:
    """An editor may have made the collection private in the admin; that stays true here."""
    for restriction in file.collection.get_view_restrictions():
        if restriction.restriction_type == BaseViewRestriction.LOGIN:
            allowed = user.is_authenticated
        elif restriction.restriction_type == BaseViewRestriction.GROUPS:
            allowed = user.is_authenticated and (
                user.is_superuser or user.groups.filter(pk__in=restriction.groups.values("pk")).exists()
            )
        else:
            allowed = False  # a shared password is asked for on pages, not on files
        if not allowed:
            return False
    return True
