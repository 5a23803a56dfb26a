"""What a header's words mean: label → role of its column.

Decided here: the lexicon of roles, by patterns of how offices name columns, each with a strength for
when two columns compete (学校 before 报送单位, 主题 before 类别). Phone, ID, rank, opinion and remark
columns are `ignored`, which also tells a header from a lesson. What the values say is `columns`' matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from catalog.importing.characters import squeezed

CONTENT = ("title", "authors", "organisation", "grades", "theme", "minutes")
LONGEST_LABEL = 40

_ABOUT = r"(?:家庭教育|家教|家长学校|指导|优秀|推荐|推介|参评|申报|报送|参赛|征集|典型|精品|家庭|教育|家长|课堂|授课|主讲|讲授|执教|选送|入选|优质|本)*"
_THING = r"(?:课例|微课|微课例|微课程|作品|课程|课|案例|讲座|视频|微视频|资源|成果|节目|家长课|优质课|课题|题目|标题|故事|材料|录像|录像课|示范课|教案|公开课)"
_PERSON = (
    r"(?:作者|主讲人?|主讲教师|主讲老师|主讲者|授课人|授课者|授课教师|授课老师|执教人|执教者|执教教师|执教老师|执教|教师|老师|姓名"
    r"|讲师|主讲嘉宾|主创人员|主创|完成人|负责人|创作人员|主备人|主备教师|授课专家|主讲专家|制作人|制作者|制作教师|创作者|创作人|设计者|录制教师|录制人|参评人|参赛人|申报人|申报者|参与人"
    r"|报送人|讲课人|讲课教师|上课教师|出镜教师|主持人|承担者|承担教师|任课教师)"
)
_PLACE = r"(?:学校|单位|园所|幼儿园|校名|园名|校园|园校|学校单位|单位学校|学校园|学校幼儿园|校|园|机构)"
_YEARS = r"(?:年级段|年级|年段|班级|年级班级|学段年级|年级学段|对象年级|学段及年级|年级及学段|学段与年级|学段和年级|年级对象)"

_PATTERNS: tuple[tuple[str, int, str], ...] = (
    ("subtitle", 3, rf"{_ABOUT}{_THING}?(?:副标题|副题目?|副名称|子标题|小标题)"),
    ("coauthors", 3, r".*(?:第[二三四五2-5](?:作者|主讲人?|完成人|执教人?)|合作(?:教师|老师|者|人|作者)|(?:其他|其它|其余)(?:作者|成员|教师)"
                     r"|参与(?:教师|老师|者|人员)|助讲|助教|团队成员|成员|共同作者|作者[2-5二三四五]|主讲人?[2-5二三]|配合教师|合讲|协作(?:教师|者)).*"),
    ("ignored", 3, r"(?:(?:指导|辅导|联系|填表|审核)(?:教师|老师|人|者|专家)?|推荐(?:教师|老师|人|者|专家)|填报(?:教师|老师|人|者))(?:姓名|单位|信息)?[12一二]?"),
    ("ignored", 3, r".*(?:身份证|证件|手机|电话|联系|号码|邮箱|微信|QQ|备注|排序|排名|名次|等次|等级|奖|意见|职称|职务|性别|民族|年龄|出生|学历|政治面貌"
                   r"|链接|网址|网盘|提取码|签字|签名|教龄|学科|得分|分数|评分|密码|格式|大小|文件名|附件|是否|日期|邮编|地址|银行|账号|版权|承诺"
                   r"|查重|状态|人数|课件|教学设计|任务单|推荐理由|推荐顺序|推荐序号|顺位|职级|岗位|任教科目).*"),
    ("ignored", 2, r"(?:所属|所在)?(?:县区|区县|县市区|区县市|县|区|镇街|乡镇|街道|片区|学区|年份|年度)(?:名称)?"),
    ("number", 3, r"(?:序号|编号|序|号|顺序|顺序号|no\.?|课例编号|作品编号|课例序号|总序号|项目)"),
    ("minutes", 3, r".*(?:时长|时间长度|视频长度|片长|播放长度|录像长度|(?:微课|课例|作品)长度).*|用时|课长|分钟数?|秒数|分秒|视频时间|播放时间|视频分钟数?|时长.*"),
    ("minutes", 1, r"时间|课时|长度|授课时间"),
    ("organisation", 3, rf"(?:{_PERSON}|第一作者)?(?:现|本人)?(?:任教|所在|工作|所属)?{_PLACE}(?:名称|全称|简称|名)?"),
    ("organisation", 2, rf"(?:报送|选送|推荐|申报|供稿|来源|送评|提交|上报|填报|完成|制作|参赛|参评|承担|组织|录制|申请|推选|创作){_PLACE}(?:名称|全称)?"),
    ("grades", 3, rf"(?:适用|面向|授课|适合|使用|所教|任教|所属|执教|对应|指导|参评|课例|所在|教学|适用对象|授课对象|面向对象)?的?{_YEARS}(?:名称)?"),
    ("grades", 2, r"(?:适用|面向|授课|讲课|适合|教学|指导|辅导|服务|受众|听课|使用|目标|受教|讲授|课程)?(?:家长|学生)?(?:对象|人群|群体|受众|范围)(?:及?年级|及?学段)?|适用(?:于|家长)"),
    ("stage", 3, r"(?:适用|所属|所在|面向|授课|教育|任教|申报|参评|参赛|课例|作品|推荐|适合|对应)?(?:学段|组别|学段组别|组别学段|学段类别|学段分类|学段组|参赛组|参评组|分组|教育阶段)(?:名称)?"),
    ("form", 3, rf"{_ABOUT}{_THING}?(?:类型|形式|课型|体裁|形态|呈现形式|展示形式|种类|资源类型)"),
    ("theme", 3, rf"(?:所属|归属|对应|内容|选题|课例|课程|作品|微课|{_ABOUT})*(?:主题|专题)(?:类别|方向|分类|领域|板块|模块|类型|代码|编号|序号|及类别|或类别|归类|内容|名称)*"),
    ("theme", 3, r"(?:选题|内容)(?:方向|类别|分类|领域|范围)|类别主题|主题.*(?:代码|类别).*"),
    ("theme", 2, rf"{_ABOUT}(?:所属|归属|对应|内容|选题|课题|课例|课程|作品|微课|申报)*(?:类别|归类|分类|方向|领域|板块|模块|栏目|类目)(?:名称|代码)?"),
    ("summary", 3, r".*(?:简介|摘要|概要|提要|概述|内容介绍|简述|主要内容|教学内容|内容简要|作品说明|课例说明).*|内容|介绍"),
    ("title", 3, rf"{_ABOUT}{_THING}*的?(?:名称|题目|标题|课题|题名|全称|片名|课名|篇名|主标题|名)|(?:课题|题目|标题|正标题|主标题)"),
    ("title", 2, rf"{_ABOUT}{_THING}+|授课内容|讲授内容|选题"),
    ("authors", 3, rf"(?:第[一1])?(?:课例|作品|微课|课程|主要|参评|参赛|申报|推荐|授课|主讲|执教|制作|录制|设计|讲课|获奖|报送|讲座|完成|第一)?{_PERSON}"
                   r"(?:姓名|名字|名单|信息|[1一])?(?:及排[序名])?"),
    # What no pattern above foresaw, but holds the decisive word.
    ("minutes", 1, r".*时长.*"), ("subtitle", 1, r".*副标题.*"), ("grades", 1, r".*年级.*"), ("stage", 1, r".*学段.*"),
    ("theme", 1, r".*(?:主题|专题).*"), ("organisation", 1, r".*(?:单位|学校|幼儿园)(?:名称|全称)?|(?:课例|作品)?来源"),
    ("authors", 1, r".*(?:作者|主讲人|授课教师|执教|教师姓名|姓名).*|.{1,3}(?:教师|老师)"), ("title", 1, r".*(?:名称|题目|标题)"),
)  # fmt: skip
_COMPILED = tuple(
    (role, strength, re.compile(pattern, re.IGNORECASE)) for role, strength, pattern in _PATTERNS
)
_GENERIC = re.compile(r"(?:名称|全称|全名|姓名|类别|类型|代码|内容|简称|名字|单位|学校)")
_GROUP_ENDING = re.compile(r"(?:基本|相关|主要)?(?:信息|情况|资料|栏|内容)$")
_TIME_UNIT = re.compile(r"[(](?:单位[:：]?)?(?:分钟?|秒|分秒|分[:：、,]秒|mins?)[)]$", re.IGNORECASE)
_BESIDE = re.compile(r"[、，,/／|]|(?<=.)[及和与](?=.)")
_OTHER_PEOPLE = re.compile(r"(?:指导|辅导|联系|填报|填表|推荐|审核)(?:教师|老师|人|者|专家)?")
_GROUPING = re.compile(r".*(?:信息|情况|资料)|.*(?:课例|作品|作者|教师|学校|单位|课程|微课|主讲).*")


@dataclass(frozen=True)
class Label:
    """What one column's header says."""

    text: str
    role: str = ""
    strength: int = 0
    unit: str = ""


@lru_cache(maxsize=4096)
def label_of(leaf: str, group: str = "") -> Label:
    """The meaning of a header cell below its group heading."""
    text, over = _plain(leaf), _GROUP_ENDING.sub("", _plain(group))
    role, strength = "", 0
    if over and _OTHER_PEOPLE.fullmatch(over):
        role, strength = "ignored", 3
    elif over and _role(over)[0] == "coauthors":
        role, strength = ("coauthors", 3) if _role(text)[0] == "authors" else ("ignored", 3)
    elif over and _GENERIC.fullmatch(text):
        role, strength = _role(over + text)
        if not role or role == "number":
            role, strength = _role(text)
    else:
        role, strength = _role(text)
    beside = _BESIDE.split(squeezed(leaf))
    if len(beside) > 1 and role in ("", "ignored"):
        first = _role(_plain(beside[0]))
        if first[0] in CONTENT:
            role, strength = first  # 作者姓名、职务 holds the author, 时间/分 a time
    if role == "stage" and "年级" in squeezed(leaf):
        role = "grades"  # 学段（年级） holds the grade
    elif role in ("title", "") and _TIME_UNIT.search(squeezed(leaf)):
        role, strength = "minutes", 2  # 视频（分钟）
    return Label(text, role, strength, _unit(f"{group}{leaf}") if role == "minutes" else "")


def _plain(label: str) -> str:
    text = squeezed(label)
    if len(text) > LONGEST_LABEL:
        text = re.sub(r"[(\[【].*", "", text)
    inner = re.sub(r"[(\[【][^()\[\]【】]*[)\]】]?", "", text)
    text = inner or text.strip("()[]【】")
    return re.sub(r"[*★※:：、/／|,，.。\\_\-—·“”\"'?？!]", "", text)


@lru_cache(maxsize=4096)
def _role(text: str) -> tuple[str, int]:
    if not text or len(text) > 20:
        return "", 0
    for role, strength, pattern in _COMPILED:
        if pattern.fullmatch(text):
            return role, strength
    return "", 0


def _unit(label: str) -> str:
    text = squeezed(label)
    if "秒" in text or re.search(r"[(/](?:s|sec|seconds?)[)]?$", text, re.IGNORECASE):
        return "" if "分" in text else "秒"
    if re.search(r"小时|[(]时[)]", text):
        return "" if "分" in text else "时"
    return "分" if "分" in text or re.search(r"min(?!.*s)", text, re.IGNORECASE) else ""


def names_lesson(text: str) -> bool:
    """A label of themes that may stand over what the lessons are called: 主题名称, 授课主题."""
    return bool(re.fullmatch(r".*名称|(?:授课|讲座|讲课|讲授|课例|微课|课堂)主题", text))


def is_grouping(text: str) -> bool:
    """A heading over several columns: 课例信息, 作者情况."""
    plain = _plain(text)
    return 0 < len(plain) <= 12 and bool(_GROUPING.fullmatch(plain))


def score_of(columns: dict[int, Label]) -> float:
    roles = {label.role: max(label.strength, 0) for label in columns.values() if label.role}
    return sum((2 if role in CONTENT else 1) + 0.1 * strength for role, strength in roles.items())


def settled(columns: dict[int, Label]) -> dict[int, Label]:
    """One column per role: the strongest, the first of equals; the others give way sensibly."""
    chosen = dict(columns)
    if not any(label.role == "title" for label in chosen.values()):
        themes = [column for column, label in chosen.items() if label.role == "theme"]
        named = [column for column in themes if names_lesson(chosen[column].text)]
        if len(themes) > 1 and named:  # 主题名称 or 授课主题 beside 类别 is what the lesson is called
            chosen[named[0]] = Label(chosen[named[0]].text, "title", 1)
    for role in (*CONTENT, "stage", "form", "summary", "number", "subtitle"):
        rivals = [column for column, label in chosen.items() if label.role == role]
        if len(rivals) < 2:
            continue
        winner = max(rivals, key=lambda column: (chosen[column].strength, -column))
        for column in rivals:
            if column != winner:
                gives = "coauthors" if role == "authors" and chosen[column].strength == 3 else \
                    "form" if role == "theme" else ""  # fmt: skip
                chosen[column] = Label(chosen[column].text, gives)
    roles = {label.role for label in chosen.values()}
    if "grades" not in roles and "stage" in roles:
        chosen = {
            c: Label(x.text, "grades", x.strength) if x.role == "stage" else x for c, x in chosen.items()
        }
    return chosen
