"""Traces of a second nature: a file that is also an archive or a web page."""

import os
import re
import struct
from typing import BinaryIO

MARKUP = re.compile(rb"<(?:!doctype\s+html|html|script|iframe|\?php)[\s>]?", re.IGNORECASE)

_END_OF_ARCHIVE = b"PK\x05\x06"
_END_SIZE = 22
_LONGEST_COMMENT = 0xFFFF


def tail_of(stream: BinaryIO, length: int) -> bytes:
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, size - length))
    return stream.read(length)


def is_also_archive(stream: BinaryIO) -> bool:
    """Would an unpacker find a zip in this file, whatever it begins with?

    Four bytes alone appear by chance in compressed streams, so the record's own numbers
    must make sense too: its directory lies before it and begins like one.
    """
    tail = tail_of(stream, _END_SIZE + _LONGEST_COMMENT)
    size = stream.seek(0, os.SEEK_END)
    at = tail.rfind(_END_OF_ARCHIVE)
    while at >= 0:
        record = tail[at : at + _END_SIZE]
        if len(record) == _END_SIZE:
            entries, directory_size = struct.unpack("<HI", record[10:16])
            start = size - len(tail) + at - directory_size
            if entries > 0 and start >= 0:
                stream.seek(start)
                if stream.read(4) == b"PK\x01\x02":
                    return True
        at = tail.rfind(_END_OF_ARCHIVE, 0, at)
    return False
