"""A visitor complains of an item, without an account.

Decided here: no cookie and so no CSRF token: whoever sends the form acts for nobody, there is no session that a
foreign page could misuse. Against programs: a field that people do not see, a signed time of when the form was
shown, and so many an hour from one address. Not here: who answers (catalog.admin.complaints).
"""

import secrets
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils import timezone

from catalog.models import CatalogPage, Complaint
from catalog.models.base import SHORT_ID_ALPHABET
from catalog.rate import is_allowed

HOUR = 3600
SHOWN_FOR = timedelta(days=1)
QUICKEST = timedelta(seconds=2)
_SALT = "catalog.complaint"
TOO_MANY = (
    "从您这个网络已收到好几份投诉，请过一小时再交。您写的都在这一页上，可以先存下来；急事请打页脚的联系电话。"
)


class ComplaintForm(forms.Form):
    kind = forms.ChoiceField(
        label="事由",
        choices=Complaint.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选一个事由。", "invalid_choice": "请从列出的事由里选一个。"},
    )
    words = forms.CharField(
        label="请说说是哪里、怎么回事",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 6, "class": "field"}),
        error_messages={
            "required": "请写一两句是哪里有问题。",
            "max_length": "写得太长，请减到%(limit_value)d字以内（现在%(show_value)d字）。",
        },
    )
    contact = forms.CharField(
        label="联系方式（可不填）",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"class": "field", "autocomplete": "off"}),
        error_messages={"max_length": "联系方式请不超过%(limit_value)d字。"},
    )
    # Seen by no person: named for programs that fill in whatever there is.
    website = forms.CharField(
        label="请留空", required=False, widget=forms.TextInput(attrs={"tabindex": "-1"})
    )
    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, item: CatalogPage) -> None:
        super().__init__(data)
        self.item = item
        for field in ("words", "contact"):
            self.fields[field].widget.is_required = False

    @property
    def fresh_mark(self) -> str:
        """That the form was shown now, for this item."""
        return signing.TimestampSigner(salt=_SALT).sign(self.item.short_id)

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError("“请留空”那一栏里有字，请删去再提交。")
        return ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        signer = signing.TimestampSigner(salt=_SALT)
        sent = self.data.get("shown", "")
        try:
            same = signer.unsign(sent, max_age=SHOWN_FOR) == self.item.short_id
        except signing.BadSignature:
            same = False
        if not same:
            raise ValidationError("这一页开得太久了。您写的都在，请再点一次“提交”。")
        try:
            signer.unsign(sent, max_age=QUICKEST)
        except signing.SignatureExpired:
            return cleaned
        raise ValidationError("提交得太快了。您写的都在，请过几秒再点一次“提交”。")


def complaint_make(*, item: CatalogPage, kind: str, words: str, contact: str) -> Complaint:
    """Writes a complaint down and gives it its number."""
    letters = "".join(secrets.choice(SHORT_ID_ALPHABET) for _ in range(5)).upper()
    number = f"{timezone.localdate():%y%m%d}-{letters}"
    return Complaint.objects.create(item_id=item.pk, kind=kind, words=words, contact=contact, number=number)


def may_complain(address: str) -> bool:
    """Counts one complaint of this address."""
    return is_allowed("complaint", address, most=settings.CATALOG_COMPLAINTS_PER_HOUR, seconds=HOUR)


def contacts_forget() -> int:
    """Removes the contacts that are past their days; returns how many."""
    last = timezone.now() - timedelta(days=settings.CATALOG_COMPLAINT_CONTACT_DAYS)
    return Complaint.objects.filter(made_at__lt=last).exclude(contact="").update(contact="")
