"""What was asked, counted: what nobody found, and what many ask.

Decided here: no row has a time of day, an address or anything else of whoever asked.
"""

from django.db import models


class Wish(models.Model):
    """What was asked for and not found, and how often. No visitor, no address, no time of day."""

    text = models.CharField("搜索词", max_length=60)
    day = models.DateField("日期")
    stage = models.CharField("学段", max_length=10, blank=True)
    theme = models.CharField("可能的主题", max_length=10, blank=True)
    times = models.PositiveIntegerField("次数", default=0)
    ordered = models.PositiveIntegerField("点课次数", default=0)

    class Meta:
        verbose_name = "没找到的搜索"
        verbose_name_plural = "没找到的搜索"
        constraints = [models.UniqueConstraint(fields=["text", "day", "stage"], name="one_wish_a_day")]

    def __str__(self) -> str:
        return f"{self.text} ×{self.times}"


class AskedQuery(models.Model):
    """How often something was asked. Its words are written down only once many people asked the same.

    Until then there is the digest alone, made with the installation's secret, from which nobody reads a sentence.
    """

    digest = models.CharField("摘要", max_length=32, primary_key=True)
    text = models.CharField("搜索词", max_length=40, blank=True)
    times = models.PositiveIntegerField("次数", default=0)
    days = models.PositiveIntegerField("天数", default=0)
    last_day = models.DateField("最近一天", db_index=True)

    class Meta:
        verbose_name = "常被搜的话"
        verbose_name_plural = "常被搜的话"
        ordering = ["-times", "text"]

    def __str__(self) -> str:
        return self.text
