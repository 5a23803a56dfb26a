"""Pages that become public only by the looks of others, and what people may do with them.

Decided here: nobody publishes, not even an administrator; the right to publish on a part of the tree, which
editors have, means the rest that goes with it there: withdrawing, hiding, cancelling a date.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from wagtail.models import PagePermissionTester, Revision


class ReviewedRights(PagePermissionTester):
    def may_withdraw(self) -> bool:
        """The right to publish here, as Wagtail knows it."""
        return bool(self.user.is_active and (self.user.is_superuser or "publish" in self.permissions))

    def can_publish(self) -> bool:
        return False

    def can_unpublish(self) -> bool:
        return False  # it asks for no reason: see catalog.publication.withdrawing

    def can_publish_subpage(self) -> bool:
        return False

    def can_set_view_restrictions(self) -> bool:
        return self.may_withdraw()

    def can_unschedule(self) -> bool:
        return self.may_withdraw()


class ReviewedPage:
    """For pages, before Page."""

    def permissions_for_user(self, user: Any) -> ReviewedRights:
        return ReviewedRights(user, self)

    def publish(self, revision: Revision, user: Any = None, **kwargs: Any) -> None:
        """Commands publish without a user and give their reason; a person comes through the looks, which go
        another way (publication.finishing)."""
        if user is not None:
            raise PermissionDenied("要先送审，审核完成后自动发布。")
        super().publish(revision, user=user, **kwargs)  # type: ignore[misc]
