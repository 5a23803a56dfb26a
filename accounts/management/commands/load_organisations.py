"""Brings the city and its county units, each with its group of editors. Safe to run again."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from accounts.models import Organisation, editors_group, managers_group

DATA = Path(__file__).resolve().parents[2] / "data" / "organisations.json"


class Command(BaseCommand):
    help = "载入市、县区机构及其编辑组（可重复运行）。"

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        data = json.loads(DATA.read_text(encoding="utf-8"))
        city = self._ensure(data["city"], Organisation.Kind.CITY, None)
        for entry in data["counties"]:
            self._ensure(entry, Organisation.Kind.COUNTY, city)
        managers_group()

    def _ensure(self, entry: dict[str, Any], kind: str, parent: Organisation | None) -> Organisation:
        organisation, _ = Organisation.objects.get_or_create(
            code=entry["code"],
            defaults={
                "name": entry["name"],
                "aliases": entry["aliases"],
                "slug": entry["slug"],
                "kind": kind,
                "parent": parent,
            },
        )
        editors_group(organisation)
        return organisation
