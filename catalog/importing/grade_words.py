"""The words for grades and stages, and a cell's text cut into them.

Decided here: which words there are beside the vocabulary's own, that the longest goes first (中职一年级 holds
一年级, 高中段 holds 中段), that classes (七（1）班), years and terms are no grades. What the pieces together
mean is `grades`' matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from catalog.importing.characters import squeezed
from catalog.importing.numerals import number_of
from catalog.importing.rows import Vocabulary

_NUMERAL = r"十[一二]?|1[0-2]|[1-9一二三四五六七八九]"
_CLASS = re.compile(
    r"(?<=年级)[(]?[0-9一二三四五六七八九十]{1,3}[)]?班?(?=$|[、,;/])"
    r"|(?<=[初高小][一二三四五六])[(]?\d{1,2}[)]?班"
    r"|(?<=[一二三四五六七八九\d])[(]\d{1,2}[)]班?(?:[、,]?[(]\d{1,2}[)])*班?"
    r"|(?<=[一二三四五六七八九\d])\.\d{1,2}班|(?<=[一二三四五六七八九])\d{1,2}班"
    r"|(?<=[一二三四五六七八九])[(][一二三四五六七八九十]{1,2}[)]班?|(?<=年级)[一二三四五六七八九十\d]{1,2}班"
)
_INFANT_CLASS = re.compile(
    r"([托小中大])(?:班[(][1-9一二三四五六七八九]{1,2}[)]|[(]?[1-9一二三四五六七八九]{1,2}[)]?)班"
)
_YEAR = re.compile(r"20\d\d(?:[级届](?:[(]?\d{1,2}[)]?班)?|学年|年度|年)?")
_TERM = re.compile(r"(?:第?[一二上下](?:个)?学期|[(]?[上下]册[)]?|[(][上下][)])")
_CROSSINGS = {
    "幼升小": ("KG", "PR"), "幼小衔接": ("KG", "PR"), "小升初": ("PR", "JH"), "小初衔接": ("PR", "JH"),
    "初升高": ("JH", "SH"), "初高衔接": ("JH", "SH"),
}  # fmt: skip
_EXTRA_STAGES = {
    "幼儿": "KG", "学龄前": "KG", "全园": "KG", "初级中学": "JH", "高级中学": "SH", "普通高中": "SH",
    "职业高中": "VS", "中等职业": "VS", "职教": "VS", "职校": "VS", "特教": "SP",
}  # fmt: skip
_EVERY = "全学段|各学段|所有学段|全部学段|各个学段"
_EACH = "全年级|各年级|各个年级|所有年级|全部年级|全年段|全段|各段|全体年级|年级不限|不限年级|不限|通用|均可|皆可|都可以|全部|全覆盖"
_RELATIVE_GROUPS = ("起始年级", "毕业年级")


@dataclass
class Token:
    kind: str  # stage, grades, number, range, separator, every, each, above, below, relative
    grades: tuple[str, ...] = ()
    stage: str = ""
    number: int = 0
    year: bool = False
    in_bracket: bool = False


class GradeLexicon:
    """Compiled once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.order = [grade.code for grade in vocabulary.grades]
        self.stage_of = {grade.code: grade.stage for grade in vocabulary.grades}
        self.of_stage: dict[str, list[str]] = {}
        for grade in vocabulary.grades:
            self.of_stage.setdefault(grade.stage, []).append(grade.code)
        self.stage_words = {word: code for word, code in _EXTRA_STAGES.items() if code in self.of_stage}
        for stage in vocabulary.stages:
            if stage.code in self.of_stage:
                self.stage_words |= dict.fromkeys((stage.name, *stage.aliases), stage.code)
        self.infants = {
            name: grade.code
            for grade in vocabulary.grades
            for name in "托小中大"
            if grade.stage == "KG" and f"{name}班" in (grade.name, *grade.aliases)
        }
        self.words: dict[str, tuple[str, ...]] = {}
        self.relative: dict[str, tuple[str, ...]] = {}
        for group in vocabulary.grade_groups:
            names = [
                name for name in (group.name, *group.aliases) if not re.match(r"\d|[一二三四五六]", name)
            ]
            relative = group.name in _RELATIVE_GROUPS
            (self.relative if relative else self.words).update(dict.fromkeys(names, group.grades))
        for grade in vocabulary.grades:
            if grade.stage in ("KG", "SP"):
                self.words |= dict.fromkeys((grade.name, *grade.aliases), (grade.code,))
        self.words["学前班"] = (self.of_stage.get("KG", ["K3"])[-1],)
        for word, (before, after) in _CROSSINGS.items():
            if before in self.of_stage and after in self.of_stage:
                self.words[word] = (self.of_stage[before][-1], self.of_stage[after][0])
        self.bands = {
            key: self.words.get(f"{name}段", ()) for key, name in zip("低中高", "低中高", strict=True)
        }
        self.pattern = self._pattern()

    def _pattern(self) -> re.Pattern[str]:
        def either(words: Iterable[str]) -> str:
            return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))

        return re.compile(
            rf"(?P<every>{_EVERY})|(?P<each>{_EACH})|(?P<relative>{either(self.relative) or '(?!)'})"
            rf"|(?P<word>{either(w for w in self.words if w not in ('低段', '中段', '高段', '低年级', '中年级', '高年级'))})"
            rf"|(?P<stage>{either(self.stage_words)})"
            r"|(?P<infants>[托小中大](?:[、,/和与及~—–至到-]*[托小中大])*班)"
            r"|(?P<bands>[低中高](?:[、,/和与及-]?[低中高])*)(?:年级|年段|学段|段)"
            rf"|(?P<prefix>初|高|小|职|幼)?(?P<number>{_NUMERAL})(?P<year>年级|年段|年|级)?"
            r"|(?P<above>及?以上)|(?P<below>及?以下)"
            r"|(?P<range>[-‐‑‒–—―─~∼〜至到]+)|(?P<separator>[、,;/|和与及升.·+&]+)|(?P<open>[(])|(?P<close>[)])"
        )

    def stages_in(self, text: str) -> tuple[str, ...]:
        """The stages that a divider, a sheet's name or a 学段 cell names, in the vocabulary's order."""
        plain = squeezed(text)
        for word in ("义务教育", "九年一贯"):
            plain = plain.replace(word, "")
        found: set[str] = set()
        for token in self.tokens(plain):
            if token.kind == "stage":
                found.add(token.stage)
            found |= {self.stage_of[code] for code in token.grades if token.kind == "grades"}
        return tuple(code for code in self.of_stage if code in found)

    def plain(self, text: str) -> str:
        """A squeezed text without what tells only the class, the year or the term."""
        return _CLASS.sub("", _INFANT_CLASS.sub(r"\1班", _TERM.sub("", _YEAR.sub("", text))))

    def tokens(self, plain: str) -> Iterable[Token]:
        bracket = False
        for found in self.pattern.finditer(plain):
            kind, text = found.lastgroup or "", found[0]
            if found["number"]:
                stage = {"初": "JH", "高": "SH", "小": "PR", "职": "VS", "幼": "KG"}.get(
                    found["prefix"] or "", ""
                )
                number = number_of(found["number"]) or 0
                yield Token("number", stage=stage, number=number, year=bool(found["year"]))
            elif found["bands"]:
                codes = [code for key in "低中高" if key in found["bands"] for code in self.bands[key]]
                yield Token("grades", tuple(codes))
            elif kind == "infants":
                yield Token("grades", tuple(self._infants(text)))
            elif kind == "word":
                yield Token("grades", tuple(self.words[text]))
            elif kind == "stage":
                yield Token("stage", stage=self.stage_words[text], in_bracket=bracket)
            elif kind == "relative":
                yield Token("relative", tuple(self.relative[text]))
            elif kind in ("open", "close"):
                bracket = kind == "open"
            else:
                yield Token(kind)

    def _infants(self, text: str) -> list[str]:
        codes = [self.infants[character] for character in text if character in self.infants]
        if re.search(r"[~—–至到-]", text) and len(codes) == 2:
            return self.between(codes[0], codes[1])
        return codes

    def between(self, first: str, last: str) -> list[str]:
        low, high = sorted((self.order.index(first), self.order.index(last)))
        return [code for code in self.order[low : high + 1] if self.stage_of[code] not in ("VS", "SP") or
                {first, last} <= set(self.of_stage.get("VS", []))]  # fmt: skip

    def in_order(self, codes: Iterable[str]) -> list[str]:
        wanted = set(codes)
        return [code for code in self.order if code in wanted]
