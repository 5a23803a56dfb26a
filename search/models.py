"""Rows of search: what waits to be indexed. What editors say about queries joins them here."""

from typing import Any

from django.conf import settings
from django.db import models

from search.analysis import normalise


class OutboxQuerySet(models.QuerySet["OutboxRow"]):
    def pending(self) -> "OutboxQuerySet":
        """The objects whose last change no index has seen yet."""
        return self.filter(version__gt=models.F("indexed_version"))


class OutboxRow(models.Model):
    """An object's count of changes, and up to which of them the index has it.

    The row stays when it is done: its version only ever grows, so that a late or repeated event can be told
    from a new one, for deleted objects too (the row is their tombstone).
    """

    object_id = models.BigIntegerField("对象", primary_key=True)
    version = models.BigIntegerField("版本", default=1)
    indexed_version = models.BigIntegerField("已索引版本", default=0)
    queued_at = models.DateTimeField("入列时间")
    attempts = models.PositiveSmallIntegerField("失败次数", default=0)
    last_error = models.CharField("最近的错误", max_length=300, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = "待索引"
        verbose_name_plural = "待索引"
        indexes = [
            models.Index(
                fields=["queued_at"],
                name="search_outbox_pending",
                condition=models.Q(version__gt=models.F("indexed_version")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.object_id} v{self.version}"


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
        return f"{'、'.join(self.said_words[:3])} → {'、'.join(self.meant_words)}"

    @property
    def said_words(self) -> list[str]:
        return _listed(self.said)

    @property
    def meant_words(self) -> list[str]:
        return _listed(self.meant)


def _listed(text: str) -> list[str]:
    """The words of a list, normalised as queries are."""
    return [word for part in text.replace("|", "\n").splitlines() if (word := normalise(part).strip())]


class IndexWord(models.Model):
    """A token of the index: how it sounds, and to which themes it leans. Written whole by each rebuild."""

    word = models.CharField("词", max_length=40, primary_key=True)
    documents = models.PositiveIntegerField("篇数")
    pinyin = models.CharField("拼音（不分平翘舌、前后鼻音）", max_length=120, blank=True, db_index=True)
    initials = models.CharField("首字母", max_length=40, blank=True, db_index=True)
    core = models.BooleanField("主题词", default=False)
    leanings = models.JSONField("主题倾向", default=dict)

    class Meta:
        verbose_name = "索引词"
        verbose_name_plural = "索引词"

    def __str__(self) -> str:
        return self.word


class HelpCard(models.Model):
    """What is shown first when a query tells of danger. Calm, short, with people to call."""

    code = models.SlugField("代码", max_length=20, unique=True)
    title = models.CharField("标题", max_length=40)
    text = models.TextField("正文", max_length=400)
    contacts = models.TextField("联系方式", blank=True, help_text="一行一个：名称｜号码。号码须经核实。")
    words = models.TextField("触发词", help_text="一行一个；几个词都要出现时用“+”连接，如：小刀+划。")
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
        return _listed(self.words)


class CountyContact(models.Model):
    """A county's own line for a help card."""

    card = models.ForeignKey(
        HelpCard, verbose_name="求助卡", on_delete=models.CASCADE, related_name="county_contacts"
    )
    county = models.ForeignKey(
        "accounts.Organisation", verbose_name="县区", on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField("名称", max_length=60)
    number = models.CharField("号码", max_length=40)

    class Meta:
        verbose_name = "县区求助联系"
        verbose_name_plural = "县区求助联系"

    def __str__(self) -> str:
        return f"{self.county} {self.name}"


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


class SuggestedQuery(models.Model):
    """A query that an editor approved for suggestions and hot words."""

    text = models.CharField("搜索词", max_length=40, unique=True)
    hot = models.BooleanField("热词", default=False)
    active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = "推荐搜索词"
        verbose_name_plural = "推荐搜索词"

    def __str__(self) -> str:
        return self.text


class Wish(models.Model):
    """What was asked for and not found, and how often. No visitor, no address, no time of day."""

    text = models.CharField("搜索词", max_length=60)
    day = models.DateField("日期")
    stage = models.CharField("学段", max_length=10, blank=True)
    theme = models.CharField("可能的主题", max_length=10, blank=True)
    times = models.PositiveIntegerField("次数", default=0)

    class Meta:
        verbose_name = "没找到的搜索"
        verbose_name_plural = "没找到的搜索"
        constraints = [models.UniqueConstraint(fields=["text", "day", "stage"], name="one_wish_a_day")]

    def __str__(self) -> str:
        return f"{self.text} ×{self.times}"


class IndexJob(models.Model):
    """Work on the index that somebody ordered in the admin, how far it is, and what came of it."""

    class Kind(models.TextChoices):
        REBUILD = "rebuild", "重建"
        RECONCILE = "reconcile", "核对并修复"
        ROLL_BACK = "rollback", "退回上一个索引"

    class State(models.TextChoices):
        WAITING = "waiting", "等待后台进程"
        RUNNING = "running", "进行中"
        DONE = "done", "完成"
        FAILED = "failed", "没有做成"

    kind = models.CharField("作业", max_length=20, choices=Kind.choices)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.WAITING)
    step = models.CharField("正在做", max_length=60, blank=True)
    done = models.PositiveIntegerField("已完成", default=0)
    total = models.PositiveIntegerField("共", default=0)
    result = models.JSONField("结果", default=dict)
    error = models.CharField("原因", max_length=500, blank=True)
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="发起人",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    ordered_at = models.DateTimeField("发起时间", auto_now_add=True)
    moved_at = models.DateTimeField("最近进展", auto_now_add=True)
    ended_at = models.DateTimeField("结束时间", null=True)

    class Meta:
        verbose_name = "索引作业"
        verbose_name_plural = "索引作业"
        # To view is to see how the index stands, to add is to rebuild, repair and roll back (admin/rights.py).
        default_permissions = ("view", "add")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.get_state_display()}"
