"""The check of words before the last look: what a sensitive word asks of who gives it.

Decided here: a misspelt word is only shown; a sensitive one stops the last look until it is mended or a reason is
given, and the log keeps the words and the reason.
"""

from typing import Any

from django import forms
from wagtail.forms import TaskStateCommentForm
from wagtail.log_actions import LogFormatter, log
from wagtail.models import TaskState

from catalog.publication.refusals import Refused
from catalog.publication.word_check import findings

KEPT = "catalog.words_kept"


class LastLookForm(TaskStateCommentForm):
    kept_because = forms.CharField(
        label="敏感词保留的原因",
        required=False,
        max_length=300,
        help_text="查到敏感词又确实要保留时才填，例如：引用原话并作了批评。会记入日志。",
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ReturnForm(forms.Form):
    comment = forms.CharField(
        label="退回的原因",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="送审的人会看到。写清要改什么。",
    )


def words_pass(state: TaskState, user: Any, *, kept_because: str) -> None:
    """Refuses the last look of a text with sensitive words, unless a reason keeps them."""
    page = state.revision.as_object()
    words = list(dict.fromkeys(f"“{one.found}”（{one.where}）" for one in findings(page) if one.sensitive))
    if not words:
        return
    if not kept_because.strip():
        raise Refused(
            f"“{page.title}”里有敏感词：{'、'.join(words[:5])}{'等' if len(words) > 5 else ''}。没有通过，也没有发布。"
            "请退回修改；确实要保留的，通过时写明原因。",
            page,
        )
    log(page, KEPT, user=user, data={"words": words, "reason": kept_because.strip()}, revision=state.revision)


def register_actions(actions: Any) -> None:
    """register_log_actions"""

    @actions.register_action(KEPT)
    class Kept(LogFormatter):
        label = "保留敏感词"

        def format_message(self, log_entry: Any) -> str:
            return f"保留敏感词{'、'.join(log_entry.data['words'])}，原因：{log_entry.data['reason']}"
