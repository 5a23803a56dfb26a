"""Brings grades, themes and the lists of checked words from catalog/data. Safe to run again: what editors changed stays."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from catalog.models import Grade, MisspeltWord, SensitiveWord, Theme

DATA = Path(__file__).resolve().parents[2] / "data"


class Command(BaseCommand):
    help = "载入年级、主题、敏感词和错别字词表（可重复运行，不覆盖编辑改过的内容）。"

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        self._load_grades(json.loads((DATA / "grades.json").read_text(encoding="utf-8")))
        self._load_themes(json.loads((DATA / "themes.json").read_text(encoding="utf-8"))["themes"])
        self._load_words(json.loads((DATA / "words.json").read_text(encoding="utf-8")))

    def _load_words(self, data: dict[str, Any]) -> None:
        for entry in data["sensitive"]:
            defaults = {"note": entry["note"], "exceptions": entry.get("exceptions", [])}
            SensitiveWord.objects.get_or_create(word=entry["word"], defaults=defaults)
        for wrong, right in data["misspelt"]:
            defaults = {"right": right, "exceptions": data["misspelt_exceptions"].get(wrong, [])}
            MisspeltWord.objects.get_or_create(wrong=wrong, defaults=defaults)

    def _load_grades(self, data: dict[str, Any]) -> None:
        held = {entry["stage"] for entry in data["grades"]}
        stages = {}
        for sort, entry in enumerate(data["stages"]):
            if entry["code"] in held:  # 全学段 is a word for all of them, not a stage of its own
                stages[entry["code"]] = self._ensure(Grade, entry, sort=sort * 100, parent=None)
        for entry in data["grades"]:
            stage = stages[entry["stage"]]
            self._ensure(Grade, entry, sort=stage.sort + 50 + entry["sort"], parent=stage)

    def _load_themes(self, themes: list[dict[str, Any]]) -> None:
        entries: dict[str, dict[str, Any]] = {}
        rows: dict[str, Theme] = {}
        here = set(Theme.objects.values_list("code", flat=True))
        for sort, entry in enumerate(themes):
            entries[entry["code"]] = entry
            rows[entry["code"]] = self._ensure(Theme, entry, sort=sort * 100, parent=None)
            for place, child in enumerate(entry["children"], start=1):
                entries[child["code"]] = child
                rows[child["code"]] = self._ensure(
                    Theme, child, sort=sort * 100 + place, parent=rows[entry["code"]]
                )
        for code, entry in entries.items():
            theme = rows[code]
            if "replaced_by" in entry and theme.merged_into_id is None:
                theme.merged_into, theme.active = rows[entry["replaced_by"]], False
                theme.save()
            # What the city took off a theme that it has does not come back.
            if code not in here:
                theme.see_also.add(*(rows[other] for other in entry.get("see_also", [])))

    def _ensure(self, model: type[Any], entry: dict[str, Any], **fields: Any) -> Any:
        fields |= {"name": entry["name"], "aliases": entry.get("aliases", [])}
        if model is Theme:
            fields["former_names"] = entry.get("former_names", [])
        return model.objects.get_or_create(code=entry["code"], defaults=fields)[0]
