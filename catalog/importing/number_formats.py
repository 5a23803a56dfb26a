"""What an Excel number means under its number format: a number, a date, or a time of day.

The Chinese built-in formats 27–36 and 50–58 have no text in the file (3-4 typed in a Chinese Excel
becomes a date of format 58); libraries that know only the western ones see a plain 45720 there.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Literal

Kind = Literal["number", "date", "time"]

_DATES = (14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58)
_TIMES = (18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56)
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.')
_BRACKETED = re.compile(r"\[(?!(?:h+|m+|s+)\])[^\]]*\]", re.IGNORECASE)
_HALF_DAY = re.compile(r"AM/PM|A/P|上午/下午", re.IGNORECASE)


def kind_of(number: int, code: str | None) -> Kind:
    """The kind of a format, by its text where the file gives one, else by its built-in number."""
    if code is None:
        return "date" if number in _DATES else "time" if number in _TIMES else "number"
    plain = _HALF_DAY.sub("", _BRACKETED.sub("", _QUOTED.sub("", code.split(";")[0]))).lower()
    if "general" in plain or "通用" in plain or not plain:
        return "number"
    if re.search(r"[yd]", plain):
        return "date"
    if re.search(r"[hs]", plain):
        return "time"
    return "date" if "m" in plain else "number"


def dated(value: float, kind: Kind, *, from_1904: bool = False) -> int | float | datetime | timedelta:
    """The number as what its format shows; a "date" below two months of 1900 can only be a duration."""
    if kind == "number" or not 0 <= value < 2_958_466:
        return int(value) if float(value).is_integer() and abs(value) < 1e15 else value
    if kind == "time" or (value < 60 and not float(value).is_integer()):
        return timedelta(seconds=round(value * 86_400))
    if from_1904:
        value += 1462
    return datetime(1899, 12, 30) + timedelta(seconds=round(value * 86_400))
