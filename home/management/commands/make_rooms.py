"""Makes what every installation begins with: county places, information pages, rights. Safe to run again."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from accounts.models import Organisation
from home.info_pages import info_pages_ensure, site_facts_rights_ensure
from search.admin.rights import index_rights_ensure, words_rights_ensure


class Command(BaseCommand):
    help = "建立县区栏目、说明页面和编辑权限（可重复运行）。"

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("load_organisations")
        call_command("load_vocabulary")
        call_command("make_places")
        info_pages_ensure()
        city = Organisation.objects.get(kind=Organisation.Kind.CITY)
        site_facts_rights_ensure(city=city)
        index_rights_ensure(city=city)
        words_rights_ensure(city=city)
