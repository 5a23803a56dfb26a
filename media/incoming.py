"""How a file comes in: inspected, cleaned, measured; the only maker of `IncomingFile`."""

import hashlib
import io
from typing import Any, BinaryIO, cast

from django.core.files.base import File
from PIL import Image, ImageCms, ImageOps

from media.inspection import MIME, Finding, Purpose, file_inspect, refusal
from media.inspection.pictures import FORMATS, picture_open
from media.names import display_name

_CHUNK = 1 << 20
_KEPT_MODES = {"1", "L", "LA", "P", "RGB", "RGBA", "I;16"}
_SAVING: dict[str, dict[str, Any]] = {
    "jpg": {"quality": 92, "optimize": True, "progressive": True},
    "png": {"compress_level": 6},
    "webp": {"quality": 92, "method": 4},
}


class IncomingFile(File):
    """A file that passed inspection, with what was learnt; fields store nothing else.

    Its type is the proof: no request can make one, so a form's check is not repeated
    when the model is saved.
    """

    def __init__(self, stream: BinaryIO, *, name: str, purpose: Purpose, finding: Finding) -> None:
        super().__init__(stream, name=display_name(name, finding.extension))
        self.purpose = purpose
        self.finding = finding
        self.content_type = finding.mime  # Wagtail's forms read it
        self.sha256, self.sha1, self._measured = _digests(stream)

    @property
    def original_name(self) -> str:
        return str(self.name)

    @property
    def extension(self) -> str:
        return self.finding.extension

    @property
    def mime(self) -> str:
        return self.finding.mime

    @property
    def size(self) -> int:
        return self._measured


def file_accept(*, content: File, name: str, purpose: Purpose) -> IncomingFile:
    """Inspect a file and make it ready to store, or raise ValidationError."""
    stream = cast(BinaryIO, content)
    finding = file_inspect(stream=stream, name=name, purpose=purpose)
    if purpose is Purpose.PICTURE:
        stream, finding = _picture_clean(stream, finding)
    incoming = IncomingFile(stream, name=name, purpose=purpose, finding=finding)
    if purpose is not Purpose.PICTURE and hasattr(content, "temporary_file_path"):
        # Lets the storage move a large upload instead of copying it.
        incoming.temporary_file_path = content.temporary_file_path  # type: ignore[attr-defined]
    return incoming


def _picture_clean(stream: BinaryIO, finding: Finding) -> tuple[BinaryIO, Finding]:
    """Paint the picture anew: upright, in sRGB, and with nothing beside its pixels.

    Where a phone was, whose it is and what a program noted are never stored, so no
    rendition can repeat them (Willow would: it copies EXIF from JPEG to JPEG and PNG).
    """
    extension = "png" if finding.extension == "gif" else finding.extension
    try:
        with picture_open(stream, finding.extension) as opened:
            opened.load()
            transparency = opened.info.get("transparency")
            # In place, because each copy of a large picture is another 64 MB.
            ImageOps.exif_transpose(opened, in_place=True)
            picture = _in_srgb(opened)
            if picture.mode not in _KEPT_MODES:
                picture = picture.convert("RGB")
            # Pillow's writers take comment, profile and the like from here if not told.
            picture.info = {}
            if transparency is not None and picture.mode in {"1", "L", "P", "RGB"}:
                picture.info["transparency"] = transparency
            cleaned = io.BytesIO()
            picture.save(cleaned, FORMATS[extension], **_SAVING[extension])
    except (OSError, ValueError, SyntaxError) as error:
        raise refusal("broken", "这张图片处理不了，没有收下。请用看图软件另存为 JPG 再上传。") from error
    return cleaned, Finding(extension=extension, mime=MIME[extension])


def _in_srgb(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in {"RGB", "RGBA", "CMYK"}:
        target = "RGBA" if picture.mode == "RGBA" else "RGB"
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(
                picture,
                source,
                ImageCms.createProfile("sRGB"),
                outputMode=target,
                inPlace=picture.mode == target,
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            # A broken profile: the colours are a little off, the picture is still right.
            return picture
        return converted or picture
    return picture


def _digests(stream: BinaryIO) -> tuple[str, str, int]:
    """SHA-256 for us, SHA-1 for Wagtail's own column; the length as it was read."""
    ours, wagtails = hashlib.sha256(), hashlib.sha1(usedforsecurity=False)
    size = 0
    stream.seek(0)
    while chunk := stream.read(_CHUNK):
        ours.update(chunk)
        wagtails.update(chunk)
        size += len(chunk)
    stream.seek(0)
    return ours.hexdigest(), wagtails.hexdigest(), size
