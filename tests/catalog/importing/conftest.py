"""The reader's vocabulary straight from the seed files, so that reading is tested without a database."""

import json
from pathlib import Path

import pytest

from catalog.importing.rows import (
    CountyWords,
    GradeGroupWords,
    GradeWords,
    StageWords,
    ThemeWords,
    Vocabulary,
)

ROOT = Path(__file__).resolve().parents[3]


def _words(entry, key="aliases"):
    return tuple(entry.get(key, ()))


def seed_vocabulary() -> Vocabulary:
    def load(path):
        return json.loads((ROOT / path).read_text(encoding="utf-8"))

    themes, grades = load("catalog/data/themes.json")["themes"], load("catalog/data/grades.json")
    entries = [(None, parent) for parent in themes]
    entries += [(parent["code"], child) for parent in themes for child in parent.get("children", ())]
    return Vocabulary(
        themes=tuple(
            ThemeWords(
                e["code"], e["name"], _words(e), _words(e, "former_names"), parent, e.get("replaced_by")
            )
            for parent, e in entries
        ),
        grades=tuple(GradeWords(e["code"], e["name"], e["stage"], _words(e)) for e in grades["grades"]),
        stages=tuple(StageWords(e["code"], e["name"], _words(e)) for e in grades["stages"]),
        grade_groups=tuple(
            GradeGroupWords(e["code"], e["name"], _words(e), tuple(e["grades"])) for e in grades["groups"]
        ),
        counties=tuple(
            CountyWords(e["code"], e["name"], _words(e))
            for e in load("accounts/data/organisations.json")["counties"]
        ),
        office_themes=load("catalog/data/office_themes.json")["words"],
        form_words={
            word: entry["code"]
            for entry in load("catalog/data/item_types.json")["item_types"]
            if entry["code"] in ("CASE", "MICRO", "LECT")
            for word in (entry["name"], *_words(entry))
        },
    )


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return seed_vocabulary()
