"""What visitors complain of, and what became of it."""

from django.conf import settings
from django.db import models

from catalog.models.base import CatalogPage


class Complaint(models.Model):
    """A complaint about an item. The contact is a person's and goes after CATALOG_COMPLAINT_CONTACT_DAYS; nothing
    else of who wrote it is kept."""

    class Kind(models.TextChoices):
        INFRINGEMENT = "INFRINGE", "侵权（抄了我的，或没经我同意）"
        PORTRAIT = "PORTRAIT", "肖像（拍到了我或我的孩子）"
        WRONG = "WRONG", "内容有误"
        OTHER = "OTHER", "其他"

    class State(models.TextChoices):
        NEW = "NEW", "待处理"
        OPEN = "OPEN", "处理中"
        DONE = "DONE", "已答复"

    number = models.CharField("编号", max_length=20, unique=True)
    item = models.ForeignKey(
        CatalogPage, on_delete=models.CASCADE, related_name="complaints", verbose_name="资源"
    )
    kind = models.CharField("事由", max_length=8, choices=Kind.choices)
    words = models.TextField("说明", max_length=1000)
    contact = models.CharField("联系方式", max_length=100, blank=True)
    made_at = models.DateTimeField("收到", auto_now_add=True, db_index=True)
    state = models.CharField("状态", max_length=4, choices=State.choices, default=State.NEW, db_index=True)
    note = models.TextField("处理说明", max_length=1000, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="处理人", on_delete=models.SET_NULL, null=True, blank=True
    )
    handled_at = models.DateTimeField("处理时间", null=True, blank=True)

    class Meta:
        verbose_name = "投诉"
        verbose_name_plural = "投诉"
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.number
