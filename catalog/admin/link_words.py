"""The labels of the forms with which an editor links words of a text. Wagtail makes them of the names of the fields,
so that no translation reaches them."""

from wagtail.admin.forms.choosers import AnchorLinkChooserForm, EmailLinkChooserForm, ExternalLinkChooserForm

LABELS = {
    "link_text": "显示的文字",
    "email_address": "电子邮箱",
    "subject": "邮件主题",
    "body": "邮件正文",
}


def say_in_chinese() -> None:
    """Called once when the apps are ready."""
    for form in (ExternalLinkChooserForm, AnchorLinkChooserForm, EmailLinkChooserForm):
        for name, field in form.base_fields.items():
            field.label = LABELS.get(name, field.label)
