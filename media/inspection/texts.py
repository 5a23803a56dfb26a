"""Plain text: readable as Chinese text, and not a web page in disguise."""

import codecs
import re
from typing import BinaryIO

from media.inspection.purposes import refusal
from media.inspection.traces import MARKUP

_CHUNK = 1 << 16
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def inspect(stream: BinaryIO) -> None:
    head = stream.read(1024)
    if MARKUP.search(head) or head.lstrip().startswith(b"#EXTM3U"):
        raise refusal("mismatch", "这个文件不是普通文本，没有收下。请另存为 PDF 再上传。")
    if not any(_readable(stream, encoding) for encoding in ("utf-8-sig", "gb18030")):
        raise refusal("mismatch", "这个 txt 文件读不出文字，没有收下。请用记事本打开，另存为 UTF-8 再上传。")


def _readable(stream: BinaryIO, encoding: str) -> bool:
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := stream.read(_CHUNK):
            if _CONTROL.search(decoder.decode(chunk)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
