"""Chinese numerals up to 999, as people write them in grades, minutes and lists."""

from __future__ import annotations

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "两": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
    "肆": 4,
    "伍": 5,
    "陆": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100}
NUMERAL = "0-9零〇一二两三四五六七八九十百"


def number_of(text: str) -> int | None:
    """12 of 十二, 一二, or 12; None of anything that is no number."""
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return int(text) if len(text) <= 6 else None
    if all(character in _DIGITS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text)) if len(text) <= 4 else None
    total, digit = 0, 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _UNITS:
            total += (digit or 1) * _UNITS[character]
            digit = 0
        elif character.isascii() and character.isdigit():
            digit = digit * 10 + int(character)
        else:
            return None
    return total + digit
