"""The closed vocabularies. Codes are those of `catalog/data/vocabulary.json` and never change.

Editable vocabularies (themes, grades) are rows: see vocabulary.py. Names that another city would say
differently (course types, plan models) take their labels from the settings.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.forms import CheckboxSelectMultiple, MultipleChoiceField


class ItemKind(models.TextChoices):
    """What an item is, as the address of a list and of the API says it."""

    LESSON = "lesson", "课例微课"
    PLAN = "plan", "教案"
    ROUTE = "route", "研学线路"
    UNIT = "unit", "社会教育资源单位"
    COLLECTION = "collection", "专题"


class LessonForm(models.TextChoices):
    CASE = "CASE", "课例"
    MICRO = "MICRO", "微课"
    LECT = "LECT", "讲座"


def course_types() -> list[tuple[str, str]]:
    """理念引领 / 必修 / 自修, in the city's own words (setting CATALOG_COURSE_TYPES)."""
    return list(settings.CATALOG_COURSE_TYPES.items())


def plan_models() -> list[tuple[str, str]]:
    """五步教学法 and others, in the city's own words (setting CATALOG_PLAN_MODELS)."""
    return [(code, str(model["label"])) for code, model in settings.CATALOG_PLAN_MODELS.items()]


class Occasion(models.TextChoices):
    FIRST = "FIRST", "家长开学第一课"
    WEEK = "WEEK", "家庭教育宣传周"
    MENU = "MENU", "每月指导菜单"
    EXAM = "EXAM", "中高考前后"
    HOLIDAY = "HOLIDAY", "寒暑假"
    BRAND = "BRAND", "一县区一品"
    COURSE = "COURSE", "必修课程"


class AttachmentKind(models.TextChoices):
    DESIGN = "DESIGN", "教学设计"
    SLIDES = "SLIDES", "课件"
    TASK = "TASK", "学习任务单"
    EXERCISE = "EXER", "课后练习/家庭作业单"
    OTHER = "OTHER", "其他"


class Audience(models.TextChoices):
    PARENT = "PARENT", "父母"
    GRAND = "GRAND", "祖辈"
    FATHER = "FATHER", "父亲"
    EXPECT = "EXPECT", "新手/准家长"
    TEACH = "TEACH", "班主任与教师"
    GUIDE = "GUIDE", "家庭教育指导师"
    STUD = "STUD", "学生"
    FAMILY = "FAMILY", "亲子共学"
    COMM = "COMM", "社区工作者/志愿者"
    COMMITTEE = "COMMITTEE", "家委会成员"
    CARER = "CARER", "委托照护人"


class RecommendedLevel(models.TextChoices):
    CITY = "CITY", "市级推介"
    COUNTY = "COUNTY", "县区级推介"
    SCHOOL = "SCHOOL", "校级"


class Licence(models.TextChoices):
    """What others may do with an item. Authors keep their copyright (著作权法 18)."""

    SHARE = "SHARE", "可在本市家庭教育中免费使用，须署名"
    CC_BY_NC = "CC-BY-NC", "知识共享 署名-非商业使用"
    CC_BY = "CC-BY", "知识共享 署名"
    VIEW = "VIEW", "仅供在本站观看和阅读"


class PortraitConsent(models.TextChoices):
    NONE = "NONE", "没有可辨认的人像"
    GIVEN = "GIVEN", "已取得书面授权"
    MASKED = "MASKED", "已打码"


class AiPart(models.TextChoices):
    """Parts that a machine made; they are declared by the author and labelled on the page."""

    TEXT = "TEXT", "文字"
    VOICE = "VOICE", "配音"
    PICTURE = "PICTURE", "图片或视频画面"
    PERSON = "PERSON", "数字人"


class Weekday(models.TextChoices):
    """In the order of `date.weekday()`."""

    MONDAY = "MON", "周一"
    TUESDAY = "TUE", "周二"
    WEDNESDAY = "WED", "周三"
    THURSDAY = "THU", "周四"
    FRIDAY = "FRI", "周五"
    SATURDAY = "SAT", "周六"
    SUNDAY = "SUN", "周日"


class UnitType(models.TextChoices):
    MUSEUM = "U01", "博物馆"
    LIBRARY = "U02", "图书馆"
    CULTURE = "U03", "文化馆（站）"
    HERITAGE = "U04", "非遗馆/传承基地"
    MEMORIAL = "U05", "纪念馆"
    SCIENCE = "U06", "科技馆"
    SPORT = "U07", "体育场馆"
    YOUTH = "U08", "青少年活动中心"
    GUIDANCE = "U14", "社区（村）家庭教育指导服务站点"
    ARCHAEOLOGY = "U15", "文物考古遗址/公园"
    INDUSTRY = "U16", "企业与工业旅游点"
    UNIVERSITY = "U17", "高校与科研机构"
    EMERGENCY = "U18", "消防与应急体验场所"
    NATURE = "U19", "自然景区/地质公园"
    FARM = "U20", "乡村与农业基地"
    ART = "U21", "美术馆"
    THEATRE = "U22", "剧院/剧场"
    PUBLIC = "U23", "机关与公共服务单位（公检法、医院、气象等）"
    OTHER = "U24", "其他"


class HonoraryTitle(models.TextChoices):
    """称号 that a unit holds; never its type."""

    PATRIOTIC = "U09", "爱国主义教育基地"
    LAW = "U10", "法治教育基地"
    SCIENCE = "U11", "科普教育基地"
    STUDY = "U12", "研学实践教育基地（营地）"
    LABOUR = "U13", "劳动实践基地"


class TitleLevel(models.TextChoices):
    NATION = "国家级"
    PROVINCE = "省级"
    CITY = "市级"
    COUNTY = "县区级"


class ResourceKind(models.TextChoices):
    VISIT = "R01", "参观讲解"
    COURSE = "R02", "主题课程"
    WORKSHOP = "R03", "动手体验/工坊"
    STUDY = "R04", "研学课程"
    CAREER = "R05", "职业体验"
    VOLUNTEER = "R06", "志愿服务岗位"
    TALK = "R07", "进校园宣讲"
    FAMILY = "R08", "亲子活动"
    EXHIBITION = "R09", "展览/流动展"
    ONLINE = "R10", "线上资源"
    BOOKS = "R12", "图书与学习资料"
    COUNSEL = "R13", "家庭教育/心理咨询"
    CARE = "R14", "公益托管与课后服务"


class Condition(models.TextChoices):
    """Conditions of an offering; they never count as a kind of resource."""

    OPEN = "R11", "场地免费或优惠开放"
    FREE = "C01", "免费开放"
    DISCOUNT = "C02", "优惠开放"
    BOOKING = "C03", "需预约"
    GROUPS = "C04", "仅接待团体"


class RouteTheme(models.TextChoices):
    RIVER = "W01", "黄河文化"
    CANAL = "W02", "大运河文化"
    PEONY = "W03", "牡丹文化"
    MUSEUM = "W04", "文博与五大都城考古"
    GROTTO = "W05", "石窟艺术与世界遗产"
    SILK = "W06", "丝路文化"
    RED = "W07", "红色教育"
    INDUSTRY = "W08", "工业与科技"
    CRAFT = "W09", "非遗与手工"
    FARM = "W10", "农耕与劳动"
    NATURE = "W11", "自然生态与地质"
    POETRY = "W12", "诗词国学"
    SAFETY = "W13", "法治国防与安全"


class ActivityKind(models.TextChoices):
    """What a unit holds, each with a date."""

    GUIDE = "B01", "讲解导览"
    HANDS_ON = "B02", "互动体验"
    TALK = "B03", "讲座宣讲"
    EXHIBITION = "B04", "展览"
    SHOW = "B05", "展演演出"
    COURSE = "B06", "课程"
    CONTEST = "B07", "竞赛"
    VOLUNTEER = "B08", "志愿服务"
    FAMILY = "B09", "亲子活动"
    STUDY = "B10", "研学活动"
    CAREER = "B11", "职业体验"
    OPEN_DAY = "B12", "开放日"
    SCHOOL = "B13", "流动进校园"


class Season(models.TextChoices):
    SPRING = "SPRING", "春"
    SUMMER = "SUMMER", "夏"
    AUTUMN = "AUTUMN", "秋"
    WINTER = "WINTER", "冬"


class CoordinateSystem(models.TextChoices):
    GCJ02 = "GCJ02", "GCJ-02（高德、腾讯）"
    WGS84 = "WGS84", "WGS-84（GPS）"
    BD09 = "BD09", "BD-09（百度）"


class ChoiceListField(models.JSONField):
    """Several values of one closed vocabulary, stored as a list of codes in the vocabulary's order.

    `choices` is a TextChoices class; a form shows check boxes and refuses anything else.
    """

    def __init__(
        self, verbose_name: str = "", *, vocabulary: type[models.TextChoices], **kwargs: Any
    ) -> None:
        self.vocabulary = vocabulary
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(verbose_name, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        # To a migration it is plain JSON: the vocabulary is code and may grow without one.
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def clone(self) -> "ChoiceListField":
        _, _, args, kwargs = self.deconstruct()
        return type(self)(*args, vocabulary=self.vocabulary, **kwargs)

    def formfield(self, **kwargs: Any) -> MultipleChoiceField:
        return MultipleChoiceField(
            choices=self.vocabulary.choices,
            required=not self.blank,
            label=kwargs.get("label", self.verbose_name),
            help_text=kwargs.get("help_text", self.help_text),
            widget=CheckboxSelectMultiple,
        )


def labels_of(vocabulary: type[models.TextChoices], codes: list[str]) -> list[str]:
    """The Chinese names of stored codes; a code that the vocabulary no longer has is left out."""
    return [str(vocabulary(code).label) for code in codes if code in vocabulary.values]
