"""File fields through which every file must come in.

The check sits in `save` of the field's file object because all ways into storage
meet there: a form, `Model.save`, `bulk_create` and Wagtail's multiple upload (which
calls `instance.file.save` itself and skips the form). A form runs the same check
earlier, only so that the person reads the answer beside the field.
"""

from collections.abc import Sequence
from typing import Any

from django.core.files.base import File
from django.db import models
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from media import storage
from media.incoming import IncomingFile, file_accept
from media.inspection import Purpose


class CheckedFile(models.fields.files.FieldFile):
    """Saves only what was inspected, under a generated name."""

    purpose: Purpose

    def save(self, name: str, content: File, save: bool = True) -> None:
        field: Any = self.field
        incoming = (
            content
            if isinstance(content, IncomingFile) and content.purpose == field.purpose
            else file_accept(content=content, name=name, purpose=field.purpose)
        )
        instance: Any = self.instance
        instance.note_incoming(incoming)
        super().save(f"file.{incoming.extension}", incoming, save=save)


class CheckedPicture(CheckedFile, WagtailImageFieldFile):
    """The same for a picture: sizes are read by Willow, as Wagtail does."""

    def get_image_dimensions(self) -> tuple[int, int]:
        # Django measures when a file is only assigned, before `save` has inspected it;
        # nothing is parsed until then.
        if not self._committed and not isinstance(self.file, IncomingFile):
            return (0, 0)
        size: tuple[int, int] = super().get_image_dimensions()
        return size


def _path(kind: str, filename: str) -> str:
    return storage.generated_path(kind, filename.rpartition(".")[2])


def picture_path(instance: models.Model, filename: str) -> str:
    return _path(storage.PICTURES, filename)


def document_path(instance: models.Model, filename: str) -> str:
    return _path(storage.DOCUMENTS, filename)


def video_path(instance: models.Model, filename: str) -> str:
    return _path(storage.VIDEOS, filename)


class CheckedFileField(models.FileField):
    attr_class = CheckedFile

    def __init__(self, *args: Any, purpose: Purpose, **kwargs: Any) -> None:
        self.purpose = Purpose(purpose)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        kwargs["purpose"] = self.purpose.value
        return name, path, args, kwargs


class PictureField(WagtailImageField):
    attr_class = CheckedPicture
    purpose = Purpose.PICTURE
