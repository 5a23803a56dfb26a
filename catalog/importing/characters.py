"""Characters that people did not mean to type, and numbers that nobody may keep.

Decided here: which invisible characters go, what counts as white space, how text is squeezed for
comparing, and what looks like a phone or ID number. What a field does with its text is the field's.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Zero-width and directional marks, the byte order mark, soft hyphen, private use, controls but for \t \n \r.
_INVISIBLE = re.compile(
    "[\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad\ue000-\uf8ff"
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd]|\u200d(?![\u2190-\u2bff\U0001f000-\U0001faff])"
)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_WRITTEN_SPACE = re.compile(r"&(?:nbsp|ensp|emsp|thinsp|#160|#xa0);", re.IGNORECASE)
BREAKS = "\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"

# A digit of a phone may be full width; \d covers both. The sample phones begin with 100.
_PRIVATE = re.compile(
    r"(?<!\d)(?:"
    r"\d{14,17}[\dXxＸｘ]"  # ID numbers of 15 to 18 digits
    r"|(?:[+＋]?86[-－ ]?)?[1１]\d{2}[-－—\s]?\d{4}[-－—\s]?\d{4}"  # mobile
    r"|[0０]\d{2,3}[-－—]?\d{7,8}"  # landline
    r")(?!\d)"
)
_PRIVATE_LABEL = re.compile(
    r"(?:联系|办公|移动|手机)?(?:电话|手机|号码|方式|tel|TEL|Tel)(?:号码?)?\s*[:：]?\s*(?=\ufffc)"
)
_WRITTEN_FLOAT = re.compile(r"\d(?:\.\d+)?[eE][+＋]?1[4-9]")


def without_invisible(text: str) -> str:
    """The text as the eye sees it: escapes of Excel resolved, zero-width characters gone."""
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    text = _WRITTEN_SPACE.sub("\u00a0", text)
    return _INVISIBLE.sub("", text)


def without_private_numbers(text: str, instead: str = "") -> str:
    """No phone number and no ID number, nor the label that announced it; `instead` parts what stood around."""
    text, found = _PRIVATE.subn("\ufffc", text)
    text, floats = _WRITTEN_FLOAT.subn("\ufffc", text)
    if not found and not floats:
        return text
    return re.sub(r"[（(\[]?\s*\ufffc\s*[)）\]]?", instead, _PRIVATE_LABEL.sub("", text)).strip(
        " 　,，;；、/:："
    )


@lru_cache(maxsize=20_000)  # a header's words are looked for in every cell of every row
def squeezed(text: str) -> str:
    """For recognising words: one width, no white space at all."""
    return "".join(unicodedata.normalize("NFKC", without_invisible(text)).split())


def comparable(text: str) -> str:
    """For finding repetitions: squeezed, lower case, without 《》 and with one kind of quote and dash."""
    text = squeezed(text).casefold()
    text = re.sub(r"[《》〈〉]", "", text)
    text = re.sub(r"[“”„‟＂\"「」『』]", '"', text)
    text = re.sub(r"[‘’‚‛`´]", "'", text)
    return re.sub(r"[-‐‑‒–—―─]+", "-", text)


def quoted(text: str) -> str:
    """A cell as a message may show it: one line, short, without private numbers."""
    text = " ".join(without_private_numbers(without_invisible(text)).split())
    return f"“{text[:30]}…”" if len(text) > 30 else f"“{text}”"
