"""Lessons: 课例, 微课 and 讲座."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.html import strip_tags
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.blocks import CharBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from catalog.models.base import CatalogPage
from catalog.models.choices import AttachmentKind, ItemKind, LessonForm, course_types
from catalog.panels import LooksPanel

TEXT_FEATURES = ["h3", "bold", "ul", "ol", "link", "document-link"]


def sentences(label: str, name: str, **kwargs: object) -> StreamField:
    """A list of plain sentences that an editor can reorder."""
    block = CharBlock(label=label, max_length=300)
    return StreamField([("sentence", block)], verbose_name=name, blank=True, **kwargs)


class LessonPage(CatalogPage):
    """A lesson. Without a video, a player elsewhere or a full text it waits as 待补视频 and is never public."""

    item_kind = ItemKind.LESSON

    form = models.CharField("形式", max_length=8, choices=LessonForm.choices, default=LessonForm.CASE)
    course_type = models.CharField("课程类型", max_length=8, choices=course_types, blank=True)
    video = models.ForeignKey(
        "media.Video",
        verbose_name="视频",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="lessons",
    )
    player_url = models.URLField(
        "站外播放地址", blank=True, help_text="只接受已批准的网站；视频在本站时不填。"
    )
    full_text = RichTextField("正文", blank=True, features=TEXT_FEATURES)
    key_points = sentences("要点", "三点记住")
    at_home = sentences("做法", "今晚就能做")
    questions = sentences("问题", "聊一聊")

    search_fields = [*CatalogPage.search_fields, index.SearchField("full_text")]

    content_panels = [
        LooksPanel(heading="审核与发布"),
        *Page.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel(
            [FieldPanel("form"), FieldPanel("course_type"), FieldPanel("minutes")], heading="形式与时长"
        ),
        MultiFieldPanel(
            [FieldPanel("video"), FieldPanel("player_url"), FieldPanel("full_text"), FieldPanel("cover")],
            heading="看什么，读什么",
        ),
        FieldPanel("key_points"),
        FieldPanel("at_home"),
        FieldPanel("questions"),
        InlinePanel("attachments", label="资料", heading="资料（教学设计、课件等）"),
        *CatalogPage.shared_panels,
    ]

    class Meta:
        verbose_name = "课例微课"
        verbose_name_plural = "课例微课"

    def clean(self) -> None:
        super().clean()
        host = self.player_url.split("/")[2].lower() if self.player_url.count("/") >= 2 else ""
        if self.player_url and host not in settings.CATALOG_PLAYER_HOSTS:
            approved = "、".join(settings.CATALOG_PLAYER_HOSTS) or "还没有"
            raise ValidationError(
                {"player_url": f"{host}不在已批准的播放网站里（{approved}）。其他内容没有丢。"}
            )

    def has_something_to_show(self) -> bool:
        return bool(self.video_id or self.player_url or strip_tags(self.full_text).strip())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        cues = list(self.video.cues.all()) if self.video else []
        attachments = list(self.attachments.select_related("document"))
        return {**super().get_context(request, *args, **kwargs), "cues": cues, "attachments": attachments}


class LessonAttachment(Orderable):
    """A file that comes with a lesson."""

    page = ParentalKey(LessonPage, on_delete=models.CASCADE, related_name="attachments")
    document = models.ForeignKey(
        "media.Document", verbose_name="文件", on_delete=models.PROTECT, related_name="lesson_attachments"
    )
    kind = models.CharField(
        "是什么", max_length=8, choices=AttachmentKind.choices, default=AttachmentKind.OTHER
    )

    panels = [FieldPanel("document"), FieldPanel("kind")]

    class Meta(Orderable.Meta):
        verbose_name = "资料"

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.document_id}"
