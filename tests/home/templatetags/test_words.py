"""How titles break, how moments, days and small counts are written."""

from datetime import date

import pytest

from home.templatetags.words import clauses, clock, duration, han, points, weekday


@pytest.mark.parametrize(
    ("title", "markup"),
    [
        ("一句话", "一句话"),
        (
            "写作业磨蹭，先别急着催",
            '<span class="nb">写作业磨蹭，</span><span class="nb">先别急着催</span>',
        ),
        (
            "他不看我，可他听见了这一句很长很长的话",
            '<span class="nb">他不看我，</span>可他听见了这一句很长很长<span class="nb">的话</span>',
        ),
        (
            "他说：“好。”走了",
            '<span class="nb">他说：</span><span class="nb">“好。”</span><span class="nb">走了</span>',
        ),
        ("隋唐大运河文化博物馆", "隋唐大运河文化博物馆"),
        ("隋唐大运河文化遗址博物馆", '隋唐大运河文化遗址<span class="nb">博物馆</span>'),
        (
            "他听见了（写给孤独症孩子的家）",
            '<span class="nb">他听见了</span><span class="nb">（写给孤独症孩子的家）</span>',
        ),
        (
            "从哪条河来——运河亲子线",
            '<span class="nb">从哪条河来</span><span class="nb">——运河亲子线</span>',
        ),
    ],
)
def test_a_title_breaks_at_its_punctuation_and_nowhere_inside_a_short_clause(title, markup):
    assert clauses(title) == markup


def test_a_card_has_room_for_shorter_clauses():
    assert clauses("辅导作业忍不住吼孩子，吼完后悔", 8).startswith(
        '辅导作业忍不住吼<span class="nb">孩子，</span>'
    )


def test_markup_in_a_title_is_shown_as_text():
    assert (
        clauses("<b>，<script>")
        == '<span class="nb">&lt;b&gt;，</span><span class="nb">&lt;script&gt;</span>'
    )


@pytest.mark.parametrize(("moment", "written"), [(0, "00:00"), (133_900, "02:13"), (3_733_000, "1:02:13")])
def test_a_moment_is_written_as_a_player_writes_it(moment, written):
    assert clock(moment) == written


@pytest.mark.parametrize(
    ("minutes", "said"), [(8, "8分钟"), (119, "119分钟"), (120, "2小时"), (350, "5小时50分钟")]
)
def test_long_times_are_said_in_hours(minutes, said):
    assert duration(minutes) == said


def test_a_weekday_is_two_characters():
    assert weekday(date(2026, 3, 14)) == "周六"


def test_points_are_lines_without_their_marks_or_the_sentences_of_one_line():
    assert points("1. 带水\n· 走里侧\n\n—不倚栏杆") == ["带水", "走里侧", "不倚栏杆"]
    assert points("带水。“走里侧。”不倚栏杆") == ["带水。", "“走里侧。”", "不倚栏杆"]
    assert points("") == []


def test_small_counts_are_said_in_han_and_large_ones_in_digits():
    assert [han(3), han(10), han(11)] == ["三", "十", "11"]
