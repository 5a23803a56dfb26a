"""Who made a lesson, in their order.

Decided here: roles, posts and phone numbers are no part of a name; a guide (指导教师) is no author, a
second speaker (助讲) is one; two single characters around white space are one name, two names of two
characters are two people. 集体 names nobody and 等3人 leaves people out: both need a person (ambiguous).
"""

from __future__ import annotations

import re

from catalog.importing.characters import quoted, squeezed, without_invisible, without_private_numbers
from catalog.importing.grids import FORMULA, Value
from catalog.importing.numerals import NUMERAL, number_of
from catalog.importing.rows import Problem
from catalog.importing.surnames import COMPOUND, is_full_name

MISSING = Problem("authors", "missing", "没有填作者。请补填作者姓名。")
_FORMULA = Problem("authors", "formula", "作者是公式，系统不计算公式。请直接填写姓名。")

_GUIDE = r"(?:指导|辅导|推荐|联系|填报|审核)(?:教师|老师|人|者|专家)?"
_GUIDE_BEFORE = r"(?:指导|辅导)(?:教师|老师)(?=[\s\u4e00-\u9fff])"
_ROLE = (
    r"(?:第[一二三四五1-5](?:作者|主讲人?)|主讲(?:教师|老师|人)?|助讲(?:教师|老师|人)?|合讲人?|授课(?:教师|老师|人|者)?"
    r"|执教(?:教师|老师|人|者)?|作者[一二三四1-4]?|合作(?:者|教师|老师|人)?|参与(?:者|教师|老师|人)?|主创(?:人员)?|制作(?:人|者)?"
    r"|设计(?:人|者)?|录制(?:人|者)?|主持(?:人)?|讲师|主讲嘉宾|嘉宾|成员|团队成员|姓名|申报(?:人|者)|负责人|助教|配合教师)"
)
_POST = (
    r"(?:(?:正|副)?(?:校长|园长|院长|书记|主任|所长|科长|组长|馆长|股长|局长|处长)|(?:德育|教导|政教|教务|年级|工会|少先队|教研|级部)?(?:副)?主任"
    r"|(?:年级|备课|教研|学科)组长|(?:副)?班主任|大队辅导员|辅导员|(?:三|二|一|正高|特|高|中|初)级教师|正高级?|特级教师|高级|中级"
    r"|教研员|(?:家庭教育)?指导师|(?:心理)?咨询师|(?:心理|语文|数学|英语|体育|音乐|美术|思政|道法|科学|物理|化学|历史|地理|生物|政治)?(?:教师|老师)"
    r"|教授|副教授|研究员|讲师|医生|主任医师|心理辅导员|干事|党支部书记|总务|教导)"
)
_GROUP = re.compile(
    r"集体|全体|教研组|课题组|项目组|工作室|工作坊|团队|备课组|年级组(?!长)|编写组|家委会|教师们|各班|家长学校|制作组"
)
_OTHERS = re.compile(rf"等(?:共|一行)?([{NUMERAL}]*)(?:人|位|名)?(?:教师|老师)?$")
_LABEL = re.compile(rf"{_ROLE}\s*[:：]\s*")
_OTHER_LABEL = re.compile(
    r"(?:(?<=[\s、,，;；/])|^)([\u4e00-\u9fff]{2,6})\s*[:：]\s*(?=[\u3400-\u9fff\U00020000-\U0003ffff])"
)
_BRACKET = re.compile(r"[（(〔\[【]([^（）()〔〕\[\]【】]*)[)）〕\]】]?")
_NUMBERING = re.compile(r"(?:^|(?<=[\s、,，;；/\n]))\s*[（(]?\d{1,2}\s*[.．、)）:：]?\s*(?=[^\d\s])|[①-⑨]")
_SPLIT = re.compile(
    r"[、,，;；/／|｜\\+&＆\n\r]+|(?<=[\u4e00-\u9fff])(?:\s+(?:和|与|及)\s+)(?=[\u4e00-\u9fff])"
)
_JOINED = re.compile(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{2,4})[和与及]([\u4e00-\u9fff]{2,4})(?![\u4e00-\u9fff])"
)
_DOTS = re.compile(r"[•・‧∙⋅●．.](?=[\u3400-\u9fff\U00020000-\U0003ffff])")
_NOBODY = r"和|与|及|等|男|女|班|无|暂无|没有|待定|不详|略|家长|.{0,4}(?:[（(]?\d{1,2}[)）]?班)"
_BEFORE_NAME = re.compile(rf"^(?:{_ROLE}|{_POST})")
_POST_LIKE = re.compile(r"[\u4e00-\u9fff]{2,9}[长席师员人医任记]")
_SUFFIX = re.compile(rf"(?<=[\u3400-\u9fff]{{2}}){_POST}$")


def read_authors(*values: Value | None) -> tuple[list[str], Problem | None]:
    """Names of the author column and of columns of second authors, each once."""
    if any(value is FORMULA for value in values):
        return [], _FORMULA
    names: list[str] = []
    problem: Problem | None = None
    texts = [str(value) for value in values if value is not None and not isinstance(value, bool)]
    for text in texts:
        found, doubt = _names(text)
        names += [name for name in found if name not in names]
        problem = problem or doubt
    if not names and problem is None:
        if any(squeezed(text) for text in texts):
            return [], Problem(
                "authors", "unrecognised", f"作者{quoted(texts[0])}里没有姓名。请填写作者姓名。"
            )
        return [], MISSING
    return names, problem


def _names(cell: str) -> tuple[list[str], Problem | None]:
    text = without_private_numbers(without_invisible(cell).replace("\u00a0", " "), "\n")
    text = _without_guides(text)
    # Any other role with a colon opens a part too: 摄像：, 制作教师：
    text = _OTHER_LABEL.sub(
        lambda found: found[0] if is_full_name(found[1]) else "\n", _LABEL.sub("\n", text)
    )
    text = _NUMBERING.sub(" ", text)
    names: list[str] = []
    problem: Problem | None = None
    for part in _SPLIT.split(_JOINED.sub(_parted, text)):
        others = _OTHERS.search(part.strip())
        if others:
            part = part.strip()[: others.start()]
        if _GROUP.search(part):
            problem = Problem("authors", "ambiguous", f"作者写的是{quoted(part)}，没有姓名。请补填作者姓名。")
            continue
        names += _spaced_names(part)
        if others and (number_of(others[1]) or 99) > len(names):
            problem = Problem("authors", "ambiguous", f"作者{quoted(cell)}没有写全。请补上其余作者的姓名。")
    if problem is None and any(_improbable(name) for name in names):
        problem = Problem("authors", "ambiguous", f"作者{quoted(cell)}不像姓名，请核对后改正。")
    return names, problem


def _parted(found: re.Match[str]) -> str:
    """王芳和李四 are two, 李和平 is one."""
    both = is_full_name(found[1]) and is_full_name(found[2])
    return f"{found[1]}\n{found[2]}" if both else found[0]


def _without_guides(text: str) -> str:
    """Brackets hold posts and guides; only a second author named as such is kept from one."""

    def inside(found: re.Match[str]) -> str:
        return f"\n{found[1]}" if _LABEL.match(found[1].strip()) else " "

    text = _BRACKET.sub(inside, text)
    kept: list[str] = []
    for part in re.split(rf"(?={_GUIDE}\s*[:：]|{_GUIDE_BEFORE})|(?={_ROLE}\s*[:：])", text):
        if not (part and re.match(rf"{_GUIDE}\s*[:：]|{_GUIDE_BEFORE}", part)):
            kept.append(part or "")
    return "".join(kept)


def _spaced_names(part: str) -> list[str]:
    names: list[str] = []
    if re.fullmatch(r"\s*\w\s+\w\s+\w\s*", part):
        return ["".join(part.split())]  # 王 小 芳
    for token in part.split():
        token = _cleaned(token, follows_name=bool(names))
        if not token:
            continue
        before = names[-1] if names else ""
        latin = token.isascii() and before.isascii() and bool(before)
        if latin:
            names[-1] = f"{before} {token}"
        elif before and len(before) == 1 and len(token) <= 2:
            names[-1] = before + token  # 王 芳, 王 小芳
        elif before in COMPOUND and len(token) <= 2:
            names[-1] = before + token  # 欧阳 锋
        else:
            names.append(token)
    return names


def _cleaned(token: str, *, follows_name: bool) -> str:
    token = _DOTS.sub("·", token.strip(" 　·.。:：-—_*★☆()（）'\"“”"))
    if re.fullmatch(rf"{_ROLE}|{_POST}|{_GUIDE}|{_NOBODY}", token) or not re.search(r"[^\W\d_]", token):
        return ""
    if re.match(r"(?:指导|辅导)(?:教师|老师)", token):
        return ""
    rest = _SUFFIX.sub("", token)
    if follows_name and not is_full_name(rest) and (rest != token or _POST_LIKE.fullmatch(token)):
        return ""  # 保教主任 or 学科带头人 after a name is a post through and through
    bare = _BEFORE_NAME.sub("", rest)
    if is_full_name(bare):
        return bare
    bare = re.sub(r"(?:主讲|执教|授课|主持|助讲)$", "", rest)
    return bare if is_full_name(bare) else rest


def _improbable(name: str) -> bool:
    han = "·" not in name and not name.isascii()
    return (
        bool(re.search(r"\d|学校|小学|中学|幼儿园|教育局|教体局", name))
        or (han and len(name) > 6)
        or len(name) > 30
    )
