"""What a dialogue of Wagtail's, whose view is not ours, says of a look."""

from typing import Any

from django import template

from catalog.publication.word_check import Finding, findings

register = template.Library()


@register.simple_tag
def word_findings(task_state: Any) -> list[Finding]:
    """What the check of words finds in the newest draft of what is looked at."""
    return findings(task_state.workflow_state.content_object.get_latest_revision_as_object())
