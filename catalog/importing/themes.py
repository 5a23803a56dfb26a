"""Which theme an office's words mean: a code of ours, or nothing.

Decided here: exact words first (name, former name, the office's own words in `office_themes.json`,
alias), then the words without their packing (类, 教育, brackets, a leading number), then their parts,
then the longest known word inside them, then likeness above a threshold. Never a guess below it, and
never from words that fit everything (综合, 其他, 育儿方法, and 家庭教育, which here is what all is about).
Two themes in a cell: the first that is known. A bare number is of the call's own list, which is looked
for in the file (`call_list`); without one it is left open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from catalog.importing.characters import quoted, squeezed
from catalog.importing.grids import Formula, Value
from catalog.importing.numerals import NUMERAL, number_of
from catalog.importing.rows import Problem, Vocabulary

MISSING = Problem("theme", "missing", "没有填主题类别。请补填，或在“待补全”清单里选一个主题。")
_FORMULA = Problem("theme", "formula", "主题是公式，系统不计算公式。请直接填写主题名称。")

_LEAST_LIKENESS = 0.66
_LEAST_COVER = 0.5
_VAGUE = re.compile(
    r"^(?:综合|其[他它余]|家庭教育(?:指导|方法|知识|课程|讲座|微课|课例)?|家教|育儿|育儿(?:方法|知识|经验|指导)|通用|不限|全部|无|没有|待定|未定|暂无"
    r"|自选|自拟|自定|任选|教育方法|教子方法|常识|知识|方法|微课|课例|家长课|优质课|家长课程)(?:类|主题|教育|指导|问题|方面)*$"
)
_PACKING = re.compile(
    r"(?:类别|类型|类|主题|方向|专题|课程|模块|板块|系列|篇|方面|领域|问题|话题|教育|指导|培养|辅导|引导|养成|建设|管理|促进|发展|能力|提升|素养|应对|策略)$"
)
_WRAPPING = re.compile(
    r"^(?:关于|主题|类别|专题|方向|家庭|儿童|青少年|中小学生|未成年人|学生|孩子|幼儿|子女|小学生|中学生|良好|科学|正确|有效|关注|培养|加强|做好)"
)
_NUMBERED = re.compile(
    rf"^(?:第|主题|类别|专题|方向|代码|编号)?[(\[【]?(?P<number>\d{{1,2}}|[{NUMERAL}]{{1,3}})[)\]】]?(?:类|号|项)?(?P<mark>[.．、,:：)）-]|\s)?"
)
_SEPARATE = re.compile(r"[;；/／|\n\r,，+＋&]+")
_JOINED = re.compile(r"[、与和及]")
_ENTRY = re.compile(
    r"(?:(?:^|(?<=[\s;；,，、。:：(（|/]))[(（]?\d{1,2}[)）]?|[①-⑳])\s*[.．、:：)）-]?\s*"
    r"([^\d\s;；,，。|/()（）①-⑳][^\d;；,，。|\n①-⑳]{1,18})"
)
_LIST_MARK = re.compile(r"主题|类别|代码|方向|专题|分类")
_KEPT_DIGITS = re.compile(r"0[—–-]3岁|AI|1\+30")


class ThemeReader:
    """Compiled once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        moved = {theme.code: theme.replaced_by for theme in vocabulary.themes if theme.replaced_by}
        self.parent = {theme.code: theme.parent for theme in vocabulary.themes}
        self.exact: dict[str, str] = {}
        self.loose: dict[str, str] = {}
        layers: list[Iterable[tuple[str, str]]] = [
            ((theme.name, theme.code) for theme in vocabulary.themes),
            ((name, theme.code) for theme in vocabulary.themes for name in theme.former_names),
            vocabulary.office_themes.items(),
            ((alias, theme.code) for theme in vocabulary.themes for alias in theme.aliases),
        ]
        for layer in layers:
            for word, code in layer:
                self.exact.setdefault(_key(word), moved.get(code) or code)
        parts = [(_key(part), moved.get(theme.code) or theme.code)
                 for theme in vocabulary.themes for part in re.split(r"[、与和及（）()，]", theme.name)]  # fmt: skip
        # 规则 is part of two names, and a part of two characters (责任) says too little inside other words.
        lone = [(part, code) for part, code in parts if len({c for p, c in parts if p == part}) == 1]
        self.loose = {word: code for word, code in (*lone, *self.exact.items()) if len(word) >= 2}
        self.inner = {word: code for word, code in self.loose.items() if len(word) > 2 or word in self.exact}
        self.codes = {theme.code.lower(): moved.get(theme.code) or theme.code for theme in vocabulary.themes}

    def family(self, code: str) -> str:
        return self.parent.get(code) or code

    def read(
        self, value: Value | None, listed: Mapping[int, str] | None = None
    ) -> tuple[str | None, Problem | None]:
        """The code of a cell; `listed` is the call's own numbering."""
        if value is None:
            return None, MISSING
        if isinstance(value, Formula):
            return None, _FORMULA
        text = f"{value:g}" if isinstance(value, int | float) and not isinstance(value, bool) else str(value)
        if not squeezed(text):
            return None, MISSING
        numbers = _bare_numbers(text)
        if numbers:
            for number in numbers:
                code = self.find((listed or {}).get(number, ""))
                if code:
                    return code, None
            message = f"主题只填了代码{quoted(text)}，本表里找不到这份通知的代码表。请改填主题名称。"
            return None, Problem("theme", "unrecognised", message)
        code = self.find(text)
        if code:
            return code, None
        message = f"主题{quoted(text)}对不上目录里的主题。请改填主题名称，或在“待补全”清单里选一个。"
        return None, Problem("theme", "unrecognised", message)

    def find(self, text: str) -> str | None:
        """The code that these words mean, if any."""
        whole = _key(text)
        if not whole or _VAGUE.match(whole):
            return None
        if whole in self.exact:
            return self.exact[whole]
        if whole.lower() in self.codes:
            return self.codes[whole.lower()]
        pieces = [piece for piece in _SEPARATE.split(squeezed(text.replace("\n", ";"))) if piece]
        for piece in pieces if len(pieces) > 1 else ():
            code = self.find(piece)
            if code:
                return code
        if len(pieces) > 1:
            return None
        words = text.split()
        return self._one(_unnumbered(whole)) or next(
            (self.exact[_key(word)] for word in words if len(words) > 1 and _key(word) in self.exact), None
        )

    def _one(self, word: str) -> str | None:
        if not word or _VAGUE.match(word):
            return None
        outer, inner = _bracketed(word)
        for candidate in (word, outer, *_unpacked(outer or word)):
            if candidate in self.exact and not _VAGUE.match(candidate):
                return self.exact[candidate]
        return (
            self._by_parts(outer)
            or self._inside(outer)
            or (self._one(inner) if inner else None)
            or self._alike(outer)
        )

    def _by_parts(self, word: str) -> str | None:
        """亲子沟通与陪伴: every part known; of one family the parent unless they agree, else the first."""
        parts = [part for part in _JOINED.split(word) if part]
        if len(parts) < 2:
            return self.loose.get(word)
        if word in self.loose:
            return self.loose[word]
        found = [self._part(part) for part in parts]
        known = [code for code in found if code]
        if not known:
            return None
        said = sum(len(part) for part, code in zip(parts, found, strict=True) if code)
        if len({self.family(code) for code in known}) == 1 and said >= 0.7 * sum(map(len, parts)):
            return known[0] if len(set(known)) == 1 and len(known) == len(found) else self.family(known[0])
        if len(known) == len(found):
            return known[0]
        # 习惯与品格: either of two themes will do, so the one that is a known word itself stands for both.
        return next(
            (self.exact[part] for part in parts if part in self.exact and not _VAGUE.match(part)), None
        )

    def _part(self, part: str) -> str | None:
        for candidate in (part, *_unpacked(part)):
            if candidate in self.loose and not _VAGUE.match(candidate):
                return self.loose[candidate]
        return self._inside(part)

    def _inside(self, word: str) -> str | None:
        """The longest known word inside, if it is half of what is said and no equal one disagrees."""
        core = next((form for form in reversed(_unpacked(word)) if len(form) >= 2), word)
        inside = {
            known: code for known, code in self.inner.items() if known in core and not _VAGUE.match(known)
        }
        best = max(map(len, inside), default=0)
        if best < 2 or best < _LEAST_COVER * len(core):
            return None
        codes = {code for known, code in inside.items() if len(known) == best}
        families = {self.family(code) for code in codes}
        if len(families) > 1:
            return None
        return codes.pop() if len(codes) == 1 else families.pop()

    def _alike(self, word: str) -> str | None:
        """A slip of the pen in a long name: pairs of characters in common."""
        if len(word) < 4:
            return None
        scores: dict[str, float] = {}
        for known, code in self.loose.items():
            if len(known) >= 4:
                scores[code] = max(scores.get(code, 0.0), _likeness(word, known))
        best = max(scores.values(), default=0.0)
        if best < _LEAST_LIKENESS:
            return None
        families = {self.family(code) for code, score in scores.items() if score == best}
        if len(families) > 1:
            return None
        codes = [code for code, score in scores.items() if score == best]
        return codes[0] if len(codes) == 1 else families.pop()

    def call_list(self, texts: Iterable[str]) -> dict[int, str]:
        """The call's numbering of themes, if these texts (notes, instructions, a header) print one."""
        best: dict[int, str] = {}
        run: dict[int, str] = {}
        marked = False
        for text in texts:
            marked = marked or bool(_LIST_MARK.search(text))
            entries = {_ordinal(found[0]): found[1].strip(" 、") for found in _ENTRY.finditer(_spread(text))}
            if len(entries) > 1:
                best = max(best, self._known(entries), key=len)
            run |= {number: words for number, words in entries.items() if number not in run}
        if marked:
            best = max(best, self._known(run), key=len)
        return best

    def _known(self, entries: Mapping[int, str]) -> dict[int, str]:
        known = {number: words for number, words in entries.items() if self.find(words)}
        return known if len(known) >= 3 and len(known) >= 0.6 * len(entries) else {}


def _spread(text: str) -> str:
    return re.sub(r"[ \t\u3000\u00a0]+", " ", text)


def _ordinal(text: str) -> int:
    digits = re.match(r"[(（]?(\d{1,2})", text)
    return int(digits[1]) if digits else ord(text[0]) - ord("①") + 1


def _key(text: str) -> str:
    return re.sub(r"[《》“”\"'‘’·•]", "", squeezed(text)).strip(".。,;:、-—_*")


def _bare_numbers(text: str) -> list[int]:
    """3, （16）, 3/5: the numbers of a cell that says nothing else."""
    pieces = [piece for piece in re.split(r"[、,，;；/和\s]+", text) if squeezed(piece)]
    found = [_bare_number(squeezed(text))]
    if found == [None]:
        found = [_bare_number(squeezed(piece)) for piece in pieces]
    return [] if None in found else [number for number in found if number is not None]


def _bare_number(plain: str) -> int | None:
    plain = plain.strip(".。、,;:-#")
    found = re.fullmatch(
        rf"(?:第|主题|类别|专题|方向|代码|编号|[A-Za-z])?[(\[【]?(\d{{1,2}}(?:\.0)?|[{NUMERAL}]{{1,3}})[)\]】]?(?:类|号|项)?",
        plain,
    )
    if not found or re.fullmatch(r"[Tt]\d\d", plain):
        return None
    return number_of(found[1].removesuffix(".0"))


def _unnumbered(word: str) -> str:
    if _KEPT_DIGITS.match(word):
        return word
    found = _NUMBERED.match(word)
    if not found or found.end() == len(word):
        return word
    marked = (
        found["mark"] or found[0].endswith((")", "]", "】", "类", "号", "项")) or found["number"].isdigit()
    )
    return word[found.end() :].lstrip(".．、,:：)）- ") if marked else word


def _bracketed(word: str) -> tuple[str, str]:
    found = re.search(r"[(\[【]([^()\[\]【】]+)[)\]】]", word)
    if not found:
        return word, ""
    return (word[: found.start()] + word[found.end() :]) or found[1], found[1]


def _unpacked(word: str) -> list[str]:
    """The word with ever less around it, two characters at least."""
    forms = [word]
    for form in forms:  # grows while it is walked, from the fullest to the barest
        for packing in (_PACKING, _WRAPPING):
            shorter = packing.sub("", form)
            if len(shorter) >= 2 and shorter not in forms:
                forms.append(shorter)
    return forms[1:]


def _likeness(one: str, other: str) -> float:
    first = {one[place : place + 2] for place in range(len(one) - 1)}
    second = {other[place : place + 2] for place in range(len(other) - 1)}
    return 2 * len(first & second) / (len(first) + len(second))
