"""“Select all” in a list: Wagtail takes it for all pages of the site, or of a place, whoever asks."""

import pytest
from django.urls import reverse
from wagtail.models import Site

from tests.permissions import table

SECRET = "嵩县的秘密草稿"


@pytest.mark.parametrize("action", ["delete", "move", "publish", "unpublish", "retag", "approve_look"])
@pytest.mark.parametrize("query", ["", "&childOf={home}", "&childOf={home}&q=秘密", "&q=秘密", "&childOf=x"])
def test_nothing_of_another_county_is_named(client, people, items, action, query):
    items.lesson(title=SECRET, county="410325", live=False)
    client.force_login(people[table.OWN])
    home = Site.objects.get().root_page.pk
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    response = client.get(f"{address}?id=all&next=/admin/{query.format(home=home)}", follow=True)
    assert SECRET not in response.content.decode()
