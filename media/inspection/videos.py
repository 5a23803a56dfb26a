"""Video containers: the boxes of MP4 and MOV, the header of WebM.

Only the container is read. A codec that no browser plays passes here; probing and
processing come later, in a process with limits.
"""

import struct
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from django.core.exceptions import ValidationError

from media.inspection.purposes import Limits, refusal
from media.inspection.traces import is_also_archive

# Families that share the boxes but are pictures or sound, not video.
_NOT_VIDEO = {
    b"heic",
    b"heix",
    b"hevc",
    b"mif1",
    b"msf1",
    b"avif",
    b"avis",
    b"jp2 ",
    b"crx ",
    b"M4A ",
    b"M4B ",
}


class Box(NamedTuple):
    kind: bytes
    start: int  # of what it holds
    end: int


def inspect_mp4(stream: BinaryIO, size: int) -> int | None:
    """Check an MP4, M4V or MOV; return its length in seconds when it tells one."""
    head = stream.read(12)
    if head[4:8] != b"ftyp":
        raise refusal(
            "mismatch", "这个文件名叫视频，里面却不是 MP4 或 MOV，没有收下。请用手机或剪辑软件重新导出 MP4。"
        )
    if head[8:12] in _NOT_VIDEO:
        raise refusal("mismatch", "这个文件是图片或声音，不是视频，没有收下。请选择视频文件。")
    boxes = {box.kind: box for box in _boxes(stream, 0, size)}
    if b"moov" not in boxes or not {b"mdat", b"moof"} & boxes.keys():
        raise _broken()
    moov = boxes[b"moov"]
    if not any(_is_picture_track(stream, box) for box in _boxes(stream, *moov[1:]) if box.kind == b"trak"):
        raise refusal("mismatch", "这个文件里只有声音，没有画面，没有收下。请选择视频文件。")
    if is_also_archive(stream):
        raise refusal("polyglot", "这个视频里还藏着别的文件，没有收下。请用剪辑软件重新导出再上传。")
    return _duration(stream, moov)


def _boxes(stream: BinaryIO, start: int, end: int) -> Iterator[Box]:
    """Walk boxes that must fill `start`–`end` exactly; a truncated file cannot."""
    at = start
    for _ in range(Limits.boxes):
        if at == end:
            return
        stream.seek(at)
        header = stream.read(16)
        if end - at == 4 and start and header[:4] == b"\0\0\0\0":
            return  # QuickTime closes some inner lists with four zero bytes
        if end - at < 8 or len(header) < 8:
            raise _broken()
        length, kind = struct.unpack(">I4s", header[:8])
        content = at + 8
        if length == 1:
            if len(header) < 16:
                raise _broken()
            length, content = struct.unpack(">Q", header[8:16])[0], at + 16
        elif length == 0:  # to the end, allowed for the last one only
            length = end - at
        if length < content - at or at + length > end:
            raise _broken()
        yield Box(kind, content, at + length)
        at += length
    raise _broken()


def _find(stream: BinaryIO, parent: Box, kind: bytes) -> Box | None:
    return next((box for box in _boxes(stream, parent.start, parent.end) if box.kind == kind), None)


def _is_picture_track(stream: BinaryIO, track: Box) -> bool:
    media = _find(stream, track, b"mdia")
    handler = _find(stream, media, b"hdlr") if media else None
    if handler is None:
        return False
    stream.seek(handler.start + 8)
    return stream.read(4) == b"vide"


def _duration(stream: BinaryIO, moov: Box) -> int | None:
    header = _find(stream, moov, b"mvhd")
    if header is None:
        raise _broken()
    stream.seek(header.start)
    content = stream.read(32)
    if len(content) < 32:
        raise _broken()
    if content[0] == 1:
        scale, length = struct.unpack(">IQ", content[20:32])
    else:
        scale, length = struct.unpack(">II", content[12:20])
    seconds = round(length / scale) if scale else 0
    # All ones means unknown; a day is longer than any lesson.
    return seconds if 0 < seconds < 86_400 else None


def inspect_webm(stream: BinaryIO, size: int) -> None:
    head = stream.read(4096)
    if not head.startswith(b"\x1a\x45\xdf\xa3"):
        raise refusal("mismatch", "这个文件名叫 webm，里面却不是，没有收下。请重新导出 MP4 再上传。")
    length, at = _number(head, 4)
    end = at + length
    if end > len(head) or _element(head, at, end, b"\x42\x82") != b"webm":
        raise refusal("mismatch", "这个文件不是 WebM 视频，没有收下。请重新导出 MP4 再上传。")
    if head[end : end + 4] != b"\x18\x53\x80\x67":
        raise _broken()
    segment, content = _number(head, end + 4)
    unknown = segment == (1 << 7 * (content - end - 4)) - 1  # written while recording
    if not unknown and content + segment > size:
        raise _broken()
    if is_also_archive(stream):
        raise refusal("polyglot", "这个视频里还藏着别的文件，没有收下。请用剪辑软件重新导出再上传。")


def _number(data: bytes, at: int) -> tuple[int, int]:
    """An EBML number and where it ends: the first byte's leading zeros tell its width."""
    first = data[at] if at < len(data) else 0
    width = 9 - first.bit_length()
    if first == 0 or at + width > len(data):
        raise _broken()
    value = int.from_bytes(data[at : at + width], "big") & ~(1 << 7 * width)
    return value, at + width


def _element(data: bytes, at: int, end: int, wanted: bytes) -> bytes | None:
    while at < end:
        first = data[at]
        name_end = at + max(1, 9 - first.bit_length())
        length, content = _number(data, name_end)
        if data[at:name_end] == wanted:
            return data[content : content + length].rstrip(b"\0")
        at = content + length
    return None


def _broken() -> ValidationError:
    return refusal("broken", "这个视频不完整，可能没有传完或录制时中断了，没有收下。请重新导出再上传。")
