"""Where files lie and what they are called.

Pictures are public and lie in the default storage. Documents and videos lie in the
`private` storage, which has no address at all: only `media.views` hands them out.
A name is always generated, so nothing that a person typed ever becomes a path.
"""

import secrets
from datetime import date

from django.core.files.storage import FileSystemStorage, Storage, storages

PICTURES = "pictures"
RENDITIONS = "renditions"
DOCUMENTS = "documents"
VIDEOS = "videos"


class PrivateFileSystemStorage(FileSystemStorage):
    """A folder without address, for STORAGES["private"]; Django's own falls back to MEDIA_URL."""

    def url(self, name: str | None) -> str:
        raise NotImplementedError("Private files are handed out by media.views only.")

    def deconstruct(self) -> tuple[str, list[str], dict[str, str]]:
        # As text: Wagtail hands the storage of a deleted file to a task, as JSON.
        return ("media.storage.PrivateFileSystemStorage", [], {"location": str(self.location)})


def private_storage() -> Storage:
    """A callable for `FileField(storage=…)`, so that no migration freezes a location."""
    return storages["private"]


def generated_path(kind: str, extension: str) -> str:
    """`<kind>/<yyyy>/<random>.<ext>`; 128 random bits, so names cannot be guessed."""
    return f"{kind}/{date.today():%Y}/{secrets.token_hex(16)}.{extension}"
