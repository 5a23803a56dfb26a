"""Upload forms of the admin: they inspect a file first, so that the answer stands beside it.

The guarantee is in `media.fields`, for ways in that have no form. These forms give words
and spare the second inspection: what they clean is already an `IncomingFile`.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils.functional import cached_property
from wagtail.admin.forms.collections import BaseCollectionMemberForm, CollectionChoiceField
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm
from wagtail.images.widgets import AdminImageChooser
from wagtail.models import Collection
from wagtail.permissions import policy_registry
from wagtail.search import index as search_index

from media.captions import CueText, captions_parse
from media.choosing import offer_choosable
from media.incoming import file_accept
from media.inspection import EXTENSIONS, Purpose
from media.models import Video
from media.transcripts import cues_replace

_LARGEST_CAPTIONS = 2 * 2**20


class InspectedFileMixin:
    """`clean_file` for any form with a `file`; an untouched stored file is left alone."""

    purpose: Purpose
    cleaned_data: dict[str, Any]

    def clean_file(self) -> Any:
        file = self.cleaned_data.get("file")
        if not file or isinstance(file, FieldFile):
            return file
        return file_accept(content=file, name=file.name, purpose=self.purpose)


class PictureFormField(WagtailImageField):
    """Wagtail's field with our inspection: its own is narrower and fails on a torn JPEG."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Shown by the multiple uploader before anything is sent.
        accepted = "、".join(EXTENSIONS[Purpose.PICTURE])
        self.error_messages["invalid_image_extension"] = (
            f"这里可以传 {accepted}，这个文件没有收下。请换成其中一种再上传。"
        )

    def to_python(self, data: Any) -> Any:
        file = forms.FileField.to_python(self, data)
        return file and file_accept(content=file, name=str(file.name), purpose=Purpose.PICTURE)


class ImageForm(BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if former := self.fields.get("file"):
            self.fields["file"] = PictureFormField(
                label=former.label, required=former.required, widget=former.widget
            )


class DocumentForm(InspectedFileMixin, BaseDocumentForm):
    purpose = Purpose.DOCUMENT


class VideoForm(InspectedFileMixin, BaseCollectionMemberForm):
    """A video with its captions; a new captions file takes the place of the old cues."""

    purpose = Purpose.VIDEO

    collection = CollectionChoiceField(
        label="文件夹", queryset=Collection.objects.all(), empty_label=None, required=True
    )
    captions = forms.FileField(
        label="字幕文件",
        required=False,
        help_text="WebVTT 或 SRT 文件。选了新的，会换掉现在的全部字幕。",
        widget=forms.FileInput(attrs={"accept": ".vtt,.srt,.txt"}),
    )

    class Meta:
        model = Video
        fields = Video.admin_form_fields
        widgets = {
            "file": forms.FileInput(
                attrs={"accept": ",".join(f".{extension}" for extension in EXTENSIONS[Purpose.VIDEO])}
            ),
            "poster": AdminImageChooser,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.user = kwargs.get("user")
        super().__init__(*args, **kwargs)
        self.former_file = self.instance.file.name
        if "poster" in self.fields and self.user is not None:
            offer_choosable(self, self.user)

    @cached_property
    def permission_policy(self) -> Any:
        return policy_registry.get_by_type(Video)

    def clean_captions(self) -> list[CueText] | None:
        uploaded = self.cleaned_data.get("captions")
        if not uploaded:
            return None
        if uploaded.size > _LARGEST_CAPTIONS:
            raise ValidationError("这个字幕文件超过2 MB，不像字幕，没有收下。请检查是不是选错了文件。")
        cues = captions_parse(_decoded(uploaded.read()))
        if not cues:
            raise ValidationError("这个文件里没有找到字幕。请导出 WebVTT（vtt）或 SRT 格式再上传。")
        return cues

    def save(self, commit: bool = True) -> Video:
        if self.instance.pk is None and self.user is not None:
            self.instance.uploaded_by_user = self.user
        video: Video = super().save(commit=commit)
        if commit:
            self._save_beside(video)
        return video

    def _save_beside(self, video: Video) -> None:
        cues = self.cleaned_data.get("captions")
        if cues is not None:
            cues_replace(video=video, cues=cues)
        if self.former_file and self.former_file != video.file.name:
            former, storage = self.former_file, video.file.storage
            transaction.on_commit(lambda: storage.delete(former))
        search_index.insert_or_update_object(video)


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValidationError("这个字幕文件读不出文字，没有收下。请另存为 UTF-8 再上传。")
