import pytest

from catalog.importing.reading import read_sheet_file
from tests.catalog.importing.sheet_writer import HEADER, LESSON, write_text, write_xlsx

NAME = "洛龙区2025年课例汇总表.xlsx"


def read(path, vocabulary):
    return read_sheet_file(path, vocabulary=vocabulary)


@pytest.mark.parametrize(
    "text",
    ["【初中组】", "小学组（共6节）", "合计：26节", "本组共9节", "（此表可复制）", "单位负责人签字：　填表日期：2025年6月18日", "以下空白",
     "洛龙区家庭教育课例汇总表（续）", "第一部分 幼儿园", "其中小学5节，初中3节"],
)  # fmt: skip
@pytest.mark.parametrize("first", ["作者", "题目", "年级"])
def test_what_stands_alone_in_the_first_column_is_no_lesson_whatever_the_column(
    tmp_path, vocabulary, text, first
):
    cells = {
        "作者": "王芳",
        "题目": "好好说话",
        "年级": "三年级",
        "单位": "示例小学",
        "主题": "亲子沟通",
        "时长": "8分",
    }
    header = [first, *(label for label in cells if label != first)]
    path = write_text(tmp_path / "洛龙区.csv", [header, [cells[label] for label in header], [text]])
    assert [row.title for row in read(path, vocabulary).rows] == ["好好说话"]


def test_a_footer_and_a_total_spread_over_cells_are_no_lessons(tmp_path, vocabulary):
    rows = [HEADER, LESSON, ["合计", "5节", "3人", "2所"], ["填表人", "王芳", "审核人", "李四"]]
    assert len(read(write_xlsx(tmp_path / NAME, rows), vocabulary).rows) == 1


def test_a_number_with_示例_is_a_sample(tmp_path, vocabulary):
    path = write_xlsx(tmp_path / NAME, [HEADER, ["1（示例）", *LESSON[1:]], LESSON])
    assert [row.row for row in read(path, vocabulary).rows] == [3]
