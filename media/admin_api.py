"""Wagtail's admin API over files, for whoever may choose or change them.

Wagtail lists every picture and document, with title, tags and original name, to everybody who may enter the
admin. Nothing here is public; what is, is not served from here.
"""

from typing import Any

from django.db.models import QuerySet
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet

from media.choosing import choosable


class OwnFilesMixin:
    request: Any
    model: Any

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().filter(pk__in=choosable(self.request.user, self.model))  # type: ignore[misc]


class DocumentsViewSet(OwnFilesMixin, DocumentsAdminAPIViewSet):
    pass


class ImagesViewSet(OwnFilesMixin, ImagesAdminAPIViewSet):
    pass
