"""Takes a picture out of the public folder for a while, and brings it back.

Pictures are public by their address alone (a web server may serve them without asking us), so a picture that
must not be seen any more has to leave that folder. The row stays as it is.
"""

from functools import partial

from django.core.files.storage import Storage
from django.db import transaction

from media.models import Image
from media.storage import private_storage


def picture_withhold(picture: Image) -> None:
    """After the commit neither the picture nor any size of it is in the public folder."""
    for rendition in picture.renditions.all():
        transaction.on_commit(partial(rendition.file.storage.delete, rendition.file.name))
    picture.renditions.all().delete()
    transaction.on_commit(lambda: _move(picture.file.name, picture.file.storage, private_storage()))


def picture_release(picture: Image) -> None:
    """Brings back what was withheld; a picture that was not stays where it is."""
    transaction.on_commit(lambda: _move(picture.file.name, private_storage(), picture.file.storage))


def _move(name: str, source: Storage, target: Storage) -> None:
    if not source.exists(name):
        return
    if not target.exists(name):
        with source.open(name) as file:
            target.save(name, file)
    source.delete(name)
