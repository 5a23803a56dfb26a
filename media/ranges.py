"""Byte ranges of RFC 9110 §14, as far as a player asks: one range, or the whole file.

Pure. Several ranges at once are answered with the whole file, which the RFC allows: no
player sends them, and overlapping ones are a known way to exhaust a server.
"""

import re
from dataclasses import dataclass

_ONE_RANGE = re.compile(r"bytes=\s*(\d{0,18})-(\d{0,18})\s*", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True)
class ByteRange:
    """First and last byte, both included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


class UnsatisfiableRange(Exception):
    """A well-formed range that lies outside the file: the answer is 416."""


def range_parse(header: str, size: int) -> ByteRange | None:
    """The range that a `Range` header asks for; None where the header is to be ignored."""
    match = _ONE_RANGE.fullmatch(header.strip())
    if not match or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        length = min(int(last), size)
        if length == 0:
            raise UnsatisfiableRange
        return ByteRange(size - length, size - 1)
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise UnsatisfiableRange
    return ByteRange(int(first), min(int(last), size - 1) if last else size - 1)
