"""What may come in: an allow-list by purpose.

The extension, the first bytes and the parsed structure must agree, or the file is
refused in words that say what happened and what to do. Nothing here changes a file
(`media.incoming` does) and nothing looks into a codec: that needs ffprobe in a process
of its own.
"""

import os
from dataclasses import dataclass
from typing import BinaryIO

from django.core.exceptions import ValidationError

from media.inspection import office, pdf, pictures, texts, videos
from media.inspection.purposes import EXTENSIONS, Limits, Purpose, refusal

__all__ = ["EXTENSIONS", "Finding", "Limits", "Purpose", "file_inspect", "refusal"]


@dataclass(frozen=True)
class Finding:
    """What an inspected file is; `extension` and `mime` follow the content, not its name."""

    extension: str
    mime: str
    duration_seconds: int | None = None


MIME = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "gif": "image/gif",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "txt": "text/plain",
    "mp4": "video/mp4",
    "m4v": "video/mp4",
    "mov": "video/quicktime",
    "webm": "video/webm",
}

_SPELLINGS = {"jpeg": "jpg"}


def file_inspect(*, stream: BinaryIO, name: str, purpose: Purpose) -> Finding:
    """Look a file through from its beginning; raise ValidationError unless it is welcome."""
    size = _size_of(stream)
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    if extension not in EXTENSIONS[purpose]:
        raise _unwelcome(extension, purpose)
    if size == 0:
        raise refusal("empty", "这个文件是空的，没有收下。请打开原文件看看有没有内容，再重新上传。")
    limit = Limits.bytes_of(purpose)
    if size > limit:
        raise refusal(
            "too_large",
            f"这个文件有{_in_words(size)}，最多可以传{_in_words(limit)}，没有收下。请压缩或分成几个再上传。",
        )
    extension = _SPELLINGS.get(extension, extension)
    duration = _look_inside(stream, extension, size)
    return Finding(extension=extension, mime=MIME[extension], duration_seconds=duration)


def _look_inside(stream: BinaryIO, extension: str, size: int) -> int | None:
    stream.seek(0)
    match extension:
        case "jpg" | "png" | "webp" | "gif":
            pictures.inspect(stream, extension)
        case "pdf":
            pdf.inspect(stream, size)
        case "docx" | "pptx" | "xlsx":
            office.inspect(stream, extension, size)
        case "txt":
            texts.inspect(stream)
        case "webm":
            videos.inspect_webm(stream, size)
        case _:
            return videos.inspect_mp4(stream, size)
    return None


def _size_of(stream: BinaryIO) -> int:
    # Counted on the stream: a size that a browser claims may lie.
    stream.seek(0, os.SEEK_END)
    size = stream.tell()
    stream.seek(0)
    return size


def _in_words(size: int) -> str:
    for unit, width in (("GB", 2**30), ("MB", 2**20), ("KB", 2**10)):
        if size >= width:
            return f"{size / width:.1f}".removesuffix(".0") + f" {unit}"
    return f"{size}字节"


_SAVE_AS = {
    "svg": "请另存为 PNG 再上传。",
    "heic": "请在手机里把照片转存为 JPG 再上传。",
    "doc": "请用 Word 或 WPS 另存为 docx 再上传。",
    "ppt": "请用 PowerPoint 或 WPS 另存为 pptx 再上传。",
    "xls": "请用 Excel 或 WPS 另存为 xlsx 再上传。",
    "docm": "请另存为不带宏的 docx 再上传。",
    "pptm": "请另存为不带宏的 pptx 再上传。",
    "xlsm": "请另存为不带宏的 xlsx 再上传。",
}


def _unwelcome(extension: str, purpose: Purpose) -> ValidationError:
    accepted = "、".join(EXTENSIONS[purpose])
    found = f"这个文件是 {extension[:12]} 格式" if extension.isalnum() else "看不出这个文件的格式"
    advice = _SAVE_AS.get(extension, "请换成其中一种再上传。")
    return refusal("extension", f"{found}，没有收下。这里可以传 {accepted}。{advice}")
