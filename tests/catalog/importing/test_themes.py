from dataclasses import replace

import pytest

from catalog.importing.grids import FORMULA
from catalog.importing.themes import ThemeReader

READ = {
    "亲子关系与沟通": "T02", "家庭结构与特殊需要类": "T16", "兴趣、美育、科学与社会实践": "T14", "劳动教育与财商": "T13", "睡眠": "T1102",
    "（1）亲子沟通": "T02", "11.学段衔接": "T06", "16、特殊家庭": "T16", "三、心理健康": "T07", "立德树人（品行）": "T03", "身心健康（体质）": "T11",
    "性健康教育": "T08", "劳动习惯": "T13", "学业辅导": "T05", "情绪与压力": "T07", "亲子沟通与陪伴": "T02", "家长成长": "T0103",
    "情绪管理、学段衔接": "T0701", "网络素养与电子产品；良好习惯培养": "T09", "电子产品使用类/自我管理": "T09", "其他/安全教育": "T12",
    "习惯与品格": "T04", "安全与防护": "T12", "心理健康 家校共育": "T07", "家庭性教育": "T0804", "法制教育": "T0304", "理财教育": "T13",
    "T0201": "T0201", "家长吼叫与情绪失控": "T0103",
}  # fmt: skip


@pytest.fixture(scope="module")
def reader(vocabulary):
    return ThemeReader(vocabulary)


@pytest.mark.parametrize(("words", "code"), READ.items())
def test_an_office_s_words_find_their_theme(reader, words, code):
    assert reader.read(words) == (code, None)


@pytest.mark.parametrize(
    "words",
    [
        "其他",
        "其它类",
        "综合类",
        "育儿方法",
        "家庭教育",
        "无",
        "——",
        "心灵驿站",
        "快乐成长",
        "爱与责任",
        "3",
        "（16）",
        "2.0",
    ],
)
def test_words_that_fit_everything_or_nothing_are_left_open(reader, words):
    code, problem = reader.read(words)
    assert (code, problem.field, problem.code) == (None, "theme", "unrecognised")


def test_nothing_is_missing_and_a_formula_is_not_evaluated(reader):
    assert [reader.read(value)[1].code for value in (None, " ", FORMULA)] == ["missing", "missing", "formula"]


@pytest.mark.parametrize(
    "texts",
    [
        ["主题类别代码：1.亲子沟通；2.习惯养成；3.心理健康；16.特殊家庭"],
        ["注：主题类别：1亲子沟通，2习惯养成，3心理健康，16特殊家庭"],
        ["主题代码", "①亲子沟通②习惯养成③心理健康⑯特殊家庭"],
        ["主题", "1.亲子沟通", "2.习惯养成", "3.心理健康", "16.特殊家庭"],
    ],
)
def test_a_bare_number_is_of_the_call_s_own_list(reader, texts):
    listed = reader.call_list(texts)
    assert [reader.read(value, listed)[0] for value in ("2", 3, "（16）", "③")] == [
        "T04",
        "T07",
        "T16",
        "T07",
    ]
    assert reader.read("9", listed)[1].code == "unrecognised"


def test_numbered_notes_are_no_list_of_themes(reader):
    assert reader.call_list(["注：1.请于6月30日前报送，逾期不予受理。2.本表一式两份，加盖公章。3.安全"]) == {}


def test_every_word_of_the_office_table_means_its_own_code(reader, vocabulary):
    codes = {theme.code for theme in vocabulary.themes}
    assert set(vocabulary.office_themes.values()) <= codes
    assert {word: reader.find(word) for word in vocabulary.office_themes} == vocabulary.office_themes


def test_without_the_office_table_the_matcher_errs_towards_nothing(vocabulary):
    bare = ThemeReader(replace(vocabulary, office_themes={}))
    wrong = [
        word
        for word, code in vocabulary.office_themes.items()
        if (found := bare.find(word)) and bare.family(found) != bare.family(code)
    ]
    assert len(wrong) <= 0.05 * len(vocabulary.office_themes), wrong


def test_of_two_bare_numbers_either_is_looked_up(reader):
    assert reader.read("3/5", {3: "心理健康", 5: "网络与手机"}) == ("T07", None)
    assert reader.read("3、5")[1].code == "unrecognised"
