"""The city's own vocabularies in the admin."""

from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from catalog.admin.term_forms import GradeForm, ThemeForm, WordForm
from catalog.models import Grade, MisspeltWord, SensitiveWord, Theme

ACTIVE = BooleanColumn("active", label="可选用", sort_key="active")


class ThemeViewSet(SnippetViewSet):
    model = Theme
    icon = "tag"
    list_display = ["name", "code", "parent", ACTIVE, "merged_into"]
    list_filter = ["active"]
    search_fields = ["name", "code"]
    ordering = ["sort", "code"]
    list_per_page = 150
    edit_handler = ObjectList(
        [
            FieldPanel("code"),
            FieldPanel("name"),
            FieldPanel("parent"),
            FieldPanel("aliases"),
            FieldPanel("former_names"),
            FieldPanel("see_also"),
            FieldPanel("sort"),
            FieldPanel("active"),
        ],
        base_form_class=ThemeForm,
    )


class GradeViewSet(SnippetViewSet):
    model = Grade
    icon = "group"
    list_display = ["name", "code", "parent", ACTIVE]
    search_fields = ["name", "code"]
    ordering = ["sort", "code"]
    list_per_page = 50
    edit_handler = ObjectList(
        [
            FieldPanel("code"),
            FieldPanel("name"),
            FieldPanel("parent"),
            FieldPanel("aliases"),
            FieldPanel("sort"),
            FieldPanel("active"),
        ],
        base_form_class=GradeForm,
    )


class SensitiveWordViewSet(SnippetViewSet):
    model = SensitiveWord
    icon = "warning"
    list_display = ["word", "note", ACTIVE]
    list_filter = ["active"]
    search_fields = ["word", "note"]
    list_per_page = 100
    edit_handler = ObjectList(
        [FieldPanel("word"), FieldPanel("note"), FieldPanel("exceptions"), FieldPanel("active")],
        base_form_class=WordForm,
    )


class MisspeltWordViewSet(SnippetViewSet):
    model = MisspeltWord
    icon = "edit"
    list_display = ["wrong", "right", ACTIVE]
    list_filter = ["active"]
    search_fields = ["wrong", "right"]
    list_per_page = 100
    edit_handler = ObjectList(
        [FieldPanel("wrong"), FieldPanel("right"), FieldPanel("exceptions"), FieldPanel("active")],
        base_form_class=WordForm,
    )


class VocabularyGroup(SnippetViewSetGroup):
    menu_label = "词表"
    menu_icon = "list-ul"
    items = (ThemeViewSet, GradeViewSet, SensitiveWordViewSet, MisspeltWordViewSet)
