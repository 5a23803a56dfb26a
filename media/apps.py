from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "media"
    label = "media"
    verbose_name = "媒体"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
        from wagtail.permissions import register_permission_policy

        from media import receivers
        from media.models import Video

        register_permission_policy(
            Video, CollectionOwnershipPermissionPolicy(Video, owner_field_name="uploaded_by_user")
        )
        receivers.connect()
