from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "机构与账号"
    default = True


class UsersAdminConfig(WagtailUsersAppConfig):
    """Wagtail's own screens of users, with our viewset."""

    user_viewset = "accounts.user_viewset.UserViewSet"
