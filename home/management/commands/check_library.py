"""Says in Chinese what the catalogue still lacks; ends with 1 when something does."""

from argparse import ArgumentParser
from dataclasses import fields
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from home.library_check import Wanted, library_check


class Command(BaseCommand):
    help = "检查资源库还缺什么：按种类、主题、子主题、学段、县区。缺了以1结束。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        for field in fields(Wanted):
            option = f"--{field.name.replace('_', '-')}"
            parser.add_argument(option, type=int, default=field.default, help=f"默认{field.default}")

    def handle(self, *args: Any, **options: Any) -> None:
        library = library_check(Wanted(**{field.name: options[field.name] for field in fields(Wanted)}))
        counts = "，".join(f"{label}{count}项" for label, count in library.counts.items())
        self.stdout.write(f"公开的资源：{counts}。")
        for line in library.missing:
            self.stdout.write(f"- {line}")
        if library.missing:
            raise CommandError(f"还缺{len(library.missing)}处。")
        self.stdout.write("各主题、子主题、学段、县区和种类都不缺。")
