"""What the values of a column say about its meaning, where its label leaves doubt or says nothing.

Decided here: a 类别 column full of 微课 and 课例 is a column of forms, a 类型 column full of themes one of
themes; a column whose label nobody foresaw is taken for a missing role only if nearly all its values are
plainly of that kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from catalog.importing.authors import read_authors
from catalog.importing.characters import squeezed
from catalog.importing.dittos import is_ditto
from catalog.importing.grades import GradeReader, StageContext
from catalog.importing.grids import Value
from catalog.importing.headers import Label, label_of, names_lesson
from catalog.importing.minutes import read_minutes
from catalog.importing.rows import Vocabulary
from catalog.importing.surnames import is_full_name
from catalog.importing.themes import ThemeReader

_MOST = 0.7
_SCHOOL = re.compile(
    r".*(?:小学|中学|初中|高中|幼儿园|学校|学院|中心校|职专|[一二三四五六七八九十]中)(?:[（(].*[)）])?$"
)
_NAME = re.compile(
    r"[\u3400-\u9fff\U00020000-\U0003ffff·]{2,4}(?:[、,，;；/\s\n]+[\u3400-\u9fff\U00020000-\U0003ffff·]{2,4})*"
)


class ColumnRefiner:
    def __init__(self, vocabulary: Vocabulary, grades: GradeReader, themes: ThemeReader) -> None:
        self.forms = set(vocabulary.form_words)
        self.grades, self.themes = grades, themes

    def __call__(self, columns: dict[int, Label], rows: list[dict[int, Value]]) -> dict[int, Label]:
        columns = dict(columns)
        everywhere = {column for row in rows for column in row}
        roles = {label.role for label in columns.values()}
        for column, label in list(columns.items()):
            if label.role != "theme":
                continue
            values = _texts(rows, column)
            if label.strength < 3 and _share(values, self._is_form) >= _MOST:
                columns[column] = Label(label.text, "form")
            elif _share(values, self._is_stage) >= _MOST:
                columns[column] = Label(label.text, "stage" if "stage" not in roles else "")
            elif "title" not in roles and names_lesson(label.text) and _share(values, self._is_theme) < _MOST:
                columns[column] = Label(label.text, "title", 1)  # 主题名称 may be what the lesson is called
        if not any(label.role == "theme" for label in columns.values()):
            for column, label in list(columns.items()):
                if label.role == "form" and _share(_texts(rows, column), self._is_theme) >= _MOST:
                    columns[column] = Label(label.text, "theme", 1)
        self._stages_apart(columns, rows, everywhere)
        tests: tuple[tuple[str, Callable[[str], bool]], ...] = (
            ("organisation", self._is_school),
            ("grades", self._is_grade),
            ("minutes", self._is_length),
            ("theme", self._is_theme),
            ("authors", self._is_name),
            ("title", self._is_title),
        )
        for role, test in tests:
            if any(label.role == role for label in columns.values()):
                continue
            free = [column for column in sorted(everywhere) if not columns.get(column, Label("")).role]
            shares = {
                column: _share(_texts(rows, column), test)
                for column in free
                if len(_texts(rows, column)) >= 2
            }
            if shares and max(shares.values()) >= _MOST:
                column = max(shares, key=lambda place: shares[place])
                columns[column] = Label(columns.get(column, Label("")).text, role, 1)
        return columns

    def _stages_apart(
        self, columns: dict[int, Label], rows: list[dict[int, Value]], everywhere: set[int]
    ) -> None:
        """A 学段 column stood in for the grades, but another whose label nobody foresaw holds them."""
        stand_in = next((column for column, label in columns.items()
                         if label.role == "grades" and label_of(label.text).role == "stage"), None)  # fmt: skip
        if stand_in is None or _share(_texts(rows, stand_in), self._is_stage) < _MOST:
            return
        for column in sorted(everywhere):
            if (
                not columns.get(column, Label("")).role
                and _share(_texts(rows, column), self._is_grade) >= _MOST
            ):
                columns[column] = Label(columns.get(column, Label("")).text, "grades", 1)
                columns[stand_in] = Label(columns[stand_in].text, "stage", 3)
                return

    def _is_form(self, text: str) -> bool:
        return squeezed(text) in self.forms or squeezed(text) in ("家长课", "微课程", "视频", "优质课")

    def _is_stage(self, text: str) -> bool:
        return len(text) <= 8 and bool(self.grades.stages_in(text)) and self.themes.find(text) is None

    def _is_theme(self, text: str) -> bool:
        return len(text) <= 24 and self.themes.find(text) is not None

    def _is_school(self, text: str) -> bool:
        return len(text) <= 30 and bool(_SCHOOL.fullmatch(squeezed(text)))

    def _is_grade(self, text: str) -> bool:
        return bool(re.search(r"年级|班|学段|[初高][一二三]|幼儿园|小学|初中|高中", text)) and len(text) <= 20 and \
            self.grades.read(text, StageContext())[1] is None  # fmt: skip

    def _is_length(self, text: str) -> bool:
        return bool(re.search(r"分|秒|min|['’′:]", text)) and read_minutes(text)[1] is None

    def _is_name(self, text: str) -> bool:
        if len(text) > 60 or self._is_form(text) or self.themes.find(text) is not None:
            return False
        names, problem = read_authors(text)
        return bool(_NAME.fullmatch(text.strip())) or (problem is None and all(map(is_full_name, names)))

    def _is_title(self, text: str) -> bool:
        return (
            4 <= len(text) <= 120 and not _SCHOOL.fullmatch(squeezed(text)) and not re.search(r"\d{6}", text)
        )


def _texts(rows: Iterable[dict[int, Value]], column: int) -> list[str]:
    return [value for row in rows if isinstance(value := row.get(column), str) and not is_ditto(value)]


def _share(values: list[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, values)) / len(values) if values else 0.0
