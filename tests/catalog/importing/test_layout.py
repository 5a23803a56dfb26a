"""Layouts of other offices: other words, orders, heights and places of the header."""

from datetime import time

import pytest

from catalog.importing.headers import label_of
from catalog.importing.reading import read_sheet_file
from tests.catalog.importing.sheet_writer import HEADER, LESSON, write_text, write_xlsx

NAME = "洛龙区2025年课例汇总表.xlsx"
HEADINGS = {
    "title": "课例名称 题目 课题 作品名称 微课名称 名称 微课（课例）题目 参评作品名称 讲座题目 视频标题 授课题目",
    "authors": "作者 主讲人 授课教师 执教者 教师姓名 姓名 申报人 作者姓名（限2人） 第一作者 参赛教师 授课人 作者及排序 作者姓名、职务 姓名及联系方式 录课教师",
    "coauthors": "合作教师 第二作者 其他作者 助讲教师",
    "organisation": "单位 学校 报送单位 工作单位 所在单位 单位全称 选送单位 推荐单位 作者单位 学校（全称） 任教学校 学校名 园（校）名称",
    "grades": "年级 适用年级 授课对象 适用对象 面向年级 适用对象/年级 班级 学段/年级 适用人群 家长对象 适用学段（年级）",
    "stage": "学段 适用学段 组别",
    "theme": "主题 类别 主题类别 所属主题 主题方向 课程主题 专题 主题名称 主题类别（填代码或名称） 选题方向 课程类别 归属类别",
    "minutes": "时长 视频时长 时长（分钟） 时长(秒) 课时长度 播放时间 片长 用时 秒数 时间/分 视频（分钟） 微课长度",
    "form": "类型 课例类型 作品形式",
    "summary": "内容简介 内容摘要（300字以内） 作品简介",
    "ignored": "年龄 出生日期 联系人及电话 职务/职称 身份证号 手机 联系电话 备注 推荐排序 学校审核意见 职称 县级等次 指导教师 指导老师",
}


def read(path, vocabulary):
    return read_sheet_file(path, vocabulary=vocabulary)


def told(sheet_file):
    """Row, title, authors, organisation, grades, theme, minutes and the codes of problems."""
    return [
        (
            row.row, row.title, "、".join(row.authors), row.organisation, " ".join(row.grades), row.theme, row.minutes,
            " ".join(f"{problem.field}/{problem.code}" for problem in row.problems),
        )
        for row in sheet_file.rows
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("role", "label"), [(role, word) for role, words in HEADINGS.items() for word in words.split()]
)
def test_a_heading_means_its_role(role, label):
    assert label_of(label).role == role


def test_what_stands_below_a_guide_is_no_author():
    assert label_of("姓名", "指导教师").role == "ignored"
    assert label_of("姓名", "第二作者").role == "coauthors"
    assert label_of("名称", "学校").role == "organisation"


def test_a_header_of_three_rows_from_column_d(tmp_path, vocabulary):
    rows = [
        ["附件3："],
        ["洛龙区家庭教育课例申报汇总表"],
        ["申报单位：洛龙区教体局（盖章）", None, None, None, None, "填表时间：2025.6.1"],
        ["编号", "作品情况", None, None, None, "作者情况", None, None, None, None, "备注"],
        [None, "作品", None, "适用学段年级", None, "第一作者", None, "第二作者", None, "指导教师"],
        [None, "名称", "时长", "学段", "年级", "姓名", "单位", "姓名", "单位", "姓名"],
        [
            1,
            "《好好说话》",
            "8分",
            "小学",
            "三年级",
            "王　芳",
            "洛龙区示例小学",
            "李丽",
            "洛龙区示例小学",
            "赵六",
        ],
        [2, "慢一点", "10-12分钟", "初中", "二年级", "张三", "洛龙区示例初中", None, None, "钱七"],
    ]
    merges = ["E4:H4", "I4:M4", "E5:F5", "G5:H5", "I5:J5", "K5:L5", "D4:D6", "N4:N6"]
    path = write_xlsx(tmp_path / NAME, rows, column=4, merges=merges)
    assert told(read(path, vocabulary)) == [
        (7, "好好说话", "王芳、李丽", "洛龙区示例小学", "P3", None, 8, "theme/missing"),
        (8, "慢一点", "张三", "洛龙区示例初中", "J2", None, 12, "theme/missing"),
    ]


def test_other_words_in_another_order_with_seconds(tmp_path, vocabulary):
    rows = [
        ["推荐顺序", "选送单位", "主讲教师", "微课名称", "面向对象", "所属专题", "视频长度(秒)", "联系方式"],
        [1, "洛龙区示例小学", "张三", "《A课》", "小学", "家庭教育理念", 900, "10046839621"],
        [2, "同上", "李四", "B课", "高年级", "心理健康", 725, None],
    ]
    assert told(read(write_xlsx(tmp_path / NAME, rows), vocabulary)) == [
        (2, "A课", "张三", "洛龙区示例小学", "P1 P2 P3 P4 P5 P6", "T01", 15, ""),
        (3, "B课", "李四", "洛龙区示例小学", "P5 P6", "T07", 12, ""),
    ]


def test_dividers_dittos_subtotals_and_footers_are_no_lessons(tmp_path, vocabulary):
    rows = [
        ["2025年洛龙区课例"], HEADER, ["一、幼儿园组（2节）"],
        [1, "玩泥巴", "张三", "洛龙区示例幼儿园", "大班", "亲子关系", "8分"], [2, "玩水", "李四", "同上", "同上", "〃", '"'],
        ["小 计", "2节"], ["（二）小学段"], [3, "课三", "王五", "洛龙区示例小学", "3", "习惯养成", time(8, 30)], ["小计：1节"],
        ["三、初中部："], [4, "课四", "赵六", "洛龙区示例初中", "二年级", "安全", time(0, 10, 29)], ["洛龙区汇总表（续）"],
        [5, "课五", "钱七", "洛龙区示例初中", "各年级", "网络", 12.5], [6], [7], ["总计", 5], ["共5节"],
        ["注：1.主题填写名称"], ["2.一式两份"], ["填表人：张三", None, None, None, "联系电话：10046839621"],
    ]  # fmt: skip
    path = write_xlsx(tmp_path / NAME, rows, merges=["A1:G1", "A3:G3"])
    assert told(read(path, vocabulary)) == [
        (4, "玩泥巴", "张三", "洛龙区示例幼儿园", "K3", "T02", 8, ""),
        (5, "玩水", "李四", "洛龙区示例幼儿园", "K3", "T02", 8, ""),
        (8, "课三", "王五", "洛龙区示例小学", "P3", "T04", 9, ""),
        (11, "课四", "赵六", "洛龙区示例初中", "J2", "T12", 10, ""),
        (13, "课五", "钱七", "洛龙区示例初中", "J1 J2 J3", "T09", 13, ""),
    ]


def test_titles_that_begin_like_a_subtotal_or_a_note_stay_lessons(tmp_path, vocabulary):
    titles = ["小计划，大改变", "合计一家人", "注意力训练", "示例：如何陪伴", "幼儿园", "共计三件小事"]
    rows = [HEADER, *([n, title, *LESSON[2:]] for n, title in enumerate(titles, 1))]
    assert [row.title for row in read(write_xlsx(tmp_path / NAME, rows), vocabulary).rows] == titles


@pytest.mark.parametrize("mark", ["示例", "例", "例：", "（例）", "示例1"])
def test_a_sample_is_marked_in_the_number_column(tmp_path, vocabulary, mark):
    rows = [HEADER, [mark, "样例课", "某某", "××学校", "一年级", "亲子沟通", "8分"], LESSON]
    assert [row.row for row in read(write_xlsx(tmp_path / NAME, rows), vocabulary).rows] == [3]


def test_a_column_of_kinds_called_category_is_no_theme(tmp_path, vocabulary):
    rows = [
        ["学校", "课题", "授课人", "年级", "类别", "主题名称", "时间"],
        ["洛龙区示例小学", "课一", "张三", "一年级", "微课", "亲子沟通", "8分"],
        ["洛龙区示例小学", "课二", "李四", "二年级", "课例", "学段衔接", "18分"],
    ]
    read_rows = read(write_xlsx(tmp_path / NAME, rows), vocabulary).rows
    assert [(row.theme, row.form) for row in read_rows] == [("T02", "MICRO"), ("T06", "CASE")]


def test_sheets_name_the_stage_and_statistics_are_passed_over(tmp_path, vocabulary):
    header = ["作品名称", "工作单位", "作者", "年级", "主题", "时长"]
    rows = [header, ["课一", "洛龙区示例幼儿园", "张三", "大班", "亲子沟通", "8分"]]
    more = {
        "初中组": [header, ["课二", "洛龙区示例中学", "张三", "三年级", "亲子沟通", "8分"]],
        "统计": [["学校", "幼儿园", "小学"], ["示例", 1, 2]],
        "填写说明": [["代码", "主题"], [1, "亲子沟通"]],
    }
    read_rows = read(write_xlsx(tmp_path / NAME, rows, sheet="幼儿园组", more=more), vocabulary).rows
    assert [(row.sheet, row.row, row.grades) for row in read_rows] == [
        ("幼儿园组", 2, ["K3"]),
        ("初中组", 2, ["J3"]),
    ]


def test_the_call_s_list_may_stand_below_the_table(tmp_path, vocabulary):
    rows = [HEADER, [*LESSON[:5], 3, "8分"], [2, "课二", *LESSON[2:5], "（5）", "8分"],
            ["备注：主题类别代码：1.亲子沟通 2.习惯养成 3.心理健康 4.学习指导 5.网络素养 6.其他"]]  # fmt: skip
    assert [row.theme for row in read(write_xlsx(tmp_path / NAME, rows), vocabulary).rows] == ["T07", "T09"]


def test_merged_cells_stand_for_all_their_rows_and_same_left_for_the_left(tmp_path, vocabulary):
    rows = [
        ["学段", "序号", "报送单位", "作者单位", "课题", "副标题", "教师", "年级", "主题类别", "时长"],
        ["小学", 1, "洛龙区示例小学", "同左", "课一", "一堂课", "张三", "五年级", "安全教育", "8分"],
        [None, 2, None, "同上", "课二", None, "李四", "二年级", "同上", "7分"],
        ["初中", 3, "洛龙区示例初中", "同左", "课三", None, "王五", "二年级", "安全教育", "8分"],
    ]
    assert told(read(write_xlsx(tmp_path / NAME, rows, merges=["A2:A3", "C2:C3"]), vocabulary)) == [
        (2, "课一——一堂课", "张三", "洛龙区示例小学", "P5", "T12", 8, ""),
        (3, "课二", "李四", "洛龙区示例小学", "P2", "T12", 7, ""),
        (4, "课三", "王五", "洛龙区示例初中", "J2", "T12", 8, ""),
    ]


def test_a_unit_in_a_row_of_its_own_belongs_to_the_header(tmp_path, vocabulary):
    rows = [HEADER, [None] * 6 + ["（秒）"], [*LESSON[:6], 600]]
    assert [(row.row, row.minutes) for row in read(write_xlsx(tmp_path / NAME, rows), vocabulary).rows] == [
        (3, 10)
    ]


def test_a_second_table_with_other_columns_follows_the_first(tmp_path, vocabulary):
    rows = [HEADER, LESSON, ["填表人：张三"], [None],
            ["序号", "作者", "课例名称", "单位", "适用年级", "主题", "时长"], [1, "李四", "第二张表的课", *LESSON[3:]]]  # fmt: skip
    assert [row.title for row in read(write_xlsx(tmp_path / NAME, rows), vocabulary).rows] == [
        "再等五分钟",
        "第二张表的课",
    ]


def test_width_spaces_and_brackets_do_not_hide_a_repetition(tmp_path, vocabulary):
    rows = [HEADER, LESSON, [2, "《再等五分钟》", "张 三", "洛龙区 示例小学", *LESSON[4:]], [3, "再等五分钟（上）", *LESSON[2:]],
            [4, "再等五分钟", "张三", "洛龙区示例第二小学", *LESSON[4:]]]  # fmt: skip
    assert [row.rejected for row in read(write_xlsx(tmp_path / NAME, rows), vocabulary).rows] == [
        False,
        True,
        False,
        False,
    ]


def test_struck_and_hidden_rows(tmp_path, vocabulary):
    rows = [HEADER, LESSON, [2, "课二", *LESSON[2:]], [3, "课二", *LESSON[2:]]]
    read_rows = read(write_xlsx(tmp_path / NAME, rows, struck={3}, hidden={4}), vocabulary).rows
    assert [(row.rejected, [problem.code for problem in row.problems]) for row in read_rows] == [
        (False, []), (True, ["struck_out"]), (False, ["ambiguous"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [
        ("utf-8-sig", ","),
        ("utf-8", ";"),
        ("utf-16", "\t"),
        ("utf-16-le", ","),
        ("gb18030", "\t"),
        ("gb18030", ","),
    ],
)
def test_text_in_any_encoding_counts_its_records(tmp_path, vocabulary, encoding, separator):
    rows = [["洛龙区2025年课例汇总表"], HEADER, LESSON, [2, "课\n二", "李四", "同上", "二年级", "其他", "9分"],
            ["合计", "=COUNTA(B3:B4)"]]  # fmt: skip
    path = write_text(tmp_path / "汇总.csv", rows, encoding=encoding, separator=separator)
    assert told(read(path, vocabulary)) == [
        (3, "再等五分钟", "张三", "洛龙区示例小学", "P3", "T02", 9, ""),
        (4, "课二", "李四", "洛龙区示例小学", "P2", None, 9, "theme/unrecognised"),
    ]


def test_a_name_and_a_banner_that_disagree_take_nothing_until_told(tmp_path, vocabulary):
    path = write_xlsx(tmp_path / "洛龙区.xlsx", [["涧西区汇总表"], HEADER, LESSON])
    refused = read(path, vocabulary)
    assert (refused.county, refused.rows, [(p.field, p.code) for p in refused.problems]) == (
        None, [], [("county", "ambiguous")],
    )  # fmt: skip
    told_county = read_sheet_file(path, vocabulary=vocabulary, county="410305")
    assert (told_county.county, len(told_county.rows), told_county.problems) == ("410305", 1, [])


def test_the_unit_in_a_heading_counts_in_letters_too():
    assert [label_of(label).unit for label in ("时长(s)", "秒数", "时长（min）", "时长（mm:ss）")] == [
        "秒",
        "秒",
        "分",
        "",
    ]


def test_a_repeated_header_of_two_rows_does_not_hide_the_first_table(tmp_path, vocabulary):
    header = [
        ["序号", "作品信息", None, None, None, "主讲人信息", None],
        [None, "名称", "年级", "主题", "时长", "姓名", "单位"],
    ]
    lesson = [1, "好好说话", "三年级", "亲子沟通", "8分", "王芳", "洛龙区示例小学"]
    rows = [*header, lesson, *header, [2, "慢慢来", *lesson[2:]]]
    path = write_xlsx(tmp_path / NAME, rows, merges=["B1:E1", "F1:G1", "B4:E4", "F4:G4"])
    assert [row.title for row in read(path, vocabulary).rows] == ["好好说话", "慢慢来"]


def test_a_lesson_full_of_heading_words_is_no_new_header(tmp_path, vocabulary):
    header = ["作者", "备注", "年级", "主题", "单位", "时长", "职称", "题目"]
    lesson = ["主讲人：蔡昇 助讲人：许会利", "视频已上传网盘", "中班", "自我管理", "示例第二幼儿园", "00:07:28", "高级教师", "时长8分钟的奇迹"]  # fmt: skip
    path = write_text(tmp_path / "洛龙区.csv", [header, lesson, [*lesson[:-1], "慢慢来"]])
    assert [row.title for row in read(path, vocabulary).rows] == ["时长8分钟的奇迹", "慢慢来"]


def test_a_column_with_an_unforeseen_label_is_found_between_dittos(tmp_path, vocabulary):
    header = ["序号", "课例名称", "授课", "上报处", "适用年级", "主题", "时长"]
    rows = [[n, f"课{n}课课", "王芳 10012345678", place, "三年级", "亲子沟通", "8分"]
            for n, place in enumerate(["示例小学", "同上", "〃", "示例二小学", "″"], 1)]  # fmt: skip
    read_rows = read(write_xlsx(tmp_path / NAME, [header, *rows]), vocabulary).rows
    assert {row.organisation for row in read_rows} == {"示例小学", "示例二小学"}
    assert {tuple(row.authors) for row in read_rows} == {("王芳",)}


def test_a_theme_column_without_a_title_beside_it_holds_what_lessons_are_called(tmp_path, vocabulary):
    header = ["序号", "单位", "主讲人", "授课主题", "面向对象", "类别", "时长"]
    rows = [[1, "示例小学", "王芳", "如何陪写作业", "三年级", "学习指导类", "8分"]]
    row = read(write_xlsx(tmp_path / NAME, [header, *rows]), vocabulary).rows[0]
    assert (row.title, row.theme) == ("如何陪写作业", "T05")


def test_a_list_of_codes_inside_the_heading_is_the_call_s_own(tmp_path, vocabulary):
    header = [*HEADER[:5], "主题类别（填序号：1.亲子沟通 2.习惯养成 3.心理健康 4.学习指导）", *HEADER[6:]]
    path = write_xlsx(tmp_path / NAME, [header, [*LESSON[:5], 3, *LESSON[6:]]])
    assert read(path, vocabulary).rows[0].theme == "T07"


def test_a_sheet_named_for_an_example_school_is_read_and_an_example_sheet_is_not(tmp_path, vocabulary):
    rows = [HEADER, LESSON]
    path = write_xlsx(tmp_path / NAME, rows, sheet="洛龙区示例小学", more={"填写示例": rows})
    assert [row.sheet for row in read(path, vocabulary).rows] == ["洛龙区示例小学"]
