"""Users in Wagtail's own screens: also found by `name`, the field that Wagtail does not know of."""

from django.utils.functional import cached_property
from wagtail.users.views.users import IndexView
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet


class UserIndexView(IndexView):
    @cached_property
    def search_fields(self) -> set[str]:
        return super().search_fields | {"name"}


class UserViewSet(WagtailUserViewSet):
    index_view_class = UserIndexView
