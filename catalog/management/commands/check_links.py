"""Asks every address elsewhere that public items name: `manage.py check_links`. Off unless CATALOG_CHECK_LINKS=1,
because a server may have no way out, and then every link would seem broken."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from catalog.link_checking import broken
from catalog.models import CatalogPage

OFF = "没有去问：服务器可能不通外网。能通的话，设 CATALOG_CHECK_LINKS=1 再运行。"


class Command(BaseCommand):
    help = "检查公开资源里的外部链接（播放地址、正文里的网址）。要设 CATALOG_CHECK_LINKS=1。"

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--seconds", type=float, default=5, help="每个网址最多等几秒")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.CATALOG_CHECK_LINKS:
            raise CommandError(OFF)
        number = 0
        items = CatalogPage.objects.public_items().iterator(chunk_size=200)
        for item, address, wrong in broken(items, seconds=options["seconds"]):
            number += 1
            self.stdout.write(f"{item.short_id}\t{item.title}\t{address}\t{wrong}")
        self.stdout.write(f"{number}个外部链接打不开。" if number else "外部链接都有回答。")
