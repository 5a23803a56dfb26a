"""The editors' lists of words: 同义说法, 置顶结果, 求助卡, 推荐搜索词.

Decided here: what stands in a list and in a form. What a form refuses is word_forms.py's, trying is trying.py's.
"""

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.views.snippets import CreateView, EditView, IndexView, SnippetViewSet

from search.admin.word_forms import HelpCardForm, PinForm, SuggestedQueryForm, SynonymForm
from search.documents import eligible
from search.models import HelpCard, PinnedResult, SuggestedQuery, Synonym

ACTIVE = BooleanColumn("active", label="启用", sort_key="active")
WORDS_SHOWN = 6


def _some(words: list[str]) -> str:
    more = f" 等{len(words)}个" if len(words) > WORDS_SHOWN else ""
    return "、".join(words[:WORDS_SHOWN]) + more


class PrefilledCreateView(CreateView):
    """A new row that begins with words of the address: the way here from what was asked for and not found."""

    prefilled: tuple[str, ...] = ()

    def get_initial_form_instance(self) -> Any:
        given = {name: self.request.GET.get(name, "")[:60] for name in self.prefilled}
        return self.model(**given)


class SynonymCreateView(PrefilledCreateView):
    prefilled = ("said",)


class SuggestedQueryCreateView(PrefilledCreateView):
    prefilled = ("text",)


class SynonymViewSet(SnippetViewSet):
    model = Synonym
    menu_label = "同义说法"
    icon = "list-ul"
    add_view_class = SynonymCreateView
    list_display = [
        "__str__",
        Column("both_ways", label="方向", accessor=lambda row: "双向" if row.both_ways else "单向"),
        ACTIVE,
    ]
    list_filter = ["active", "both_ways"]
    search_fields = ["said", "meant"]
    ordering = ["-pk"]
    list_per_page = 50
    inspect_view_enabled = True
    edit_handler = ObjectList(
        [
            FieldPanel("said"),
            FieldPanel("meant"),
            FieldRowPanel([FieldPanel("both_ways"), FieldPanel("active")]),
            HelpPanel(heading="预览", template="search/admin/try_synonym.html"),
        ],
        base_form_class=SynonymForm,
    )


class PinFilterSet(WagtailFilterSet):
    due = django_filters.ChoiceFilter(
        label="日期",
        method="by_due",
        choices=[("now", "今天生效"), ("later", "还没到"), ("over", "已经过了")],
        empty_label="全部",
    )

    class Meta:
        model = PinnedResult
        fields: list[str] = []

    def by_due(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        today = timezone.localdate()
        later, over = Q(starts__gt=today), Q(ends__lt=today)
        return {
            "now": queryset.exclude(later).exclude(over),
            "later": queryset.filter(later),
            "over": queryset.filter(over),
        }[value]


class PinIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet:
        public = Exists(eligible().filter(pk=OuterRef("item_id")))
        return PinnedResult.objects.select_related("item").annotate(is_public=public)


def pin_state(pin: Any) -> str:
    """Whether a pin (with `is_public`) does anything today, and why not."""
    today = timezone.localdate()
    if pin.starts and pin.starts > today:
        return "还没到"
    if pin.ends and pin.ends < today:
        return "已经过了"
    return "今天生效" if pin.is_public else "资源没有公开，没有置顶"


def pin_message(pin: PinnedResult) -> str:
    """What an editor hears after saving: a draft is never shown, whatever is pinned."""
    if eligible([pin.item_id]).exists():
        return f"搜“{pin.query}”时，“{pin.item}”排在最前。"
    return f"存好了。但“{pin.item}”现在没有公开（草稿或已撤下），公开以前家长看不到它，也不会置顶。"


class PinCreateView(CreateView):
    def get_success_message(self, instance: PinnedResult) -> str:
        return pin_message(instance)


class PinEditView(EditView):
    def get_success_message(self) -> str:
        return pin_message(self.object)


class PinViewSet(SnippetViewSet):
    model = PinnedResult
    menu_label = "置顶结果"
    icon = "pin"
    index_view_class = PinIndexView
    add_view_class = PinCreateView
    edit_view_class = PinEditView
    list_display = [
        "query",
        Column("item", label="资源", accessor=lambda pin: pin.item.title),
        Column("starts", label="从", accessor=lambda pin: pin.starts or "一直", sort_key="starts"),
        Column("ends", label="到（含）", accessor=lambda pin: pin.ends or "一直", sort_key="ends"),
        Column("state", label="今天", accessor=pin_state),
    ]
    filterset_class = PinFilterSet
    search_fields = ["query", "item__title"]
    ordering = ["query", "pk"]
    inspect_view_enabled = True
    edit_handler = ObjectList(
        [
            FieldPanel("query"),
            FieldPanel("item", help_text="请选已经公开的资源；草稿在公开以前不会出现。"),
            FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")], help_text="不填就一直置顶。"),
        ],
        base_form_class=PinForm,
    )


class HelpCardViewSet(SnippetViewSet):
    model = HelpCard
    menu_label = "求助卡"
    icon = "help"
    list_display = [
        "title",
        Column("words", label="触发词", accessor=lambda card: _some(card.trigger_words)),
        Column(
            "contacts",
            label="联系方式",
            accessor=lambda card: "；".join(" ".join(pair) for pair in card.contact_pairs),
        ),
        Column("sort", label="顺序", sort_key="sort"),
        ACTIVE,
    ]
    search_fields = ["title", "words"]
    ordering = ["sort", "code"]
    inspect_view_enabled = True
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("code"), FieldPanel("sort"), FieldPanel("active")]),
            FieldPanel("title"),
            FieldPanel("text"),
            FieldPanel("contacts"),
            FieldPanel("with_help_lines"),
            InlinePanel(
                "county_contacts",
                heading="县区的联系方式",
                label="一个县区的号码",
                panels=[
                    FieldRowPanel([FieldPanel("county"), FieldPanel("checked_on")]),
                    FieldRowPanel([FieldPanel("name"), FieldPanel("number")]),
                ],
            ),
            FieldPanel("words"),
            HelpPanel(heading="试一试", template="search/admin/try_card.html"),
        ],
        base_form_class=HelpCardForm,
    )


class SuggestedQueryViewSet(SnippetViewSet):
    model = SuggestedQuery
    menu_label = "推荐搜索词"
    icon = "pick"
    add_view_class = SuggestedQueryCreateView
    list_display = [
        "text",
        BooleanColumn("hot", label="首页热词", sort_key="hot"),
        Column("sort", label="顺序", sort_key="sort"),
        ACTIVE,
    ]
    list_filter = ["hot", "active"]
    search_fields = ["text"]
    ordering = ["sort", "pk"]
    inspect_view_enabled = True
    edit_handler = ObjectList(
        [
            FieldPanel("text"),
            FieldRowPanel([FieldPanel("hot"), FieldPanel("sort"), FieldPanel("active")]),
        ],
        base_form_class=SuggestedQueryForm,
    )
