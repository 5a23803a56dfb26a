"""Pictures: what they say they are, not too many pixels, one frame, decodable to the end."""

import warnings
from typing import BinaryIO

from django.core.exceptions import ValidationError
from PIL import Image, UnidentifiedImageError

from media.inspection.purposes import Limits, refusal
from media.inspection.traces import MARKUP, is_also_archive, tail_of

FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "gif": "GIF"}

_MAGIC = {
    "jpg": lambda head: head.startswith(b"\xff\xd8\xff"),
    "png": lambda head: head.startswith(b"\x89PNG\r\n\x1a\n"),
    "webp": lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP",
    "gif": lambda head: head[:6] in (b"GIF87a", b"GIF89a"),
}
_EDGE = 4096


def inspect(stream: BinaryIO, extension: str) -> None:
    head = stream.read(_EDGE)
    if not _MAGIC[extension](head):
        raise refusal(
            "mismatch",
            f"这个文件名叫 {extension}，里面却不是，没有收下。请用看图软件打开，另存为 JPG 再上传。",
        )
    if MARKUP.search(head) or MARKUP.search(tail_of(stream, _EDGE)) or is_also_archive(stream):
        raise refusal("polyglot", "这张图片里还藏着别的文件，没有收下。请用看图软件另存一份再上传。")
    try:
        _decode(stream, extension)
    except (OSError, SyntaxError, ValueError, EOFError, UnidentifiedImageError) as error:
        raise refusal(
            "broken", "这张图片打不开，可能没有传完，没有收下。请重新保存或换一张再上传。"
        ) from error


def picture_open(stream: BinaryIO, extension: str) -> Image.Image:
    """Open a picture, told to decode no more of a huge JPEG than is kept."""
    stream.seek(0)
    picture = Image.open(stream, formats=[FORMATS[extension]])
    if extension == "jpg":
        scale = 1
        while picture.width * picture.height > Limits.kept_pixels * scale**2 and scale < 8:
            scale *= 2
        picture.draft(None, (picture.width // scale, picture.height // scale))
    return picture


def _decode(stream: BinaryIO, extension: str) -> None:
    with warnings.catch_warnings():
        # Our limit is the one that counts; Pillow's own would only warn at a fixed size.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            stream.seek(0)
            picture = Image.open(stream, formats=[FORMATS[extension]])
        except Image.DecompressionBombError as error:
            raise _too_many_pixels(extension) from error
        # The header alone decides; nothing is decoded before.
        if picture.width * picture.height > Limits.pixels(extension):
            raise _too_many_pixels(extension)
        # A phone's JPEG may carry a second picture (depth, brightness); it is dropped.
        if extension != "jpg" and getattr(picture, "is_animated", False):
            raise refusal("animated", "这里不收会动的图片，没有收下。请另存为 JPG 或 PNG，动的内容请传视频。")
        picture.verify()
        picture_open(stream, extension).load()


def _too_many_pixels(extension: str) -> ValidationError:
    return refusal(
        "too_many_pixels",
        f"这张图片太大，超过{Limits.pixels(extension) // 10_000}万像素，没有收下。请缩小后再上传。",
    )
