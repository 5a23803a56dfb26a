"""Forms for the vocabularies: words one a line, and what to merge into what."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from wagtail.admin.forms import WagtailAdminModelForm

from catalog.forms import TermsField
from catalog.models import Grade, Theme

LONGEST_WORD = 40


class LinesField(forms.CharField):
    """A list of words, shown and typed one a line; doubles and empty lines are left out."""

    widget = forms.Textarea(attrs={"rows": 5})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = value if isinstance(value, list) else str(value or "").splitlines()
        return list(dict.fromkeys(line.strip() for line in lines if line.strip()))

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        for word in value:
            if len(word) > LONGEST_WORD:
                raise ValidationError(f"“{word[:20]}…”太长，一行写一个词，不超过{LONGEST_WORD}个字。")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(initial) != self.to_python(data)


class GradeForm(WagtailAdminModelForm):
    aliases = LinesField(
        label="别名", required=False, help_text="一行一个。检索和导入汇总表时，这些词当作本年级。"
    )


class ThemeForm(WagtailAdminModelForm):
    aliases = LinesField(
        label="别名", required=False, help_text="一行一个。检索和导入汇总表时，这些词当作本主题。"
    )
    former_names = LinesField(
        label="旧名",
        required=False,
        help_text="一行一个。以前的文件里用过、现在不用的名称；改名时，原来的名称会自动记在这里。",
    )

    def clean(self) -> dict[str, Any]:
        """A renamed theme is still known by its old name: to whoever searches, and in the counties' sheets."""
        cleaned = super().clean() or {}
        before, now = self.initial.get("name"), cleaned.get("name")
        if before and now and before != now and "former_names" in cleaned:
            former = [name for name in cleaned["former_names"] if name != now]
            cleaned["former_names"] = list(dict.fromkeys([*former, before]))
        return cleaned


class WordForm(WagtailAdminModelForm):
    exceptions = LinesField(
        label="例外",
        required=False,
        help_text="一行一个。词出现在这些更长的词里时不算，例如“国家级”的例外：国家级非物质文化遗产。",
    )


class ThemeField(forms.ModelChoiceField):
    def label_from_instance(self, theme: Theme) -> str:
        return f"{theme.code} {theme.name}"


class ThemeMergeForm(forms.Form):
    """Which theme another is merged into."""

    target = ThemeField(label="并入哪个主题", queryset=Theme.objects.none(), empty_label="请选择")

    def __init__(self, *args: Any, source: Theme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        targets: QuerySet[Theme] = Theme.objects.offered().exclude(pk=source.pk)
        self.fields["target"].queryset = targets.order_by("sort", "code")  # type: ignore[attr-defined]


class RetagForm(forms.Form):
    """Themes and grades to add to many items and to take off them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label, model in (
            ("add_grades", "加上年级", Grade),
            ("remove_grades", "去掉年级", Grade),
            ("add_themes", "加上主题", Theme),
            ("remove_themes", "去掉主题", Theme),
        ):
            self.fields[name] = TermsField(
                model=model, leaves_only=model.leaves_only, label=label, required=False
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.values()):
            raise ValidationError("请至少选一个要加上或去掉的年级或主题。")
        for kind in ("grades", "themes"):
            both = set(cleaned.get(f"add_{kind}") or ()) & set(cleaned.get(f"remove_{kind}") or ())
            if both:
                names = "、".join(term.name for term in both)
                raise ValidationError(f"“{names}”既要加上又要去掉，请只选一处。")
        return cleaned
