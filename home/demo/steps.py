"""Items of the demonstration that are on their way to the public, one at every step, taken there by the
demonstration's editors as editors do it."""

from typing import Any

from accounts.models import User
from catalog.admin.look_actions import submit
from catalog.models import CatalogPage

# Who gives the looks; the first is the item's county's.
CITY_LOOKS = ["city", "city2"]


def on_its_way(page: CatalogPage, entry: dict[str, Any]) -> None:
    """Sends a draft in and gives the looks that its entry says."""
    if "looks" not in entry:
        return
    county = User.objects.filter(groups=page.county.editors).first() if page.county else None
    city = list(User.objects.filter(username__in=CITY_LOOKS).order_by("username"))
    if county is None or len(city) < len(CITY_LOOKS):
        return  # no demonstration accounts here: it stays a draft
    people = [county, *city]
    submit(page, county)
    for person in people[: entry["looks"]]:
        _look(page, person, "approve", "")
    if "returned" in entry:
        _look(page, people[entry["looks"]], "reject", entry["returned"])


def _look(page: CatalogPage, person: User, action: str, comment: str) -> None:
    state = page.current_workflow_task_state
    state.task.specific.on_action(state, person, action, comment=comment)
