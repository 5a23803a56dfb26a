"""What happens beside a saved row: files of deleted videos go, pending uploads stay private."""

from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models.signals import post_delete
from wagtail.models import UploadedFile
from wagtail.tasks import delete_file_from_storage_task

from media.models import Video
from media.storage import private_storage


def delete_video_file(instance: Video, **kwargs: Any) -> None:
    if not instance.file:
        return
    storage, name = instance.file.storage.deconstruct(), instance.file.name  # type: ignore[attr-defined]
    # The same way as Wagtail deletes the files of pictures and documents.
    transaction.on_commit(lambda: delete_file_from_storage_task.enqueue(storage, name))


def keep_pending_uploads_private() -> None:
    """Move Wagtail's half-finished uploads out of the public folder.

    When a title or collection is wrong, the multiple uploader keeps the file as it was
    sent, with its own name and its GPS position, in the default storage, which is public
    here. Wagtail has no setting for that, so its field is given our storage; the second
    line keeps `makemigrations` from seeing a change in Wagtail's own model.
    """
    field: Any = UploadedFile._meta.get_field("file")
    field.storage = private_storage()
    field._storage_callable = default_storage


def connect() -> None:
    post_delete.connect(delete_video_file, sender=Video, dispatch_uid="media.delete_video_file")
    keep_pending_uploads_private()
