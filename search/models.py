"""Rows of search: what waits to be indexed. What editors say about queries joins them here."""

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
    pinyin = models.CharField("拼音", max_length=120, blank=True, db_index=True)
    initials = models.CharField("首字母", max_length=40, blank=True, db_index=True)
    leanings = models.JSONField("主题倾向", default=dict)

    class Meta:
        verbose_name = "索引词"
        verbose_name_plural = "索引词"

    def __str__(self) -> str:
        return self.word
