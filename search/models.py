"""Rows of search: what waits to be indexed. What editors say about queries joins them here."""

from django.db import models


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
