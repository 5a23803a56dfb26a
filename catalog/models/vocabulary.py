"""The editable vocabularies: themes and grades, as taggit tags with a code and a tree.

Decided here: a tree is a plain `parent` foreign key (treebeard under TagBase fails on add); a stage is the
parent row of its grades; a merged theme keeps its row and points to the one that it became, so that old
addresses, sheets and drafts still resolve. Merging and bulk tagging themselves: catalog.retagging.
"""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase, TaggedItemBase

from catalog.forms import TermsField


class TermQuerySet(models.QuerySet):
    def roots(self) -> "TermQuerySet":
        return self.filter(parent__isnull=True)

    def offered(self) -> "TermQuerySet":
        """The terms that an editor may still choose."""
        return self.filter(active=True)


class Term(TagBase):
    """One entry of an editable vocabulary."""

    code = models.CharField("代码", max_length=10, unique=True)
    parent = models.ForeignKey(
        "self", verbose_name="上级", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    sort = models.SmallIntegerField("排序", default=0)
    aliases = models.JSONField("别名", default=list, blank=True)
    active = models.BooleanField("可选用", default=True)

    # An unknown word in a tag box would silently empty the field.
    free_tagging = False
    # Whether only the children of a root can be put on an item.
    leaves_only = False

    objects = TermQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["sort", "code"]

    # Fields that hold a list of words, which import and search read at every turn.
    word_lists: ClassVar[tuple[str, ...]] = ("aliases",)

    def clean(self) -> None:
        super().clean()
        errors = {}
        for name in self.word_lists:
            words = getattr(self, name) or []  # an emptied box arrives as None
            setattr(self, name, words)
            if not isinstance(words, list) or not all(
                isinstance(word, str) and word.strip() for word in words
            ):
                errors[name] = '请写成一串词，例如 ["磨蹭", "拖拉"]；没有就写 []。'
        if self.parent and (self.parent.parent_id or self.parent_id == self.pk or self._has_children()):
            errors["parent"] = "词表只有两层：上级要选一个没有上级的词，自己下面有词的不能再有上级。"
        if errors:
            raise ValidationError(errors)

    def _has_children(self) -> bool:
        return bool(self.pk) and type(self)._default_manager.filter(parent=self.pk).exists()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.slug = self.code.lower()
        super().save(*args, **kwargs)


class Grade(Term):
    """A grade, or the stage (学段) that holds grades. Items carry grades, never stages."""

    leaves_only = True

    class Meta(Term.Meta):
        abstract = False
        verbose_name = "年级"
        verbose_name_plural = "年级"


class Theme(Term):
    """A theme or subtheme of family education."""

    word_lists: ClassVar[tuple[str, ...]] = ("aliases", "former_names")

    former_names = models.JSONField("旧名", default=list, blank=True)
    see_also = models.ManyToManyField("self", verbose_name="参见", blank=True)
    merged_into = models.ForeignKey(
        "self",
        verbose_name="并入",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged_from",
    )

    class Meta(Term.Meta):
        abstract = False
        verbose_name = "主题"
        verbose_name_plural = "主题"

    def resolved(self) -> "Theme":
        """The theme that stands for this one today, through any number of merges."""
        theme, seen = self, {self.pk}
        while theme.merged_into is not None and theme.merged_into_id not in seen:
            theme = theme.merged_into
            seen.add(theme.pk)
        return theme


class ThemedItem(ItemBase):
    tag = models.ForeignKey(Theme, verbose_name="主题", on_delete=models.PROTECT, related_name="themed_items")
    content_object = ParentalKey("catalog.CatalogPage", on_delete=models.CASCADE, related_name="theme_items")

    class Meta:
        verbose_name = "资源的主题"
        constraints = [models.UniqueConstraint(fields=["tag", "content_object"], name="one_theme_once")]


class GradedItem(ItemBase):
    tag = models.ForeignKey(Grade, verbose_name="年级", on_delete=models.PROTECT, related_name="graded_items")
    content_object = ParentalKey("catalog.CatalogPage", on_delete=models.CASCADE, related_name="grade_items")

    class Meta:
        verbose_name = "资源的年级"
        constraints = [models.UniqueConstraint(fields=["tag", "content_object"], name="one_grade_once")]


class KeywordedItem(TaggedItemBase):
    content_object = ParentalKey(
        "catalog.CatalogPage", on_delete=models.CASCADE, related_name="keyword_items"
    )

    class Meta:
        verbose_name = "资源的关键词"
        constraints = [models.UniqueConstraint(fields=["tag", "content_object"], name="one_keyword_once")]


class TermManager(ClusterTaggableManager):
    """Terms of an editable vocabulary on an item. Its form field offers the active terms and refuses others,
    where taggit's own box of words would empty the field."""

    def formfield(self, form_class: Any = None, **kwargs: Any) -> Any:
        vocabulary = self.through.tag_model()
        return TermsField(
            model=vocabulary,
            leaves_only=vocabulary.leaves_only,
            label=self.verbose_name,
            required=not self.blank,
            help_text=self.help_text,
        )
