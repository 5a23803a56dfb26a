"""What a person says besides the worry: grade, stage, county, kind, length. Pure: words in, findings out.

Decided here: the longest name wins (中职一年级 before 一年级); a group of grades is one finding a grade; an age is
heard as its stage; a length is heard only where a limit is meant (十分钟以内), since parents count minutes for other
reasons (写作业半小时). Not here: whether a finding filters or only lifts (finding.py).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from search.analysis import normalise, torn_places


@dataclass(frozen=True)
class Heard:
    """`type` is grade, stage, county, kind or minutes; `text` the words it was heard in."""

    type: str
    value: str
    label: str
    text: str
    stage: str = ""  # of a grade

    @property
    def key(self) -> str:
        """As an address names it to take it off."""
        return f"{self.type}:{self.value}"


@dataclass(frozen=True)
class Name:
    """A name and all that it stands for."""

    text: str
    findings: tuple[tuple[str, str, str, str], ...]  # (type, value, label, stage)


# Kinds as people ask for them; forms of a lesson are values of their own. Longest first does the rest.
KIND_WORDS: Mapping[tuple[str, str], str] = {
    ("plan", "教案"): "教案 教学设计 教学方案 备课 班会教案 活动方案 班会方案 家长会方案",
    ("route", "研学线路"): (
        "研学线路 研学路线 研学游 研学旅行 研学 游学 线路推荐 线路 一日游 两日游 二日游 三日游 两天一夜 三天两夜"
    ),
    ("unit", "资源单位"): (
        "博物馆 图书馆 文化馆 科技馆 科学技术馆 纪念馆 美术馆 体育馆 展览馆 非遗馆 少年宫 青少年宫 活动中心 "
        "青少年活动中心 教育基地 实践基地 资源单位 场馆 剧院 遗址公园 服务站 体验馆 科普馆 天文馆 规划馆 档案馆 "
        "植物园 动物园 采摘园 农场 营地 基地 消防站 烈士陵园"
    ),
    ("collection", "专题"): "专题 合集 专栏 指导菜单 系列课",
    ("case", "课例"): "课例 课堂实录 优质课 公开课 示范课",
    ("micro", "微课"): "微课 微课程 微视频 小视频课 短视频课 视频课 视频课程",
    ("lect", "讲座"): "讲座 报告会 宣讲会 大讲堂 直播课",
}
# A child of these years is usually at this stage.
STAGE_OF_AGE = {
    **dict.fromkeys(range(3, 6), "KG"),
    **dict.fromkeys(range(6, 12), "PR"),
    **dict.fromkeys(range(12, 15), "JH"),
    **dict.fromkeys(range(15, 18), "SH"),
}
_NUMBER = r"(\d{1,3}|[一二两三四五六七八九十]{1,3}|半个?小时|一个?小时|一刻钟)"
_LENGTH = re.compile(
    rf"{_NUMBER}(?:分钟)?(?:以内|之内|以下|内|左右)(?:的|讲完|看完)?"
    rf"|(?:不超过|少于|最多|不到){_NUMBER}(?:分钟)?"
    rf"|{_NUMBER}分钟(?=的?(?:课|微课|视频|小视频|短视频|讲座|短课))"
    # Said first and by itself, it is what one has time for.
    rf"|^{_NUMBER}分钟(?=\s)"
    rf"|{_NUMBER}(?:分钟)?[就能可以内]{{0,4}}(?:讲|看|听|学)(?:完|清楚|清|明白|懂|会)的?"
)
_AGE = re.compile(r"(\d{1,2}|[一二两三四五六七八九十]{1,3})(?:周岁|岁)(?!以)")
_DIGIT_GRADE = re.compile(r"([1-9])(?=年级|年纪)")
# 小三 is a grade only where a pupil is meant.
_SHORT_PRIMARY = re.compile(r"^小[一二三四五六]$")
# 从游戏中学会分享, 个子高一点, 大班额, 大年初一, 开学前: (name, what comes before, what comes after)
_NOT_MEANT = [
    (re.compile("^中学$"), (), "会到习着懂得"),
    (re.compile("^高[一二三]$"), (), "点些头截倍厘寸"),
    (re.compile("^[大中小]班$"), (), "额"),
    (re.compile("^初[一二三]$"), ("大年", "正月", "腊月", "三月"), ""),
    (re.compile("^学前$"), tuple("开上放入升数大小中"), ""),
]
_PUPIL = re.compile(r"^[的了下上]?[孩学生娃男女数语英成作]|^$|^\s")
_DIGITS = dict(zip("零一二两三四五六七八九", (0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))


def hear(text: str, names: Iterable[Name]) -> list[Heard]:
    """All that is heard in a text, in its order, each once."""
    normal = _DIGIT_GRADE.sub(lambda m: "零一二三四五六七八九"[int(m.group(1))], normalise(text))
    normal = normal.replace("年纪", "年级")
    found: list[tuple[int, Heard]] = []
    taken = [False] * len(normal)
    torn = torn_places(normal)
    for name in sorted(names, key=lambda name: -len(name.text)):
        for match in re.finditer(re.escape(name.text), normal):
            start, end = match.span()
            # 高一 in 提高一下, 新安 in 重新安排: the end of one word and the beginning of the next.
            if any(taken[start:end]) or (start in torn and end in torn):
                continue
            if not _is_meant(name.text, normal[:start], normal[end:]):
                continue
            taken[start:end] = [True] * (end - start)
            found += [(start, Heard(*finding[:3], name.text, finding[3])) for finding in name.findings]
    found += _lengths(normal) + _ages(normal)
    # A grade says its stage; the stage beside it (小学三年级) adds nothing.
    has_grade = any(one.type == "grade" for _, one in found)
    unique = {
        one.key: one
        for _, one in sorted(found, key=lambda pair: pair[0])
        if not (has_grade and one.type == "stage")
    }
    return list(unique.values())


def kind_names() -> list[Name]:
    """The words for kinds."""
    return [
        Name(normalise(word), (("kind", value, label, ""),))
        for (value, label), spoken in KIND_WORDS.items()
        for word in spoken.split()
    ]


def number(spoken: str) -> int:
    """十五 → 15, 半小时 → 30, 十六七 → 16."""
    if spoken.isdigit():
        return int(spoken)
    if spoken.startswith("半"):
        return 30
    if spoken == "一刻钟":
        return 15
    if spoken.endswith("小时"):
        return 60
    if "十" in spoken:
        tens, _, ones = spoken.partition("十")
        return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones[:1], 0)
    return _DIGITS.get(spoken[:1], 0)


def _is_meant(name: str, before: str, after: str) -> bool:
    for named, befores, afters in _NOT_MEANT:
        if named.match(name) and ((befores and before.endswith(befores)) or (after and after[0] in afters)):
            return False
    if not _SHORT_PRIMARY.match(name):
        return True
    stands_alone = not before.strip() and not after.strip()
    return stands_alone or bool(after.strip() and _PUPIL.match(after))


def _lengths(normal: str) -> list[tuple[int, Heard]]:
    found = []
    for match in _LENGTH.finditer(normal):
        minutes = number(next(group for group in match.groups() if group))
        is_length = "分钟" in match.group() or "时" in match.group() or "刻" in match.group()
        if is_length and 1 <= minutes <= 240:
            found.append((match.start(), Heard("minutes", str(minutes), f"{minutes}分钟以内", match.group())))
    return found


def _ages(normal: str) -> list[tuple[int, Heard]]:
    labels = {"KG": "幼儿园", "PR": "小学", "JH": "初中", "SH": "高中"}
    return [
        (match.start(), Heard("stage", stage, labels[stage], match.group()))
        for match in _AGE.finditer(normal)
        if (stage := STAGE_OF_AGE.get(number(match.group(1))))
    ]
