"""StreamField blocks of the catalogue. Blocks hold and show; they never query."""

from wagtail.blocks import CharBlock, IntegerBlock, StructBlock, TextBlock


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
