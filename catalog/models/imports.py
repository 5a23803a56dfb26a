"""What a summary sheet last said of a lesson, so that the next one changes only what the county changed."""

from django.db import models

from accounts.models import Organisation
from catalog.models.lessons import LessonPage


class ImportedRow(models.Model):
    """The last imported row of one lesson.

    `values` holds what was read from the row, by field. A later sheet's value is written only where it
    differs from this: what an editor changed on the page meanwhile is kept and reported.
    """

    page = models.OneToOneField(LessonPage, on_delete=models.CASCADE, related_name="imported_row")
    county = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("年度")
    # What an item is recognised by: normalised title, organisation and authors, in one string.
    identity = models.CharField("识别串", max_length=700)
    # Else: the place in the file that it came from.
    file = models.CharField("文件名", max_length=255)
    sheet = models.CharField("工作表", max_length=100)
    number = models.CharField("序号", max_length=20, blank=True)
    values = models.JSONField("读到的内容", default=dict)
    problems = models.JSONField("待处理", default=list)
    imported_at = models.DateTimeField("导入时间", auto_now=True)

    class Meta:
        verbose_name = "导入记录"
        verbose_name_plural = "导入记录"
        constraints = [
            models.UniqueConstraint(fields=["county", "year", "identity"], name="one_item_per_identity")
        ]
        indexes = [models.Index(fields=["county", "year", "file", "sheet", "number"], name="imported_place")]

    def __str__(self) -> str:
        return f"{self.file} {self.sheet} {self.number}"
