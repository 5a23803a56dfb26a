"""Which grades a lesson is for: codes in the vocabulary's order.

Decided here: a stage alone means all its grades, 全学段 every grade; what the cell itself says wins over
the 学段 column, that over the divider row, that over the sheet; 一二三年级 beside 初中 or 高中 are that
stage's years, 六年级 or 七年级 are themselves anywhere. A date is the range it was typed as (3月4日 is 3-4)
when that fits the stage, else it is left open. 教师, 社区家长, a dash cannot be read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from catalog.importing.characters import quoted, squeezed
from catalog.importing.grade_words import GradeLexicon, Token
from catalog.importing.grids import Formula, Value
from catalog.importing.rows import Problem, Vocabulary
from catalog.importing.written_dates import month_and_day

MISSING = Problem("grades", "missing", "没有填适用年级。请补填，例如“三年级”“初中”“中班、大班”。")
_FORMULA = Problem("grades", "formula", "年级是公式，系统不计算公式。请直接填写年级。")

_AGES = re.compile(r"(\d{1,2})\s*[-~—–至到]\s*(\d{1,2})(?:周?岁)")
_AGE_STAGES = {(0, 3): "托", (3, 6): "KG", (6, 12): "PR", (12, 15): "JH", (15, 18): "SH"}
_NOISE = re.compile(
    r"家长|学生|新生|适用|面向|孩子|儿童|少年|教师|年级|学段|段|组|部|阶段|的|及|等|新|准|入学|升入|各|全|生|班|[()\s]"
)


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
        self.words = GradeLexicon(vocabulary)
        self.stage_of, self.of_stage = self.words.stage_of, self.words.of_stage
        self.stages_in = self.words.stages_in

    def read(self, value: Value | None, context: StageContext) -> tuple[list[str], Problem | None]:
        if value is None:
            return [], MISSING
        if isinstance(value, Formula):
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
            return (
                (self.words.in_order(self.of_stage[stage]), None)
                if stage in self.of_stage
                else _unreadable(shown)
            )
        if plain.isdigit() and len(plain) > 1:
            return _unreadable(shown)
        plain = self.words.plain(plain)
        tokens = list(self.words.tokens(plain))
        rest = _NOISE.sub("", self.words.pattern.sub("", plain))
        grades = self._resolved(tokens, context, strict=bool(re.search(r"\w", rest)))
        if not grades:
            return _unreadable(shown)
        if context.school and self._bare_years(tokens, context):
            message = f"年级{quoted(shown)}没有写明学段，按学校读作{context.school}，请核对。"
            stage = next(code for word, code in self.words.stage_words.items() if word == context.school)
            inner = StageContext(around=stage)
            return self._resolved(tokens, inner, strict=False), Problem("grades", "ambiguous", message)
        if context.column and not {self.stage_of[code] for code in grades} & set(context.column):
            message = f"年级{quoted(shown)}与学段一栏不一致，请核对后改正。"
            return grades, Problem("grades", "ambiguous", message)
        return grades, None

    def _bare_years(self, tokens: list[Token], context: StageContext) -> bool:
        """一年级 at a 初级中学 with no stage named anywhere: the school decides, with doubt."""
        numbers = [token for token in tokens if token.kind == "number"]
        named = any(token.kind in ("stage", "grades") or token.stage for token in tokens)
        return not context.stage and not context.column and bool(numbers) and not named \
            and all(token.number <= 3 for token in numbers)  # fmt: skip

    def _resolved(self, tokens: list[Token], context: StageContext, *, strict: bool) -> list[str]:
        named = [token.stage for token in tokens if token.kind == "stage"]
        in_brackets = [token.stage for token in tokens if token.kind == "stage" and token.in_bracket]
        numbers = [token.number for token in tokens if token.kind == "number"]
        # 六年级、七年级 in a sheet 初中 are themselves, so the surrounding stage counts only if all fit.
        around = (
            context.stage
            if context.stage in ("JH", "SH", "VS", "SP") and max(numbers, default=0) <= 3
            else None
        )
        current = in_brackets[0] if len(set(named)) == 1 and in_brackets else ""
        prefix, found, stages = "", set[str](), list[str]()
        span = False
        last: list[str] = []
        for place, token in enumerate(tokens):
            here: list[str] = []
            if token.kind == "stage":
                current, prefix = token.stage, ""
                stages.append(current)
                if span and last and place + 1 < len(tokens) and tokens[place + 1].kind == "number":
                    continue  # 小学一年级至初中三年级: the range goes on to the number
                if span and last:
                    found |= set(self.words.between(last[0], self.of_stage[current][-1]))
                last = self.of_stage[current]
            elif token.kind == "number":
                prefix = token.stage or (prefix if token.number <= 3 else "")
                sure = prefix or not strict or self._has_year(tokens[place:])
                here = self._numbered(token.number, prefix or current or around or "") if sure else []
            elif token.kind == "grades":
                here = list(token.grades)
            elif token.kind == "relative" and not numbers:
                here = [
                    code
                    for code in token.grades
                    if self.stage_of[code] in (named or [context.stage or self.stage_of[code]])
                ]
            elif token.kind in ("above", "below") and last:
                ends = self.of_stage[self.stage_of[last[-1]]]
                here = (
                    self.words.between(last[0], ends[-1])
                    if token.kind == "above"
                    else self.words.between(ends[0], last[0])
                )
            if here and span and tokens[place - 2].kind == "stage" and here[0] in last:
                span = False  # 小学-三年级 is one grade of that stage, no range
            if here:
                found |= set(self.words.between(last[0], here[-1])) if span and last else set(here)
                last = here
            span = token.kind == "range" or (span and not here and token.kind == "stage")
        for stage in stages:
            if not any(self.stage_of[code] == stage for code in found):
                found |= set(self.of_stage[stage])
        if not found and any(token.kind in ("each", "every") for token in tokens):
            near = context.column or ((context.around,) if context.around else ())
            each = not any(token.kind == "every" for token in tokens) and near
            found = (
                {code for stage in near for code in self.of_stage.get(stage, ())}
                if each
                else set(self.words.order)
            )
        return self.words.in_order(found)

    def _has_year(self, tokens: list[Token]) -> bool:
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


def _unreadable(text: str) -> tuple[list[str], Problem]:
    message = f"年级{quoted(text)}看不出是哪个年级。请改成年级或学段，例如“三年级”“初中”。"
    return [], Problem("grades", "unrecognised", message)
