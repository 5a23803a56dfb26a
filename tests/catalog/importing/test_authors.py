import pytest

from catalog.importing.authors import read_authors
from catalog.importing.grids import FORMULA

READ = {
    "卢 磊": "卢磊", "王　芳": "王芳", "王 小 芳": "王小芳", "欧阳 锋": "欧阳锋", "王 芳 李 萍": "王芳 李萍",
    "王丽娜、吕　洁": "王丽娜 吕洁", "邓书琴 杨宏伟": "邓书琴 杨宏伟", "程萍\n袁思远": "程萍 袁思远", "曹涛/贾洁": "曹涛 贾洁",
    "杨智慧；胡子涵": "杨智慧 胡子涵", "1.张三 2.李四": "张三 李四", "古丽娜·阿迪力": "古丽娜·阿迪力", "买买提•艾力": "买买提·艾力",
    "唐丽堃": "唐丽堃", "高㛃": "高㛃", "彭𬱖": "彭𬱖", "孙芳（班主任）": "孙芳", "王静怡(家庭教育指导师)": "王静怡",
    "副校长 张三": "张三", "张三老师": "张三", "主讲：蔡秀兰　助讲：程智慧": "蔡秀兰 程智慧",
    "许洁\n（指导教师：王国庆）": "许洁", "张三 指导教师：王国庆": "张三", "张三（主讲）、李四（助讲）": "张三 李四",
    "苏雅琪\n10096910920": "苏雅琪", "林磊10003612375": "林磊", "沈一鸣 100-0143-2298": "沈一鸣",
    "张三（电话：１００４７３６３７６９）": "张三", "张三、李四、王五等3人": "张三 李四 王五",
    "王芳 13800000000 李四 13900000000": "王芳 李四", "①王芳②李四": "王芳 李四", "欧阳 娜娜": "欧阳娜娜", "欧阳  锋 王芳": "欧阳锋 王芳",
    "王芳和李四": "王芳 李四", "李和平": "李和平", "王芳　女": "王芳", "主讲人王芳，助教李四": "王芳 李四", "班主任王芳": "王芳",
    "曹翀 保教主任": "曹翀", "曹静　学科带头人": "曹静", "吕军丽 年级组长": "吕军丽", "卢爱民 国家二级心理咨询师": "卢爱民",
    "授课教师：王芳\n制作教师：李四": "王芳 李四", "许洁 指导教师 王国庆": "许洁", "王芳：10012345678": "王芳", "高一": "高一", "何老师": "何老师",
}  # fmt: skip


@pytest.mark.parametrize(("text", "names"), READ.items())
def test_names_are_read_without_roles_posts_and_numbers(text, names):
    assert read_authors(text) == (names.split(), None)


@pytest.mark.parametrize(
    ("text", "names", "code"),
    [
        (None, [], "missing"), (FORMULA, [], "formula"), ("集体", [], "ambiguous"), ("家庭教育教研组", [], "ambiguous"),
        ("林红卫等3人", ["林红卫"], "ambiguous"), ("张三、李四等", ["张三", "李四"], "ambiguous"), ("指导教师：王国庆", [], "unrecognised"),
    ],
)  # fmt: skip
def test_whoever_is_not_named_needs_a_person(text, names, code):
    found, problem = read_authors(text)
    assert (found, problem.field, problem.code) == (names, "authors", code)


def test_a_second_author_has_a_column_of_its_own_and_counts_once():
    assert read_authors("薛倩", "罗占峰", None) == (["薛倩", "罗占峰"], None)
    assert read_authors("薛倩", "薛倩") == (["薛倩"], None)
