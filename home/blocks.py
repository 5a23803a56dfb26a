"""StreamField blocks of the front rooms. Blocks hold and show; they never query."""

from wagtail.blocks import CharBlock, PageChooserBlock, RichTextBlock, StructBlock, TextBlock

TEXT_FEATURES = ["bold", "ul", "ol", "link"]


class BrandSectionBlock(StructBlock):
    """A heading and what is said under it."""

    heading = CharBlock(label="标题", max_length=40)
    text = RichTextBlock(label="文字", features=TEXT_FEATURES)

    class Meta:
        label = "段落"
        icon = "pilcrow"


class BrandSeasonBlock(StructBlock):
    """A season of the brand: when it is, what happens, and the collection that gathers it."""

    name = CharBlock(label="名称", max_length=40)
    when = CharBlock(label="什么时候", max_length=60, required=False)
    words = TextBlock(label="做什么", max_length=300, required=False)
    collection = PageChooserBlock(label="专题", page_type="catalog.CollectionPage", required=False)

    class Meta:
        label = "一季"
        icon = "calendar-alt"
