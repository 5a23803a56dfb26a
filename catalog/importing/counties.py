"""Whose sheet it is and of which year, from the file's name and its banner.

Decided here: the longest name wins where one holds another; a name counts only if nothing before or
after it makes another word of it (新安 in 新安全); a school's name is no banner. Name and banner that
disagree, or name several counties, are `ambiguous`; a county that is given is never asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from catalog.importing.characters import squeezed
from catalog.importing.numerals import number_of
from catalog.importing.rows import Problem, Vocabulary

_OTHER_WORDS = {"新安": ("", "全|装|江"), "西工": ("山|陕|江|广", "业|程|作"), "老城": ("", "市|镇")}
_EXTRA_ALIASES = {
    "高新技术产业开发区": "410371",
    "高新技术开发区": "410371",
    "经济技术开发区": "4103YB",
    "市直属": "4103SZ",
}
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=(?:[-—–~至/](?:20)?\d\d)?(?:学?年|学年度|年度)|(?!\d))")
_WRITTEN_YEAR = re.compile(r"二[〇○零0][一二三四五六七八九〇○零0]{2}(?=年)")
_SPAN = re.compile(r"(?<!\d)(20\d\d)[-—–~至/](20\d\d)(?=学年)")


def county_of(name: str, banner: Iterable[str], vocabulary: Vocabulary) -> tuple[str | None, Problem | None]:
    """The county's code, or why there is none."""
    named = _counties_in(name, vocabulary)
    headed = set().union(*(_counties_in(line, vocabulary) for line in banner))
    found = named | headed
    names = {county.code: county.name for county in vocabulary.counties}
    if len(found) == 1:
        return found.pop(), None
    if not found:
        message = "文件名和表头都没有写是哪个县区。请注明县区后重新导入（命令行用 --county 指定）。"
        return None, Problem("county", "missing", message)
    listed = "、".join(names[code] for code in names if code in found)
    message = f"文件名和表头写的县区不一致（{listed}），整份没有导入。请核实后指定县区（命令行用 --county）。"
    return None, Problem("county", "ambiguous", message)


def _counties_in(text: str, vocabulary: Vocabulary) -> set[str]:
    plain = squeezed(text)
    words = {
        squeezed(word): county.code
        for county in vocabulary.counties
        for word in (county.name, *county.aliases, *re.split(r"[/（）()]", county.name))
        if len(word) >= 2
    }
    known = {county.code for county in vocabulary.counties}
    words |= {word: code for word, code in _EXTRA_ALIASES.items() if code in known}
    found: set[str] = set()
    for word in sorted(words, key=len, reverse=True):
        before, after = _OTHER_WORDS.get(word, ("", ""))
        pattern = (rf"(?<!{before})" if before else "") + re.escape(word) + (rf"(?!{after})" if after else "")
        if re.search(pattern, plain):
            found.add(words[word])
            plain = re.sub(pattern, "\n", plain)
    return found


def year_of(name: str, banner: Iterable[str]) -> int | None:
    """The year that the name says, else the first that the banner says; of a school year the later."""
    for text in (name, *banner):
        plain = squeezed(text)
        span = _SPAN.search(plain)
        if span:
            return int(span[2])
        found = _YEAR.search(plain)
        if found:
            return int(found[1])
        written = _WRITTEN_YEAR.search(plain)
        if written:
            return number_of(written[0].replace("0", "零").replace("○", "零"))
    return None
