"""The desk's people and what lies on their desks, for the browser: `python -m tests.browser.desk_people` prints, as
JSON, their names and one password for all."""

import json
import secrets

import django

COUNTY, CITY = "410311", "410300"
# Two of the city: the second look and the third are different people's.
PEOPLE = {"luolong": ("孟春燕", COUNTY), "shi1": ("周文博", CITY), "shi2": ("何静", CITY)}


def populate() -> dict[str, str]:
    """Makes the people, the chain of looks and a draft to complete."""
    from django.core.management import call_command

    from accounts.models import Membership, Organisation, User
    from tests.factories import ItemFactory

    password = secrets.token_urlsafe(12)
    call_command("make_rooms", verbosity=0)
    for username, (name, code) in PEOPLE.items():
        user = User.objects.create_user(username, password=password, name=name)
        role = Membership.Role.CITY_EDITOR if code == CITY else Membership.Role.COUNTY_EDITOR
        Membership.objects.create(user=user, organisation=Organisation.objects.get(code=code), role=role)
    items = ItemFactory()
    items.lesson(
        title="睡前一刻钟，先不谈分数", live=False, themes=["T0201"], grades=["P1"], summary="先听孩子说。"
    )
    items.lesson(title="全家的手机几点放下", themes=["T0503"], grades=["J1"], year=2026)
    call_command("rebuild_references_index", verbosity=0)
    return {"password": password}


if __name__ == "__main__":
    django.setup()
    print(json.dumps(populate()))
