"""What editors say about queries: synonyms, help cards, pinned results, what is suggested and what is not.

Decided here: lists of words are text, one a line, as an editor types them; `listed` reads them. Not here: what a list
does to a search (vocabulary.py, help.py), and which entries make no sense (admin/word_forms.py).
"""

import re
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from search.analysis import normalise

# How many words of a long row name it.
SAID_SHOWN = 6
_NUMBER = re.compile(r"[0-9][0-9-]{1,18}[0-9]")


def listed(text: str) -> list[str]:
    """The words of a list, normalised as queries are."""
    return [word for part in text.replace("|", "\n").splitlines() if (word := normalise(part).strip())]


def is_number(text: str) -> bool:
    """Whether a text is a telephone number as one writes it: 110, 0379-12345678."""
    return bool(_NUMBER.fullmatch(text.strip()))


class Synonym(models.Model):
    """What people say → what lessons call it. Editable; weaker than the words themselves."""

    said = models.TextField("家长的说法", help_text="一行一个，或用“|”隔开。")
    meant = models.TextField("资源里的说法", help_text="一行一个，或用“|”隔开。")
    both_ways = models.BooleanField("双向", default=False, help_text="搜右边的词也找左边的。")
    active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = "同义说法"
        verbose_name_plural = "同义说法"

    def __str__(self) -> str:
        said = self.said_words
        more = f"等{len(said)}个" if len(said) > SAID_SHOWN else ""
        arrow = "⇄" if self.both_ways else "→"
        return f"{'、'.join(said[:SAID_SHOWN])}{more} {arrow} {'、'.join(self.meant_words)}"

    @property
    def said_words(self) -> list[str]:
        return listed(self.said)

    @property
    def meant_words(self) -> list[str]:
        return listed(self.meant)


class HelpCard(ClusterableModel):
    """What is shown first when a query tells of danger. Calm, short, with people to call."""

    code = models.SlugField("代码", max_length=20, unique=True)
    title = models.CharField("标题", max_length=40)
    text = models.TextField("正文", max_length=400)
    contacts = models.TextField("联系方式", blank=True, help_text="一行一个：名称｜号码。号码须经核实。")
    words = models.TextField("触发词", help_text="一行一个；几个词都要出现时用“+”连接，如：小刀+划。")
    with_help_lines = models.BooleanField(
        "带上心理援助热线",
        default=False,
        help_text="同时显示“设置”里填的心理援助热线；那里没有填就不显示。",
    )
    sort = models.SmallIntegerField("顺序", default=0, help_text="同时触发几张卡时，小的先显示。")
    active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = "求助卡"
        verbose_name_plural = "求助卡"
        ordering = ["sort", "code"]

    def __str__(self) -> str:
        return self.title

    @property
    def contact_pairs(self) -> list[tuple[str, str]]:
        """Names and numbers, as the card shows them."""
        lines = (
            line.replace("|", "｜").partition("｜") for line in self.contacts.splitlines() if line.strip()
        )
        return [(name.strip(), number.strip()) for name, _, number in lines]

    @property
    def trigger_words(self) -> list[str]:
        return listed(self.words)


class CountyContact(models.Model):
    """A county's own line for a help card. Not shown before somebody has called it."""

    card = ParentalKey(
        HelpCard, verbose_name="求助卡", on_delete=models.CASCADE, related_name="county_contacts"
    )
    county = models.ForeignKey(
        "accounts.Organisation",
        verbose_name="县区",
        on_delete=models.CASCADE,
        related_name="+",
        limit_choices_to={"kind": "COUNTY"},
    )
    name = models.CharField("名称", max_length=60)
    number = models.CharField("号码", max_length=40)
    checked_on = models.DateField(
        "核实日期", null=True, blank=True, help_text="打通过、确认无误的那一天。不填，家长就看不到这个号码。"
    )

    class Meta:
        verbose_name = "县区求助联系"
        verbose_name_plural = "县区求助联系"
        ordering = ["county__code", "pk"]

    def __str__(self) -> str:
        return f"{self.county} {self.name}"

    def clean(self) -> None:
        if self.number and not is_number(self.number):
            raise ValidationError({"number": f"“{self.number}”不像电话号码，只写数字和短横。"})


@register_setting(icon="search", order=60)
class SearchWords(BaseGenericSetting):
    """The lists that stand between what people type and what is shown: one of each for the whole site."""

    harmless = models.TextField(
        "不当真的话",
        blank=True,
        help_text="一行一个。搜索里有这些话时，先去掉再看有没有触发词：“气死了”不是真的想死，“防性侵”是想学。",
    )
    blocked = models.TextField(
        "屏蔽词",
        blank=True,
        help_text="一行一个。带这些字的搜索不计数、不推荐，也不会成为热词；家长照样能搜。",
    )

    panels = [
        FieldPanel("harmless"),
        HelpPanel(heading="试一试", template="search/admin/try_card.html"),
        FieldPanel("blocked"),
    ]

    class Meta:
        verbose_name = "检索词表"


class PinnedResult(models.Model):
    """An item that an editor puts first for a query, for a time."""

    query = models.CharField("搜索词", max_length=60, help_text="搜这几个字时置顶，字面相同才算。")
    item = models.ForeignKey(
        "catalog.CatalogPage", verbose_name="资源", on_delete=models.CASCADE, related_name="+"
    )
    starts = models.DateField("从", null=True, blank=True)
    ends = models.DateField("到（含）", null=True, blank=True)

    class Meta:
        verbose_name = "置顶结果"
        verbose_name_plural = "置顶结果"

    def __str__(self) -> str:
        return f"{self.query} → {self.item_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.query = normalise(self.query).strip()
        super().save(*args, **kwargs)

    def is_due(self, today: date) -> bool:
        """Whether the day lies within its dates."""
        return not (self.starts and self.starts > today) and not (self.ends and self.ends < today)


class SuggestedQuery(models.Model):
    """A query that an editor approved for suggestions and hot words."""

    text = models.CharField(
        "搜索词", max_length=40, unique=True, help_text="家长会怎么说就怎么写，如：写作业磨蹭，不催就不动。"
    )
    hot = models.BooleanField("热词", default=False, help_text="也放在首页“别的家长也在问”。")
    sort = models.SmallIntegerField("顺序", default=0, help_text="首页上小的在前。")
    active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = "推荐搜索词"
        verbose_name_plural = "推荐搜索词"
        ordering = ["sort", "pk"]

    def __str__(self) -> str:
        return self.text
