"""A lesson's title.

Decided here: 《》 around the title (or around its main part before a dash, colon or bracket) go, so do
line breaks, tabs, non-breaking and zero-width characters; a 副标题 of its own column is joined with ——.
A label (主题四：, 课题6), quotes, （上）, （微课） and markup stay: they are what the author wrote.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from catalog.importing.characters import BREAKS, squeezed, without_invisible, without_private_numbers
from catalog.importing.grids import FORMULA, Value
from catalog.importing.rows import Problem

MAX_TITLE = 255
MISSING = Problem("title", "missing", "没有课例名称，这一行没有导入。请补填名称后再导入。")
_FORMULA = Problem(
    "title", "formula", "课例名称是公式，系统不计算公式，这一行没有导入。请把名称直接写成文字。"
)
_TOO_LONG = Problem(
    "title", "too_long", f"课例名称超过 {MAX_TITLE} 个字，这一行没有导入。请只留名称，其余内容移到简介。"
)
# What may stand behind a main title in 《》: nothing, a subtitle, a bracket such as （上）.
_WRAPPED = re.compile(
    r"^[《〈]([^《》〈〉]+|.*[《〈].*[》〉].*)[》〉](?=$|\s*(?:[-–—―─:：]|[（(〔\[【][^）)〕\]】]*[）)〕\]】]\s*$))"
)
_DASH = re.compile(r"^\s*[-‐‑‒–—―─]+\s*")
_LATIN_BREAK = re.compile(rf"(?<=[A-Za-z0-9,.!?])[\u00a0{BREAKS}]+(?=[A-Za-z0-9])")
_FORM = re.compile(r"[（(\[【]([^（）()\[\]【】]{2,6})[)）\]】]$")


def read_title(value: Value | None, subtitle: Value | None = None) -> tuple[str, list[Problem]]:
    """Any problem of code missing, formula or too_long means that the row cannot come in."""
    if value is FORMULA or (subtitle is FORMULA and value is not None):
        return "", [_FORMULA]
    title = _cleaned(value)
    if not re.search(r"\w", title):
        return "", [MISSING]
    below = _DASH.sub("", _cleaned(subtitle))
    if below and squeezed(below) != squeezed(title) and not squeezed(title).endswith(squeezed(below)):
        title = f"{title.rstrip('-–—―─ ')}——{below}"
    return title, [_TOO_LONG] if len(title) > MAX_TITLE else []


def _cleaned(value: Value | None) -> str:
    if value is None or isinstance(value, bool):
        return ""
    text = without_invisible(str(value))
    text = _LATIN_BREAK.sub(" ", text)
    text = re.sub(rf"[\u00a0\u202f\u2007{BREAKS}]+", "", text)
    text = re.sub(r"[ \u3000\u2000-\u200a]+", " ", text).strip()
    wrapped = _WRAPPED.match(text)
    if wrapped and _balanced(wrapped[1]):
        text = wrapped[1].strip() + text[wrapped.end() :]
    return without_private_numbers(text).strip()


def _balanced(text: str) -> bool:
    """《A》和《B》 begins and ends with marks that do not belong together."""
    depth = 0
    for character in text:
        depth += (character in "《〈") - (character in "》〉")
        if depth < 0:
            return False
    return depth == 0


def form_of(cell: Value | None, title: str, form_words: Mapping[str, str]) -> str:
    """The kind that a 类型 column names, else the bracket at the end of the title, else nothing."""
    bracket = _FORM.search(title.rstrip("》 "))
    for text in (cell if isinstance(cell, str) else "", bracket[1] if bracket else ""):
        plain = squeezed(text)
        if plain in form_words:
            return form_words[plain]
        for word in sorted(form_words, key=len, reverse=True):
            if text and word in plain:
                return form_words[word]
    return ""
