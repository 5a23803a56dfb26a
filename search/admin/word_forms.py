"""Forms for what editors say about queries: each refuses what would help nobody, and says why."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminModelForm

from search.admin.word_rules import pairs_of, repeated, word_problems
from search.analysis import normalise
from search.asking import blocked_word
from search.finding import find
from search.help import card_for
from search.models import PinnedResult
from search.models.words import is_number, listed
from search.query import parse_text
from search.vocabulary import vocabulary

MOST_NAMED = 3


class SynonymForm(WagtailAdminModelForm):
    """One row of what people say and what lessons call it. What the row held before is not questioned again, so that
    it can be switched off or added to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._before = {"said": self.instance.said_words, "meant": self.instance.meant_words}
        self._pairs_before = pairs_of(self._before["said"], self._before["meant"], self.instance.both_ways)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        sides = {name: list(dict.fromkeys(listed(cleaned.get(name) or ""))) for name in ("said", "meant")}
        for name, words in sides.items():
            if not words and name not in self.errors:
                self.add_error(name, "这一边一个词也没有，请至少写一个。")
            for problem in word_problems(word for word in words if word not in self._before[name]):
                self.add_error(name, problem)
        both = [word for word in sides["said"] if word in sides["meant"]]
        if both := [word for word in both if not all(word in side for side in self._before.values())]:
            self.add_error("meant", f"“{'、'.join(both)}”两边都有，搜它本来就找得到，请删掉一边的。")
        pairs = pairs_of(sides["said"], sides["meant"], bool(cleaned.get("both_ways")))
        pairs -= self._pairs_before
        for row, (said, meant) in repeated(pairs, besides=self.instance.pk or 0)[:MOST_NAMED]:
            self.add_error("said", f"“{said}”到“{meant}”已经有了，在“{row}”里，不用再写一遍。")
        return cleaned


class PinForm(WagtailAdminModelForm):
    """An item to put first, and from when to when."""

    def clean_query(self) -> str:
        query = normalise(self.cleaned_data["query"]).strip()
        if not query:
            raise ValidationError("搜索词只有空格，请写家长会搜的话。")
        return query

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", f"结束的日子（{ends}）比开始（{starts}）早，这样一天也不会置顶。")
        same = PinnedResult.objects.filter(query=cleaned.get("query", ""), item=cleaned.get("item"))
        if cleaned.get("item") and same.exclude(pk=self.instance.pk).exists():
            self.add_error("item", "这句话已经置顶过这一项，请到那一行改日期。")
        return cleaned


class HelpCardForm(WagtailAdminModelForm):
    """A help card with its words and numbers."""

    def clean_contacts(self) -> str:
        text = self.cleaned_data["contacts"]
        for line in filter(str.strip, text.splitlines()):
            name, bar, number = line.replace("|", "｜").partition("｜")
            if not (bar and name.strip() and is_number(number)):
                raise ValidationError(f"“{line.strip()}”看不出号码。一行写一个：名称｜号码，如：急救｜120。")
        return text

    def clean_words(self) -> str:
        text = self.cleaned_data["words"]
        words = listed(text)
        if not words:
            raise ValidationError("没有触发词，这张卡永远不会出现。暂时不用它，请去掉“启用”。")
        for word in words:
            if any(not part for part in word.split("+")):
                raise ValidationError(f"“{word}”的“+”旁边少了一个词。")
            if len(word.replace("+", "")) < 2:
                raise ValidationError(f"“{word}”只有一个字，日常的话也会触发，请写完整的词。")
        return text


class SuggestedQueryForm(WagtailAdminModelForm):
    """A query that parents are shown."""

    def clean_text(self) -> str:
        text = " ".join(self.cleaned_data["text"].split())
        known, normal = vocabulary(), normalise(text)
        if word := blocked_word(normal, known.blocked):
            raise ValidationError(f"里面有屏蔽词“{word}”，不能推荐给家长。")
        if card_for(normal, known.cards, known.harmless):
            raise ValidationError("搜这句话会先出求助卡，不适合推荐给所有家长看。")
        found = find(parse_text(text))
        if not found.is_plain and not found.total:
            raise ValidationError("现在搜这句话找不到资源，推荐了家长会白来一趟。先补资源，或者换个说法。")
        return text
