"""What the index needs of the database: what waits to be indexed, the words it holds, the work ordered on it."""

from django.conf import settings
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


class IndexMark(models.Model):
    """What the database knows of the one index that follows it (one row): which mark it bears, and how the last
    comparison ended. See marks.py."""

    held = models.CharField("索引的标记", max_length=32, blank=True)
    coming = models.CharField("正在写入的标记", max_length=32, blank=True)
    reconciled_at = models.DateTimeField("最近核对", null=True, blank=True)
    reconciled = models.JSONField("核对结果", default=dict, blank=True)

    class Meta:
        verbose_name = "索引标记"
        verbose_name_plural = "索引标记"

    def __str__(self) -> str:
        return self.held or "—"


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
