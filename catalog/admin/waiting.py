"""What waits for an editor, on the admin's front screen: numbers, each leading to its items.

Decided here: only what the reader may change is counted, and a number that is nought is not shown; first what
other people wait for (complaints, looks, returns), then what the reader's own items lack.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.ui.components import Component

from catalog.admin import missing
from catalog.admin.complaints import complaints_of
from catalog.admin.filters import STATES, awaiting_look, in_state
from catalog.admin.listings import KIND_LISTS
from catalog.admin.rights import editable_counties, editable_items, is_editor
from catalog.models import Complaint

QUIET_STATES = ("draft", "changed", "review", "scheduled")


@dataclass(frozen=True)
class Waiting:
    """Something to do: what, how many items, and where they are listed."""

    label: str
    number: int
    address: str
    urgent: bool = False


def waiting_for(user: Any) -> list[Waiting]:
    """All that waits for a user, most urgent first."""
    items = editable_items(user)
    unanswered = complaints_of(user).exclude(state=Complaint.State.DONE).count()
    queue = f"{reverse('desk:complaints')}?state={Complaint.State.NEW}&state={Complaint.State.OPEN}"
    found = [
        Waiting("没有答复的投诉", unanswered, queue, urgent=True),
        *_by_kind(awaiting_look(items, user), "等我审核", "look=mine", urgent=True),
        *_by_kind(in_state(items, ["returned"]), STATES["returned"][0], "state=returned", urgent=True),
    ]
    for name, label in missing.LABELS.items():
        lacking = missing.incomplete(items, [name]).count()
        found.append(Waiting(label, lacking, f"{reverse('desk:to_complete')}?missing={name}"))
    for state in QUIET_STATES:
        found += _by_kind(in_state(items, [state]), STATES[state][0], f"state={state}")
    return [waiting for waiting in found if waiting.number]


def _by_kind(items: QuerySet, said: str, query: str, *, urgent: bool = False) -> Iterator[Waiting]:
    numbers = dict(items.order_by().values_list("kind").annotate(number=Count("pk")))
    for kind, name in KIND_LISTS.items():
        yield Waiting(f"{said}的{kind.label}", numbers.get(kind, 0), f"{reverse(name)}?{query}", urgent)


class WaitingPanel(Component):
    """On the front screen, above Wagtail's own panels."""

    name = "desk_waiting"
    template_name = "catalog/admin/waiting.html"
    order = 10

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        counties = [county.short_name for county in editable_counties(user)]
        return {
            "waiting": waiting_for(user),
            "whose": counties[0] if len(counties) == 1 else "全市",
        }


def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    """construct_homepage_panels"""
    if is_editor(request.user):
        panels.append(WaitingPanel())
