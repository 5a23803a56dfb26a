"""What is said besides the worry."""

import pytest

from search.heard import hear, number
from search.vocabulary import vocabulary


def heard(text: str) -> list[tuple[str, str]]:
    return [(one.type, one.value) for one in hear(text, vocabulary().names)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("三年级成绩下降", [("grade", "P3")]),
        ("3年级写作业", [("grade", "P3")]),
        ("初二女儿锁门", [("grade", "J2")]),
        ("中职一年级", [("grade", "V1")]),
        ("小学三年级", [("grade", "P3")]),
        ("大班孩子坐不住", [("grade", "K3")]),
        ("低段", [("grade", "P1"), ("grade", "P2")]),
        ("上高中的儿子", [("stage", "SH")]),
        ("14岁女儿染头发", [("stage", "JH")]),
        ("孟津有没有亲子活动", [("county", "410308")]),
        ("偃师市 博物馆", [("county", "410307"), ("kind", "unit")]),
        ("洛龙 防溺水 教案", [("county", "410311"), ("kind", "plan")]),
        ("手机 讲座", [("kind", "lect")]),
        ("二十分钟以内的微课", [("minutes", "20"), ("kind", "micro")]),
        ("不超过10分钟", [("minutes", "10")]),
        ("八分钟 怎么夸孩子", [("minutes", "8")]),
        ("三分钟小视频 记账", [("minutes", "3")]),
        ("八分钟写一个字", []),
        ("两天一夜 龙门线路", [("kind", "route")]),
        ("消防体验馆", [("kind", "unit")]),
        ("孩子写作业半小时，喝水用了20分钟", []),
        ("老公有小三", []),
        ("小三数学跟不上", [("grade", "P3")]),
        ("怎样提高一下成绩", []),
        ("比同学高一点", []),
        ("高一下册", [("grade", "S1")]),
        ("升高一暑假", [("grade", "S1")]),
        ("重新安排作息", []),
        ("新安的博物馆", [("county", "410323"), ("kind", "unit")]),
        ("当初一家人", []),
        ("大年初一", []),
        ("今年初一", [("grade", "J1")]),
        ("其中班主任说的", []),
        ("大班娃坐不住", [("grade", "K3")]),
        ("从游戏中学会分享", []),
        ("中学生", [("grade", f"{stage}{n}") for stage in ("J", "S") for n in (1, 2, 3)]),
        ("开学前睡不着", []),
        ("学前孩子", [("stage", "KG")]),
        ("十六七岁不理人", [("stage", "SH")]),
    ],
)
def test_grades_counties_kinds_and_lengths_are_heard(city, text, expected):
    assert heard(text) == expected


@pytest.mark.parametrize(
    ("spoken", "value"), [("十五", 15), ("二十", 20), ("四十五", 45), ("半小时", 30), ("8", 8)]
)
def test_spoken_numbers_are_numbers(spoken, value):
    assert number(spoken) == value
