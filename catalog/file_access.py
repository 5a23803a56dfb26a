"""Which files the catalogue opens to the public: those of public items (the policies of media.access)."""

from typing import Any

from catalog.models import LessonPage
from media import access
from media.models import Document, Video


def file_of_a_public_item(user: Any, file: Document | Video) -> bool | None:
    """A video or attachment of an item that anybody may see is open to anybody. Files that only a draft
    names, or the text of a draft, are not."""
    lessons = LessonPage.objects.public_items()
    if isinstance(file, Video):
        used = lessons.filter(video=file)
    else:
        used = lessons.filter(attachments__document=file)
    return True if used.exists() else None


def register_policies() -> None:
    access.register(file_of_a_public_item)
