from datetime import datetime

import pytest

from catalog.importing.grades import GradeReader, StageContext
from catalog.importing.grids import FORMULA

READ = {
    "小班": "K1", "小中班": "K1 K2", "小、中班": "K1 K2", "大(2)班": "K3", "大班升一年级": "K3 P1", "学前": "K0 K1 K2 K3",
    "1年级": "P1", "１ 年级": "P1", "1~2年级": "P1 P2", "四到六年级": "P4 P5 P6", "４－６年级": "P4 P5 P6", "一二年级": "P1 P2",
    "三、四年级": "P3 P4", "小学五、六年级": "P5 P6", "小学1-3": "P1 P2 P3", "小学": "P1 P2 P3 P4 P5 P6",
    "小学各年级": "P1 P2 P3 P4 P5 P6", "小学低段": "P1 P2", "中高段": "P3 P4 P5 P6", "小学中高年级": "P3 P4 P5 P6",
    "小学低年级家长": "P1 P2", "小学（3-4年级）": "P3 P4", "二年级(3)班": "P2", "三年级二班": "P3", "四年级1班": "P4",
    "一年级新生家长": "P1", "三年级上册": "P3", "三年级以上": "P3 P4 P5 P6", "六年级、七年级": "P6 J1", "六升七": "P6 J1",
    "七（1）班": "J1", "七2班": "J1", "七至九年级": "J1 J2 J3", "7－8年级": "J1 J2", "八九年级": "J2 J3", "初中段": "J1 J2 J3",
    "初中二年级": "J2", "初中（二年级）": "J2", "初中七年级": "J1", "初一年级": "J1", "初一初二": "J1 J2", "初二学生家长": "J2",
    "家长（初中）": "J1 J2 J3", "九年级、高一": "J3 S1", "高中段": "S1 S2 S3", "高一、二": "S1 S2", "高一—高二": "S1 S2",
    "高中三年级": "S3", "高一至高三": "S1 S2 S3", "小学六年级至初中二年级": "P6 J1 J2", "中职一年级": "V1", "职高二年级": "V2",
    "特教": "SP1", "幼小衔接": "K3 P1", "小升初": "P6 J1", "起始年级": "K1 P1 J1 S1", "小学毕业年级": "P6", "3-6岁": "K0 K1 K2 K3",
    "3月4日": "P3 P4", "4-Mar": "P3 P4", "4": "P4", "8": "J2",
}  # fmt: skip


@pytest.fixture(scope="module")
def reader(vocabulary):
    return GradeReader(vocabulary)


@pytest.mark.parametrize(("text", "codes"), READ.items())
def test_grades_are_read_in_every_manner_of_writing(reader, text, codes):
    assert reader.read(text, StageContext()) == (codes.split(), None)


@pytest.mark.parametrize("text", ["全学段", "各学段均可", "各年级"])
def test_all_stages_mean_every_grade(reader, vocabulary, text):
    assert reader.read(text, StageContext()) == ([grade.code for grade in vocabulary.grades], None)


@pytest.mark.parametrize(
    ("value", "context", "codes"),
    [
        ("二年级", {"column": ("JH",)}, "J2"), ("一年级", {"around": "SH"}, "S1"), ("4", {"around": "PR"}, "P4"),
        ("8", {"around": "JH"}, "J2"), ("一年级", {"around": "KG"}, "P1"), ("六年级、七年级", {"around": "JH"}, "P6 J1"),
        ("各年级", {"around": "PR"}, "P1 P2 P3 P4 P5 P6"), ("小学二年级", {"around": "JH"}, "P2"),
        ("毕业年级", {"around": "JH"}, "J3"), ("二年级", {"column": ("PR",), "around": "JH"}, "P2"),
        (datetime(2025, 7, 8), {"around": "JH"}, "J1 J2"), (datetime(2025, 4, 6), {}, "P4 P5 P6"), (4, {"around": "PR"}, "P4"),
    ],
)  # fmt: skip
def test_column_divider_and_sheet_supply_the_stage(reader, value, context, codes):
    assert reader.read(value, StageContext(**context)) == (codes.split(), None)


@pytest.mark.parametrize(
    ("value", "context", "code"),
    [
        (None, {}, "missing"), (FORMULA, {}, "formula"), ("教师", {}, "unrecognised"), ("社区家长", {}, "unrecognised"),
        ("——", {}, "unrecognised"), ("2025级", {}, "unrecognised"), (datetime(2025, 9, 30), {}, "ambiguous"),
        (datetime(2025, 7, 8), {"around": "PR"}, "ambiguous"),
    ],
)  # fmt: skip
def test_what_names_no_grade_is_left_open_and_told(reader, value, context, code):
    codes, problem = reader.read(value, StageContext(**context))
    assert (codes, problem.field, problem.code) == ([], "grades", code)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("大班（2）班", "K3"), ("八年级(10)班", "J2"), ("六年级毕业班", "P6"), ("小学-三年级", "P3"), ("全园家长", "K0 K1 K2 K3"),
        ("小学至高中", "P1 P2 P3 P4 P5 P6 J1 J2 J3 S1 S2 S3"),
    ],
)  # fmt: skip
def test_classes_and_spans_of_stages_add_no_grade_and_lose_none(reader, text, codes):
    assert reader.read(text, StageContext()) == (codes.split(), None)


def test_the_class_of_an_entry_year_is_no_grade(reader):
    assert reader.read("2023级3班", StageContext())[0] == []


def test_a_stage_column_that_contradicts_is_read_with_doubt(reader):
    codes, problem = reader.read("八年级", StageContext(column=("PR",)))
    assert (codes, problem.code) == (["J2"], "ambiguous")


def test_a_bare_year_at_a_junior_school_is_read_by_the_school_with_doubt(reader):
    codes, problem = reader.read("三年级", StageContext(school="初中"))
    assert (codes, problem.code) == (["J3"], "ambiguous")
    assert reader.read("八年级", StageContext(school="初中")) == (["J2"], None)
