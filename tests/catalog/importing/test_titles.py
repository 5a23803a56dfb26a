import pytest

from catalog.importing.grids import FORMULA
from catalog.importing.titles import MAX_TITLE, form_of, read_title

READ = {
    "《A课》": "A课", "《番茄钟的秘密》——良好习惯的家庭培养": "番茄钟的秘密——良好习惯的家庭培养", "《护航“心”成长（上）》": "护航“心”成长（上）",
    "读《论语》学做人": "读《论语》学做人", "《A》和《B》": "《A》和《B》", "《朗读者》里的亲情": "《朗读者》里的亲情",
    "什么都要大\n人帮忙怎么办": "什么都要大人帮忙怎么办", "孩子拿了同学的东西—_x000D_\n—物权意识": "孩子拿了同学的东西——物权意识",
    "\u200b不叛逆": "不叛逆", "志愿填\xa0报不踩坑": "志愿填报不踩坑", "&nbsp;你好": "你好", "牙齿\t\t": "牙齿",
    "主题四：让阳光照进心里": "主题四：让阳光照进心里", "课题6 护航": "课题6 护航", "心理🌸": "心理🌸", "<b>我的身体</b>": "<b>我的身体</b>",
    "课例 10046839621": "课例",
}  # fmt: skip


@pytest.mark.parametrize(("cell", "title"), READ.items())
def test_a_title_keeps_what_the_author_wrote(cell, title):
    assert read_title(cell) == (title, [])


@pytest.mark.parametrize("below", ["让孩子做主", "——让孩子做主", "—让孩子做主 "])
def test_a_subtitle_of_its_own_column_is_joined_by_one_dash(below):
    assert read_title("《小帮手》", below) == ("小帮手——让孩子做主", [])


@pytest.mark.parametrize(
    ("cell", "code"), [(None, "missing"), ("  ", "missing"), ("《》", "missing"), (FORMULA, "formula")]
)
def test_a_row_without_a_usable_title_is_told(cell, code):
    title, problems = read_title(cell)
    assert (title, [problem.code for problem in problems]) == ("", [code])


def test_a_title_over_the_limit_is_told_and_kept():
    title, problems = read_title("课" * (MAX_TITLE + 1))
    assert (len(title), problems[0].code) == (MAX_TITLE + 1, "too_long")
    assert read_title("课" * MAX_TITLE)[1] == []


def test_the_form_comes_from_its_column_or_the_title_s_bracket(vocabulary):
    assert form_of("微课", "课", vocabulary.form_words) == "MICRO"
    assert form_of(None, "好好说话（课例）", vocabulary.form_words) == "CASE"
    assert form_of("家长课", "好好说话", vocabulary.form_words) == ""
