"""StreamField blocks of the catalogue. Blocks hold and show; they never query."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.blocks import (
    CharBlock,
    DateBlock,
    IntegerBlock,
    MultipleChoiceBlock,
    StructBlock,
    TextBlock,
    TimeBlock,
)

from catalog.models.choices import Weekday


class PlanStepBlock(StructBlock):
    """One step of a lesson plan: who says and does what, for how long, with what."""

    name = CharBlock(label="环节", max_length=40)
    minutes = IntegerBlock(label="分钟", min_value=1, max_value=240)
    teacher = TextBlock(label="老师说")
    parents = TextBlock(label="家长做", required=False)
    material = CharBlock(label="用到", required=False, max_length=200)

    class Meta:
        label = "环节"
        icon = "list-ol"


class OpenHoursBlock(StructBlock):
    """On which days of the week it is open, from when to when. A midday rest is two of these."""

    days = MultipleChoiceBlock(label="星期", choices=Weekday.choices)
    opens = TimeBlock(label="开门")
    closes = TimeBlock(label="关门")

    class Meta:
        label = "每周开放"
        icon = "time"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned["opens"] >= cleaned["closes"]:
            raise ValidationError("关门时间要晚于开门时间。跨过半夜的，请分成两条来填。")
        return cleaned


class ClosedBlock(StructBlock):
    """Days on which it is closed although the week says otherwise."""

    first = DateBlock(label="从哪天")
    last = DateBlock(label="到哪天", required=False, help_text="只有一天就不填。")

    class Meta:
        label = "临时不开放"
        icon = "circle-xmark"
