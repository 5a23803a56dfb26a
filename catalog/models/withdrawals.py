"""What was taken down in a hurry and has not come back."""

from django.conf import settings
from django.db import models

from catalog.models.base import CatalogPage


class Withdrawal(models.Model):
    """An item that was withdrawn. The row goes when the item is published again; the log keeps all of them."""

    item = models.OneToOneField(CatalogPage, on_delete=models.CASCADE, related_name="withdrawal")
    reason = models.TextField("原因", max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="谁", on_delete=models.SET_NULL, null=True)
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = "撤下"
        verbose_name_plural = "撤下"

    def __str__(self) -> str:
        return f"{self.item_id} {self.reason[:20]}"
