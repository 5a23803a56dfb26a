from datetime import datetime, timedelta

import pytest

from catalog.importing.grids import FORMULA
from catalog.importing.minutes import read_minutes

READ = {
    "8'30\"": 9, "8'29\"": 8, "12.5": 13, "10-12分钟": 12, "18—20分钟": 20, "30至32分钟": 32, "7～9分钟": 9,
    "约8分钟": 8, "近38分钟": 38, "8分钟左右": 8, "大约１０分钟": 10, "不超过10分钟": 10, "20多分钟": 20,
    "８分钟": 8, "8分12秒": 8, "8分30": 9, "八分半": 9, "十五分钟": 15, "四十分钟": 40, "半小时": 30, "一刻钟": 15,
    "一个半小时": 90, "1小时10分钟": 70, "1h10min": 70, "20min": 20, "1845秒": 31, "930″": 16,
    "15:28": 15, "15：30": 16, "09:30": 10, "00:11:12": 11, "25:30:00": 26, "12:30:00": 13, "1:10": 70,
    "10’45”": 11, "32′30″": 33, "35'52''": 36, "7’": 7, "6 分钟": 6, "11": 11, "40分钟（1课时）": 40,
    "15（分钟）": 15, "15分钟整": 15, "约：15分钟": 15, "12分鐘": 12, "8分半钟": 9, "8或10分钟": 10, "00:15": 15, "8´30´´": 9,
    "1课时（40分钟）": 40, "8分钟（含片头）": 8,
}  # fmt: skip


@pytest.mark.parametrize(("text", "minutes"), READ.items())
def test_a_length_is_read_in_whole_minutes(text, minutes):
    assert read_minutes(text) == (minutes, None)


@pytest.mark.parametrize(
    ("value", "unit", "minutes"),
    [
        (1116, "秒", 19), ("450", "秒", 8), ("8分钟", "秒", 8), (0.5, "时", 30), (6.5, "分", 7), (6.5, "", 7),
        (timedelta(minutes=38, seconds=30), "", 39),
        (timedelta(hours=15, minutes=30), "", 16),
        (timedelta(hours=1, minutes=10), "", 70),
        (timedelta(days=1, hours=12, minutes=52), "", 37),
        (0.3541666667, "", 9),
    ],
)  # fmt: skip
def test_the_header_s_unit_and_excel_s_times_count(value, unit, minutes):
    assert read_minutes(value, unit=unit) == (minutes, None)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (None, "missing"), ("  ", "missing"), (FORMULA, "formula"), ("一课时", "unrecognised"), ("见光盘", "unrecognised"),
        ("待定", "unrecognised"), ("/", "unrecognised"), ("——", "unrecognised"), (0, "unrecognised"), (-5, "unrecognised"),
        (float("nan"), "unrecognised"), (True, "unrecognised"), ("8:75", "unrecognised"),
    ],
)  # fmt: skip
def test_what_is_no_length_is_left_open_and_told(value, code):
    minutes, problem = read_minutes(value)
    assert (minutes, problem.field, problem.code) == (None, "minutes", code)


def test_a_date_and_an_impossible_number_are_read_with_doubt():
    assert [read_minutes(value)[1].code for value in (datetime(2025, 10, 12), 312)] == ["ambiguous"] * 2
    assert [read_minutes(value)[0] for value in (datetime(2025, 10, 12), 312)] == [12, 5]
