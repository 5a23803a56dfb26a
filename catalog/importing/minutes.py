"""How long a lesson is, in whole minutes.

Decided here: 30 seconds and more round up; a range takes its larger end; an h:mm of five hours or
more is minutes and seconds (nobody teaches that long, and 15:30 typed into Excel becomes 15 h 30 min);
a date is a range that Excel rewrote (8-10 → 8月10日), read with doubt; more than three hours is read
with doubt; a dash, a slash or 一课时 cannot be read. A class hour is no number of minutes here.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from fractions import Fraction

from catalog.importing.characters import quoted, squeezed
from catalog.importing.grids import Formula, Value
from catalog.importing.numerals import NUMERAL, number_of
from catalog.importing.rows import Problem

MISSING = Problem("minutes", "missing", "没有填时长。请补填几分几秒，例如“8分30秒”。")
_FORMULA = Problem("minutes", "formula", "时长是公式，系统不计算公式。请直接填写几分几秒。")

_LONGEST_PLAUSIBLE = 180
_FIVE_HOURS = 5 * 3600
_NUMBER = rf"(?:\d+(?:\.\d+)?|[{NUMERAL}]+)"
_HALF = "半"
_FILLER = re.compile(
    r"大约|约为|约|大概|将近|接近|近|左右|上下|以内|以下|不超过|不足|不到|至少|最长|最多|多$|余$|共计|共|全长|总长|总时长"
    r"|视频|微课|课例|讲座|录像|片长|时长|长度|为|是|长|整|^[:：]|[:：/]$|[。.，,;；!！]+$|(?<=分钟)[/每](?:节|课|个)$"
)
_RANGE = re.compile(r"[-‐‑‒–—―─~～∼〜至到或、]+")
_UNITS = (
    (r"(?:个)?(?:小时|钟头|h(?:ours?|rs?)?)", 3600),
    (r"(?:分[钟种鈡鐘鍾锺種中]|分|minutes?|mins?|m|')", 60),
    (r"(?:秒钟|秒|seconds?|secs?|s|\")", 1),
)
_WHOLE = re.compile(
    "^" + "".join(rf"(?:(?P<n{factor}>{_NUMBER}){unit}(?P<h{factor}>{_HALF})?)?" for unit, factor in _UNITS)
    + rf"(?P<rest>{_NUMBER})?$",
    re.IGNORECASE,
)  # fmt: skip
_CLOCK = re.compile(r"^(\d{1,3}):(\d{1,2})(?::(\d{1,2}))?(?:\.\d+)?$")
_WRITTEN_DATE = re.compile(r"^(?:\d{4}[年/-])?(\d{1,2})[月/](\d{1,2})日?$")


def read_minutes(value: Value | None, *, unit: str = "") -> tuple[int | None, Problem | None]:
    """Minutes of a cell; `unit` is what the header says: 秒, 分 or 时, or nothing."""
    if value is None:
        return None, MISSING
    if isinstance(value, Formula):
        return None, _FORMULA
    if isinstance(value, datetime):
        return _doubtful(max(value.month, value.day) * 60, f"{value.month}月{value.day}日")
    if isinstance(value, timedelta):
        return _checked(_clock_seconds(Fraction(round(value.total_seconds()))), str(value))
    if isinstance(value, bool):
        return _unreadable(str(value))
    if isinstance(value, int | float):
        return _of_number(value, unit)
    return _of_text(value, unit)


def _of_number(value: float, unit: str) -> tuple[int | None, Problem | None]:
    if not 0 < value < 1_000_000:
        return _unreadable(str(value))
    if value < 1 and unit != "时":
        return _checked(_clock_seconds(Fraction(round(value * 86_400))), str(value))
    return _bare(Fraction(value).limit_denominator(10_000), unit, f"{value:g}")


def _of_text(text: str, unit: str) -> tuple[int | None, Problem | None]:
    plain = _plain(text)
    if not plain:
        return None, MISSING
    dated = _WRITTEN_DATE.match(plain)
    if dated:
        return _doubtful(max(int(dated[1]), int(dated[2])) * 60, text)
    parts = [_FILLER.sub("", part) for part in _RANGE.split(_FILLER.sub("", plain))]
    if not 1 <= len(parts) <= 2 or not all(parts):
        return _unreadable(text)
    # 8-10分钟 names its unit once, at the end; 18-20 takes the header's.
    last = re.search(r"(个?小时|分钟?|秒钟?|min|s|m|h|'|\")$", parts[-1], re.IGNORECASE)
    lengths: list[Fraction] = []
    for part in parts:
        bare = re.fullmatch(_NUMBER, part)
        if bare and not (last and len(parts) == 2):
            number = _value(part)
            if number is None:
                return _unreadable(text)
            if len(parts) == 1:
                return _bare(number, unit, text)
            lengths.append(number * _factor(unit))
            continue
        seconds = _seconds(part + last[1] if bare and last else part)
        if seconds is None:
            return _unreadable(text)
        lengths.append(seconds)
    return _checked(max(lengths), text)


def _plain(text: str) -> str:
    plain = squeezed(text).lower()
    plain = re.sub(r"''|′′|’’|\u0301\u0301|[″”“＂]", '"', plain)
    plain = re.sub(r"[’‘′`´＇°\u0301]", "'", plain)
    plain = re.sub(r"(?<=[\d十])[多余](?=分|秒|min)", "", plain)
    plain = re.sub(r"(?<=分)半钟?$", "30秒", plain)
    within = re.search(r"\(([^()]*(?:分|秒|min)[^()]*)\)", plain)
    without = re.sub(r"\([^()]*\)", "", plain)
    if within and not re.search(r"分|秒|min|:", without):
        # 1课时（40分钟）, but 15（分钟）
        plain = within[1] if re.search(rf"[{NUMERAL}半]", within[1]) else without + within[1]
    elif re.search(r"\d|分|秒|时", without):
        plain = without
    if re.search(r"\d分", plain):
        plain = re.sub(rf"[/,，]?[{NUMERAL}]*(?:课时|学时|节课?)$", "", plain)
    plain = plain.strip("()")
    return plain.replace("三刻钟", "45分").replace("一刻钟", "15分").replace("刻钟", "15分")


def _seconds(part: str) -> Fraction | None:
    clock = _CLOCK.match(part)
    if clock:
        first, second, third = (int(piece) for piece in (clock[1], clock[2], clock[3] or "0"))
        if second > 59 or third > 59:
            return None
        if clock[3] is None and clock[1].startswith("0") and first:
            return Fraction(first * 60 + second)  # nobody writes hours as 09:30 of a lesson; 00:15 has none
        return _clock_seconds(Fraction(first * 3600 + second * 60 + third))
    if part in ("半小时", "半个小时", "半个钟头", "半个钟"):
        return Fraction(1800)
    half = re.fullmatch(rf"({_NUMBER})个半(?:小时|钟头|钟)", part)
    if half:
        hours = _value(half[1])
        return None if hours is None else hours * 3600 + 1800
    found = _WHOLE.match(part)
    if not found or not any(found[f"n{factor}"] for _, factor in _UNITS):
        return None
    total, smallest = Fraction(0), 3600
    for _, factor in _UNITS:
        if found[f"n{factor}"] is None:
            continue
        number = _value(found[f"n{factor}"])
        if number is None:
            return None
        total += number * factor + (Fraction(factor, 2) if found[f"h{factor}"] else 0)
        smallest = factor
    if found["rest"]:
        number = _value(found["rest"])  # 8分30, 8'30
        if number is None or smallest == 1 or number > 59:
            return None
        total += number * (smallest // 60)
    return total


def _clock_seconds(seconds: Fraction) -> Fraction:
    return seconds / 60 if seconds >= _FIVE_HOURS else seconds


def _value(text: str) -> Fraction | None:
    if re.fullmatch(r"\d{1,6}(?:\.\d{1,6})?", text):
        return Fraction(text)
    number = number_of(text)
    return None if number is None else Fraction(number)


def _factor(unit: str) -> int:
    return {"秒": 1, "时": 3600}.get(unit, 60)


def _bare(number: Fraction, unit: str, text: str) -> tuple[int | None, Problem | None]:
    """A number without a unit of its own: the header's unit, else minutes, else surely seconds."""
    if not unit and number > _LONGEST_PLAUSIBLE:
        return _doubtful(number, text)
    return _checked(number * _factor(unit), text)


def _checked(seconds: Fraction, text: str) -> tuple[int | None, Problem | None]:
    if seconds <= 0:
        return _unreadable(text)
    if seconds > _LONGEST_PLAUSIBLE * 60:
        return _doubtful(seconds, text)
    return _rounded(seconds), None


def _rounded(seconds: Fraction) -> int:
    return max(1, int((seconds + 30) // 60))


def _doubtful(seconds: Fraction | int, text: str) -> tuple[int | None, Problem | None]:
    minutes = _rounded(Fraction(seconds))
    message = f"时长{quoted(text)}读作 {minutes} 分钟，请核对；不对请改成几分几秒。"
    return minutes, Problem("minutes", "ambiguous", message)


def _unreadable(text: str) -> tuple[None, Problem]:
    return None, Problem(
        "minutes", "unrecognised", f"时长{quoted(text)}看不出是几分钟。请改成几分几秒，例如“8分30秒”。"
    )
