"""What a family reads before it sets out."""

from datetime import date, datetime, time

import pytest

from catalog.blocks import OpenHoursBlock
from catalog.opening import Closed, Hours, open_now

WEEK = [Hours(("TUE", "WED", "THU", "FRI", "SAT", "SUN"), time(9), time(17))]
MIDDAY_REST = [Hours(("TUE",), time(13, 30), time(17)), Hours(("TUE",), time(9), time(12))]
TUESDAY, SUNDAY, MONDAY = date(2026, 3, 10), date(2026, 3, 15), date(2026, 3, 16)


def at(day, hour, minute=0):
    return datetime.combine(day, time(hour, minute))


@pytest.mark.parametrize(
    ("week", "moment", "words", "is_open"),
    [
        (WEEK, at(TUESDAY, 10), "今天开放，17:00闭馆", True),
        (WEEK, at(TUESDAY, 9), "今天开放，17:00闭馆", True),
        (WEEK, at(TUESDAY, 8, 59), "今天开放，09:00开门", True),
        (WEEK, at(TUESDAY, 17), "今天已经闭馆，明天09:00开门", False),
        (WEEK, at(SUNDAY, 18), "今天已经闭馆，周二09:00开门", False),
        (WEEK, at(MONDAY, 10), "今天不开放，明天09:00开门", False),
        (MIDDAY_REST, at(TUESDAY, 11), "今天开放，12:00闭馆，13:30再开", True),
        (MIDDAY_REST, at(TUESDAY, 12, 30), "今天开放，13:30开门", True),
        (MIDDAY_REST, at(TUESDAY, 18), "今天已经闭馆，3月17日（周二）09:00开门", False),
    ],
)
def test_what_holds_now_is_said_in_words(week, moment, words, is_open):
    said = open_now(week, [], moment, "闭馆")
    assert (said.words, said.is_open) == (words, is_open)


def test_a_closed_day_counts_before_the_week():
    closed = [Closed(TUESDAY, date(2026, 3, 11))]
    assert open_now(WEEK, closed, at(TUESDAY, 10)).words == "今天不开放，周四09:00开门"


def test_closed_for_long_says_no_day():
    closed = [Closed(TUESDAY, date(2026, 12, 31))]
    assert open_now(WEEK, closed, at(TUESDAY, 10)).words == "今天不开放"


def test_a_week_that_nobody_entered_says_nothing():
    assert open_now([], [], at(TUESDAY, 10)) is None


def test_hours_that_end_before_they_begin_are_refused_in_words():
    block = OpenHoursBlock()
    with pytest.raises(Exception, match="关门时间要晚于开门时间"):
        block.clean(block.to_python({"days": ["TUE"], "opens": "17:00", "closes": "09:00"}))


def test_a_units_page_says_whether_it_is_open_and_search_engines_hear_its_week(items, client, monkeypatch):
    week = {"days": ["TUE", "SUN"], "opens": "09:00", "closes": "17:00"}
    unit = items.unit(hours=[{"type": "week", "value": week}])
    monkeypatch.setattr(
        "catalog.models.units.open_now",
        lambda week, closed, now, shut: open_now(week, closed, at(TUESDAY, 10), shut),
    )
    page = client.get(unit.url).content.decode()
    assert "今天开放，17:00闭馆" in page
    assert '"dayOfWeek":["Tuesday","Sunday"],"opens":"09:00","closes":"17:00"' in page
    assert "今天" not in client.get(items.unit().url).content.decode()
