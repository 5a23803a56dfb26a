from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import Collection, GroupCollectionPermission

from media import access
from media.models import Document, Image, Video

from . import files


@pytest.fixture(autouse=True)
def no_policies(monkeypatch: pytest.MonkeyPatch) -> None:
    """What rooms above allow is tested there; here only what a test registers counts."""
    monkeypatch.setattr(access, "_policies", [])


@pytest.fixture
def root_collection(db: None) -> Collection:
    root: Collection = Collection.get_first_root_node()
    return root


@pytest.fixture
def make_user(db: None) -> Callable[..., Any]:
    def make(name: str = "teacher", **fields: Any) -> Any:
        return get_user_model().objects.create_user(username=name, password="a-long-one", **fields)

    return make


@pytest.fixture
def make_editor(make_user: Callable[..., Any]) -> Callable[..., Any]:
    """A user of the admin who may do these things with files of one collection."""

    def make(name: str, collection: Collection, *codenames: str) -> Any:
        group = Group.objects.create(name=f"{name}s")
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        for permission in Permission.objects.filter(codename__in=codenames):
            GroupCollectionPermission.objects.create(
                group=group, collection=collection, permission=permission
            )
        editor = make_user(name)
        editor.groups.add(group)
        return editor

    return make


@pytest.fixture
def make_document(db: None) -> Callable[..., Document]:
    def make(name: str = "家庭公约.pdf", content: bytes | None = None, **fields: Any) -> Document:
        upload = SimpleUploadedFile(name, files.pdf() if content is None else content)
        return Document.objects.create(title="家庭公约", file=upload, **fields)

    return make


@pytest.fixture
def make_video(db: None) -> Callable[..., Video]:
    def make(name: str = "写作业.mp4", content: bytes | None = None, **fields: Any) -> Video:
        upload = SimpleUploadedFile(name, files.mp4() if content is None else content)
        return Video.objects.create(title="写作业", file=upload, **fields)

    return make


@pytest.fixture
def make_image(db: None) -> Callable[..., Image]:
    def make(name: str = "封面.jpg", content: bytes | None = None, **fields: Any) -> Image:
        upload = SimpleUploadedFile(name, files.picture() if content is None else content)
        return Image.objects.create(title="封面", file=upload, **fields)

    return make


@pytest.fixture
def everything_public() -> None:
    access.register(lambda user, file: True)
