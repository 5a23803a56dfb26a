"""Makes the place of every county in the page tree, with its editors' rights and the looks before publication.
Safe to run again."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.models import Organisation
from catalog.places import city_rights_ensure, county_page_ensure, wagtails_own_in_chinese
from catalog.publication.chain import chain_ensure


class Command(BaseCommand):
    help = "建立各县区的栏目、编辑权限和发布前的各级审核（可重复运行）。"

    def handle(self, *args: Any, **options: Any) -> None:
        for county in Organisation.objects.counties():
            county_page_ensure(county=county)
        city_rights_ensure(city=Organisation.objects.get(kind=Organisation.Kind.CITY))
        chain_ensure()
        wagtails_own_in_chinese()
