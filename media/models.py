"""What a file is: pictures, documents, videos and the cues of a video.

Every file comes in through a field of `media.fields`, which inspects it and tells its
model what came (`note_incoming`). What may be read by whom is `media.access`, how it is
sent `media.views`. Processing a video (poster, length, other sizes) is not done here:
its numbers stay empty until somebody or a later worker fills them.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import get_upload_to as image_upload_to
from wagtail.models import CollectionMember
from wagtail.search import index
from wagtail.search.queryset import SearchableQuerySetMixin

from media.fields import CheckedFileField, PictureField, document_path, picture_path, video_path
from media.incoming import IncomingFile
from media.inspection import Purpose
from media.storage import RENDITIONS, private_storage


class StoredFile(models.Model):
    """What is known of a file because it was inspected on its way in."""

    # Wagtail's own Image and Document stay installed and own the plain reverse names.
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="上传的人",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    uploaded_by_user.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
    original_name = models.CharField("原文件名", max_length=255, blank=True, editable=False)
    mime = models.CharField("文件类型", max_length=100, blank=True, editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True, editable=False, db_index=True)

    file: Any  # each model has its own field

    class Meta:
        abstract = True

    # What `note_incoming` may change, so that `save(update_fields=["file"])` keeps it.
    derived_fields: tuple[str, ...] = ("original_name", "mime", "sha256")

    def save(self, *args: Any, **kwargs: Any) -> None:
        # Earlier than Django would (`pre_save` runs field by field), so that size and
        # digest of what was really stored are known before any column is written.
        if self.file and not self.file._committed:
            self.file.save(self.file.name, self.file.file, save=False)
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], *self.derived_fields}
        super().save(*args, **kwargs)

    def note_incoming(self, incoming: IncomingFile) -> None:
        """Called by the field just before an inspected file is stored."""
        self.original_name = incoming.original_name
        self.mime = incoming.mime
        self.sha256 = incoming.sha256

    @property
    def filename(self) -> str:
        """The name that people see; the stored name is random and says nothing."""
        return self.original_name or self.file.name.rpartition("/")[2]


class Image(StoredFile, AbstractImage):
    """A public picture; nothing but the picture is left in the stored file."""

    file = PictureField(
        verbose_name="图片文件", upload_to=image_upload_to, width_field="width", height_field="height"
    )
    tags = TaggableManager("标签", blank=True, help_text=None, related_name="media_images")

    admin_form_fields = (
        "title",
        "file",
        "description",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )
    derived_fields = (*StoredFile.derived_fields, "file_size", "file_hash", "width", "height")

    class Meta(AbstractImage.Meta):
        verbose_name = "图片"
        verbose_name_plural = "图片"
        permissions = [("choose_image", "可以选用图片")]

    def __str__(self) -> str:
        return str(self.title)

    def get_upload_to(self, filename: str) -> str:
        return picture_path(self, filename)

    def note_incoming(self, incoming: IncomingFile) -> None:
        super().note_incoming(incoming)
        self.file_size = incoming.size
        self.file_hash = incoming.sha1


class Rendition(AbstractRendition):
    image = models.ForeignKey(Image, verbose_name="图片", on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = "图片版本"
        verbose_name_plural = "图片版本"
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="unique_rendition"
            )
        ]

    def __str__(self) -> str:
        return f"{self.image_id} {self.filter_spec}"

    def get_upload_to(self, filename: str) -> str:
        return f"{RENDITIONS}/{filename}"


class Document(StoredFile, AbstractDocument):
    """A file to read or print, handed out only by `media.views`."""

    file = CheckedFileField(
        "文件", purpose=Purpose.DOCUMENT, upload_to=document_path, storage=private_storage
    )
    tags = TaggableManager("标签", blank=True, help_text=None, related_name="media_documents")

    admin_form_fields = ("title", "file", "collection", "tags")
    derived_fields = (*StoredFile.derived_fields, "file_size", "file_hash")

    class Meta(AbstractDocument.Meta):
        verbose_name = "文档"
        verbose_name_plural = "文档"
        permissions = [("choose_document", "可以选用文档")]

    def __str__(self) -> str:
        return str(self.title)

    def clean(self) -> None:
        """Not Wagtail's check by name: the field's is stricter, and two answers confuse."""

    def note_incoming(self, incoming: IncomingFile) -> None:
        super().note_incoming(incoming)
        self.file_size = incoming.size
        self.file_hash = incoming.sha1

    @property
    def url(self) -> str:
        """Ours, never Wagtail's serve view: `media.access` decides at this address."""
        return reverse("media:document", args=[self.pk, self.filename])

    @property
    def content_type(self) -> str:
        return self.mime or super().content_type


class VideoQuerySet(SearchableQuerySetMixin, models.QuerySet):
    pass


class Video(StoredFile, CollectionMember, index.Indexed, models.Model):
    """A video of ours. A player on somebody else's site belongs to the lesson, not here."""

    title = models.CharField("标题", max_length=255)
    file = CheckedFileField("视频文件", purpose=Purpose.VIDEO, upload_to=video_path, storage=private_storage)
    poster = models.ForeignKey(
        Image,
        verbose_name="封面图片",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    duration_seconds = models.PositiveIntegerField("时长（秒）", null=True, blank=True)
    width = models.PositiveIntegerField("宽", null=True, blank=True, editable=False)
    height = models.PositiveIntegerField("高", null=True, blank=True, editable=False)
    bytes = models.PositiveBigIntegerField("字节数", null=True, blank=True, editable=False)
    created_at = models.DateTimeField("上传时间", auto_now_add=True)

    admin_form_fields = ("title", "file", "poster", "duration_seconds", "collection")
    derived_fields = (*StoredFile.derived_fields, "bytes", "width", "height", "duration_seconds")

    search_fields = [
        *CollectionMember.search_fields,
        index.SearchField("title", boost=10),
        index.AutocompleteField("title"),
        index.FilterField("id"),  # the admin's list narrows by it before it searches
        index.FilterField("title"),
        index.FilterField("uploaded_by_user"),
        index.FilterField("created_at"),
    ]

    objects = VideoQuerySet.as_manager()

    class Meta:
        verbose_name = "视频"
        verbose_name_plural = "视频"
        ordering = ["-created_at", "-pk"]
        permissions = [("choose_video", "可以选用视频")]

    def __str__(self) -> str:
        return self.title

    def note_incoming(self, incoming: IncomingFile) -> None:
        super().note_incoming(incoming)
        self.bytes = incoming.size
        # The container knows its length better than whoever typed it.
        self.duration_seconds = incoming.finding.duration_seconds or self.duration_seconds
        self.width = self.height = None

    @property
    def url(self) -> str:
        return reverse("media:video", args=[self.pk])

    @property
    def captions_url(self) -> str:
        return reverse("media:captions", args=[self.pk])


class Cue(models.Model):
    """One sentence of a video and when it is said: captions and transcript at once."""

    video = models.ForeignKey(Video, verbose_name="视频", on_delete=models.CASCADE, related_name="cues")
    start_ms = models.PositiveIntegerField("开始（毫秒）")
    end_ms = models.PositiveIntegerField("结束（毫秒）")
    text = models.TextField("文字")

    class Meta:
        verbose_name = "字幕"
        verbose_name_plural = "字幕"
        ordering = ["start_ms", "pk"]
        indexes = [models.Index(fields=["video", "start_ms"], name="media_cue_by_time")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end_ms__gt=models.F("start_ms")), name="media_cue_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return self.text
