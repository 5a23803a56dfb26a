"""检索 in the admin's menu."""

from django.urls import reverse


def test_the_citys_editors_find_the_index_in_the_menu(client, city_editor):
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("search_desk:index") in page
    shown = client.get(reverse("search_desk:index")).content.decode()
    assert "索引状态" in shown


def test_a_countys_editors_neither_see_nor_reach_it(client, county_editor):
    assert reverse("search_desk:index") not in client.get(reverse("wagtailadmin_home")).content.decode()
    assert client.get(reverse("search_desk:index")).status_code == 302
