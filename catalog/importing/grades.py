"""Which grades a lesson is for: codes in the vocabulary's order.

Decided here: a stage alone means all its grades, 全学段 every grade; what the cell itself says wins over
the 学段 column, that over the divider row, that over the sheet; 一二三年级 beside 初中 or 高中 are that
stage's years, 六年级 or 七年级 are themselves anywhere. A date is the range it was typed as (3月4日 is 3-4)
when that fits the stage, else it is left open. 教师, 社区家长, a dash cannot be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from catalog.importing.characters import quoted, squeezed
from catalog.importing.grids import FORMULA, Value
from catalog.importing.numerals import number_of
from catalog.importing.rows import Problem, Vocabulary

MISSING = Problem("grades", "missing", "没有填适用年级。请补填，例如“三年级”“初中”“中班、大班”。")
_FORMULA = Problem("grades", "formula", "年级是公式，系统不计算公式。请直接填写年级。")

@dataclass(frozen=True)
class StageContext:
    """What stands around the cell: the 学段 column's own stages, else the divider's or the sheet's."""

    column: tuple[str, ...] = ()
    around: str | None = None
    school: str | None = None

    @property
    def stage(self) -> str | None:
        if self.column:
            return self.column[0] if len(self.column) == 1 else None
        return self.around


class GradeReader:
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
            names = [name for name in (group.name, *group.aliases) if not re.match(r"\d|[一二三四五六]", name)]
            relative = group.name in _RELATIVE_GROUPS
            (self.relative if relative else self.words).update(dict.fromkeys(names, group.grades))
        for grade in vocabulary.grades:
            if grade.stage in ("KG", "SP"):
                self.words |= dict.fromkeys((grade.name, *grade.aliases), (grade.code,))
        self.words["学前班"] = (self.of_stage.get("KG", ["K3"])[-1],)
        for word, (before, after) in _CROSSINGS.items():
            if before in self.of_stage and after in self.of_stage:
                self.words[word] = (self.of_stage[before][-1], self.of_stage[after][0])
        self.bands = {key: self.words.get(f"{name}段", ()) for key, name in zip("低中高", "低中高", strict=True)}
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
        for token in self._tokens(plain):
            if token.kind == "stage":
                found.add(token.stage)
            found |= {self.stage_of[code] for code in token.grades if token.kind == "grades"}
        return tuple(code for code in self.of_stage if code in found)

    def read(self, value: Value | None, context: StageContext) -> tuple[list[str], Problem | None]:
        if value is None:
            return [], MISSING
        if value is FORMULA:
            return [], _FORMULA
        if isinstance(value, datetime):
            return self._of_date(value.month, value.day, context)
        if isinstance(value, timedelta | bool):
            return _unreadable(str(value))
        if isinstance(value, float | int):
            if 36_526 <= value < 58_000 and float(value).is_integer():  # a date that lost its format
                day = datetime.fromordinal(datetime(1899, 12, 30).toordinal() + int(value))
                return self._of_date(day.month, day.day, context)
            value = f"{value:g}"
        plain = squeezed(value)
        if not plain:
            return [], MISSING
        written = month_and_day(plain)
        if written:
            return self._of_date(*written, context)
        return self._of_text(value, plain, context)

    def _of_date(self, month: int, day: int, context: StageContext) -> tuple[list[str], Problem | None]:
        text = f"{month}月{day}日"
        if 1 <= month < day <= 9:
            grades, _ = self._of_text(text, f"{month}-{day}年级", context)
            known = set(context.column or ((context.around,) if context.around else ()))
            if grades and (not known or {self.stage_of[code] for code in grades} & known):
                return grades, None
        message = f"年级被 Excel 变成了日期“{text}”，读不准。请把单元格设为文本，重新填写年级。"
        return [], Problem("grades", "ambiguous", message)

    def _of_text(self, shown: str, plain: str, context: StageContext) -> tuple[list[str], Problem | None]:
        ages = _AGES.search(plain)
        if ages:
            stage = _AGE_STAGES.get((int(ages[1]), int(ages[2])), "")
            return (self._sorted(self.of_stage[stage]), None) if stage in self.of_stage else _unreadable(shown)
        if plain.isdigit() and len(plain) > 1:
            return _unreadable(shown)
        plain = _TERM.sub("", _YEAR.sub("", plain))
        plain = _CLASS.sub("", _INFANT_CLASS.sub(r"\1班", plain))
        tokens = list(self._tokens(plain))
        rest = _NOISE.sub("", self.pattern.sub("", plain))
        grades = self._resolved(tokens, context, strict=bool(re.search(r"\w", rest)))
        if not grades:
            return _unreadable(shown)
        if context.school and self._bare_years(tokens, context):
            message = f"年级{quoted(shown)}没有写明学段，按学校读作{context.school}，请核对。"
            stage = next(code for word, code in self.stage_words.items() if word == context.school)
            inner = StageContext(around=stage)
            return self._resolved(tokens, inner, strict=False), Problem("grades", "ambiguous", message)
        if context.column and not {self.stage_of[code] for code in grades} & set(context.column):
            message = f"年级{quoted(shown)}与学段一栏不一致，请核对后改正。"
            return grades, Problem("grades", "ambiguous", message)
        return grades, None

    def _bare_years(self, tokens: list[_Token], context: StageContext) -> bool:
        """一年级 at a 初级中学 with no stage named anywhere: the school decides, with doubt."""
        numbers = [token for token in tokens if token.kind == "number"]
        named = any(token.kind in ("stage", "grades") or token.stage for token in tokens)
        return not context.stage and not context.column and bool(numbers) and not named \
            and all(token.number <= 3 for token in numbers)  # fmt: skip

    def _tokens(self, plain: str) -> Iterable[_Token]:
        bracket = False
        for found in self.pattern.finditer(plain):
            kind, text = found.lastgroup or "", found[0]
            if found["number"]:
                stage = {"初": "JH", "高": "SH", "小": "PR", "职": "VS", "幼": "KG"}.get(found["prefix"] or "", "")
                number = number_of(found["number"]) or 0
                yield _Token("number", stage=stage, number=number, year=bool(found["year"]))
            elif found["bands"]:
                codes = [code for key in "低中高" if key in found["bands"] for code in self.bands[key]]
                yield _Token("grades", tuple(codes))
            elif kind == "infants":
                yield _Token("grades", tuple(self._infants(text)))
            elif kind == "word":
                yield _Token("grades", tuple(self.words[text]))
            elif kind == "stage":
                yield _Token("stage", stage=self.stage_words[text], in_bracket=bracket)
            elif kind == "relative":
                yield _Token("relative", tuple(self.relative[text]))
            elif kind in ("open", "close"):
                bracket = kind == "open"
            else:
                yield _Token(kind)

    def _infants(self, text: str) -> list[str]:
        codes = [self.infants[character] for character in text if character in self.infants]
        if re.search(r"[~—–至到-]", text) and len(codes) == 2:
            return self._between(codes[0], codes[1])
        return codes

    def _resolved(self, tokens: list[_Token], context: StageContext, *, strict: bool) -> list[str]:
        named = [token.stage for token in tokens if token.kind == "stage"]
        in_brackets = [token.stage for token in tokens if token.kind == "stage" and token.in_bracket]
        numbers = [token.number for token in tokens if token.kind == "number"]
        # 六年级、七年级 in a sheet 初中 are themselves, so the surrounding stage counts only if all fit.
        around = context.stage if context.stage in ("JH", "SH", "VS", "SP") and max(numbers, default=0) <= 3 else None
        current = in_brackets[0] if len(set(named)) == 1 and in_brackets else ""
        prefix, found, stages = "", set[str](), list[str]()
        span, last = False, []
        for place, token in enumerate(tokens):
            here: list[str] = []
            if token.kind == "stage":
                current, prefix = token.stage, ""
                stages.append(current)
                if span and last and place + 1 < len(tokens) and tokens[place + 1].kind == "number":
                    continue  # 小学一年级至初中三年级: the range goes on to the number
                if span and last:
                    here = self._between(last[0], self.of_stage[current][-1])
                last = self.of_stage[current]
            elif token.kind == "number":
                prefix = token.stage or (prefix if token.number <= 3 else "")
                sure = prefix or not strict or self._has_year(tokens[place:])
                here = self._numbered(token.number, prefix or current or around or "") if sure else []
            elif token.kind == "grades":
                here = list(token.grades)
            elif token.kind == "relative":
                near = set(named) or ({context.stage} if context.stage else set())
                here = [code for code in token.grades if not near or self.stage_of[code] in near]
            elif token.kind in ("above", "below") and last:
                ends = self.of_stage[self.stage_of[last[-1]]]
                here = self._between(last[0], ends[-1]) if token.kind == "above" else self._between(ends[0], last[0])
            if here:
                found |= set(self._between(last[0], here[-1])) if span and last else set(here)
                last = here
            span = token.kind == "range" or (span and not here and token.kind == "stage")
        for stage in stages:
            if not any(self.stage_of[code] == stage for code in found):
                found |= set(self.of_stage[stage])
        if not found and any(token.kind in ("each", "every") for token in tokens):
            near = context.column or ((context.around,) if context.around else ())
            each = not any(token.kind == "every" for token in tokens) and near
            found = {code for stage in near for code in self.of_stage.get(stage, ())} if each else set(self.order)
        return self._sorted(found)

    def _has_year(self, tokens: list[_Token]) -> bool:
        for token in tokens:
            if token.kind not in ("number", "range", "separator"):
                return False
            if token.year or token.stage:
                return True
        return False

    def _numbered(self, number: int, stage: str) -> list[str]:
        own = self.of_stage.get(stage, [])
        if stage == "SP":
            return own[:1]
        if stage == "KG" and number <= 3 and own[-3:]:
            return [own[-3:][number - 1]]
        if stage in ("JH", "SH", "VS") and 1 <= number <= len(own):
            return [own[number - 1]]
        years = [code for near in ("PR", "JH", "SH") for code in self.of_stage.get(near, [])]
        return [years[number - 1]] if 1 <= number <= len(years) else []

    def _between(self, first: str, last: str) -> list[str]:
        low, high = sorted((self.order.index(first), self.order.index(last)))
        return [code for code in self.order[low : high + 1] if self.stage_of[code] not in ("VS", "SP") or
                {first, last} <= set(self.of_stage.get("VS", []))]  # fmt: skip

    def _sorted(self, codes: Iterable[str]) -> list[str]:
        wanted = set(codes)
        return [code for code in self.order if code in wanted]


def _unreadable(text: str) -> tuple[list[str], Problem]:
    message = f"年级{quoted(text)}看不出是哪个年级。请改成年级或学段，例如“三年级”“初中”。"
    return [], Problem("grades", "unrecognised", message)
