"""PDF: begins and ends as one, its table is where it says, and it is nothing else besides.

Script inside a PDF is not looked for: it runs in the reader's own sandbox, never in ours.
"""

import re
from typing import BinaryIO

from django.core.exceptions import ValidationError

from media.inspection.purposes import refusal
from media.inspection.traces import MARKUP, is_also_archive, tail_of

_TAIL = 4096
_END = b"%%EOF"
_START = re.compile(rb"startxref\s+(\d{1,12})\s+%%EOF")
_TABLE = re.compile(rb"\s*(?:xref\b|\d+\s+\d+\s+obj\b)")
# Some programs write padding after the end; more than this is something else.
_PADDING = 1024


def inspect(stream: BinaryIO, size: int) -> None:
    head = stream.read(1024)
    if not head.startswith(b"%PDF-"):
        raise refusal(
            "mismatch", "这个文件名叫 pdf，里面却不是 PDF，没有收下。请用原来的软件重新导出 PDF 再上传。"
        )
    tail = tail_of(stream, _TAIL)
    end = tail.rfind(_END)
    after = tail[end + len(_END) :]
    if end < 0 or len(after) > _PADDING:
        raise _broken()
    if MARKUP.search(head) or MARKUP.search(after) or is_also_archive(stream):
        raise refusal(
            "polyglot", "这个 PDF 里还藏着别的文件，没有收下。请打开它，用“打印为 PDF”另存一份再上传。"
        )
    starts = _START.findall(tail)
    if not starts or int(starts[-1]) >= size:
        raise _broken()
    # Writers are sometimes a few bytes off; readers forgive it, so do we.
    stream.seek(max(0, int(starts[-1]) - 16))
    if not _TABLE.search(stream.read(64)):
        raise _broken()


def _broken() -> ValidationError:
    return refusal("broken", "这个 PDF 不完整，可能没有下载完，没有收下。请重新导出或下载后再上传。")
