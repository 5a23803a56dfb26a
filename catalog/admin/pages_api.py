"""Wagtail's admin API over pages: read only.

Its actions (copy, delete, create_alias, …) ask none of the hooks that the screens ask, so an item could be deleted
while it is public, or get an alias with the same short id. Nothing in the admin uses them.
"""

from typing import Any

from rest_framework.exceptions import PermissionDenied
from wagtail.admin.api.views import PagesAdminAPIViewSet


class PagesViewSet(PagesAdminAPIViewSet):
    def action_view(self, request: Any, pk: int, action_name: str) -> Any:
        raise PermissionDenied("这里只能读。请在后台的页面上操作。")
