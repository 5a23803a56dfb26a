"""The two lists that a text is checked against before its last look. The city's editors keep them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

LONGEST = 40


class CheckedWord(models.Model):
    """What both lists have in common."""

    exceptions = models.JSONField(
        "例外",
        default=list,
        blank=True,
        help_text="一行一个。词出现在这些更长的词里时不算，例如“国家级”的例外：国家级非物质文化遗产。",
    )
    active = models.BooleanField("在用", default=True, help_text="不想查了就去掉勾，不必删。")

    word_field: str

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(getattr(self, self.word_field))

    def clean(self) -> None:
        word = str(self)
        without: list[Any] = [
            phrase for phrase in self.exceptions or [] if word not in phrase or phrase == word
        ]
        if without:
            raise ValidationError(
                {"exceptions": f"例外要是含有“{word}”的更长的词：{'、'.join(map(str, without))}"}
            )


class SensitiveWord(CheckedWord):
    """What must not stand there, or only for a reason that is written down."""

    word = models.CharField("敏感词", max_length=LONGEST, unique=True)
    note = models.CharField("为什么、怎么改", max_length=120, blank=True)

    word_field = "word"

    class Meta:
        verbose_name = "敏感词"
        verbose_name_plural = "敏感词"
        ordering = ["word"]


class MisspeltWord(CheckedWord):
    """What is often written wrongly."""

    wrong = models.CharField("错的写法", max_length=LONGEST, unique=True)
    right = models.CharField("对的写法", max_length=LONGEST)

    word_field = "wrong"

    class Meta:
        verbose_name = "常见错别字"
        verbose_name_plural = "常见错别字"
        ordering = ["wrong"]
