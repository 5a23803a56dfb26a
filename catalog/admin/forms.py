"""The desk's forms."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat

from accounts.models import Organisation
from catalog.admin.rights import editable_counties

SHEET_ENDINGS = (".xlsx", ".xls", ".csv")
MAX_SHEET_BYTES = 10 * 1024 * 1024


class CountyField(forms.ModelChoiceField):
    def label_from_instance(self, county: Organisation) -> str:
        return county.name


class SheetForm(forms.Form):
    """A summary sheet. Who edits one county only is not asked which."""

    file = forms.FileField(
        label="汇总表",
        help_text="xlsx、xls 或 csv，不超过 10 MB。现在只是上传，下一步会逐行列出会发生什么。",
        widget=forms.FileInput(attrs={"accept": ",".join(SHEET_ENDINGS)}),
    )
    county = CountyField(label="县区", queryset=Organisation.objects.none(), empty_label="请选择")
    year = forms.IntegerField(
        label="年度",
        required=False,
        min_value=2000,
        max_value=2100,
        help_text="不填时从文件名或表头读，都没有就用今年。",
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        county: Any = self.fields["county"]
        county.queryset = editable_counties(user)
        mine = list(county.queryset[:2])
        if len(mine) == 1:
            county.initial, county.disabled = mine[0], True

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if not str(file.name).lower().endswith(SHEET_ENDINGS):
            raise ValidationError("请上传 xlsx、xls 或 csv 表格。Word 和图片里的表请先另存为表格。")
        if file.size and file.size > MAX_SHEET_BYTES:
            raise ValidationError(f"文件有 {filesizeformat(file.size)}，超过 10 MB。请删去表里的图片再上传。")
        return file
