"""The words that the reader of sheets knows, from the editable vocabularies and the data files."""

import json
from pathlib import Path

from accounts.models import Organisation
from catalog.importing.rows import (
    CountyWords,
    GradeGroupWords,
    GradeWords,
    StageWords,
    ThemeWords,
    Vocabulary,
)
from catalog.models import Grade, Theme

DATA = Path(__file__).resolve().parent.parent / "data"


def current_vocabulary() -> Vocabulary:
    """Themes, grades and counties as they are now: an alias that an editor added is read at once."""
    grades_data = json.loads((DATA / "grades.json").read_text(encoding="utf-8"))
    item_types = json.loads((DATA / "item_types.json").read_text(encoding="utf-8"))["item_types"]
    office_themes = json.loads((DATA / "office_themes.json").read_text(encoding="utf-8"))["words"]
    return Vocabulary(
        themes=tuple(
            ThemeWords(
                code=theme.code,
                name=theme.name,
                aliases=tuple(theme.aliases),
                former_names=tuple(theme.former_names),
                parent=theme.parent.code if theme.parent else None,
                replaced_by=theme.resolved().code if theme.merged_into_id else None,
            )
            for theme in Theme.objects.select_related("parent", "merged_into")
        ),
        grades=tuple(
            GradeWords(grade.code, grade.name, grade.parent.code, tuple(grade.aliases))
            for grade in Grade.objects.filter(parent__isnull=False).select_related("parent")
            if grade.parent
        ),
        stages=tuple(
            StageWords(entry["code"], entry["name"], tuple(entry.get("aliases", [])))
            for entry in grades_data["stages"]
        ),
        grade_groups=tuple(
            GradeGroupWords(entry["code"], entry["name"], tuple(entry["aliases"]), tuple(entry["grades"]))
            for entry in grades_data["groups"]
        ),
        counties=tuple(
            CountyWords(county.code, county.name, tuple(county.aliases))
            for county in Organisation.objects.counties()
        ),
        office_themes=office_themes,
        form_words={
            word: entry["code"]
            for entry in item_types
            if entry["code"] in ("CASE", "MICRO", "LECT")
            for word in (entry["name"], *entry.get("aliases", []))
        },
    )
