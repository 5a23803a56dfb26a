"""The documents that search_speed.py fills engines with, analysed once, so that the engine is measured and not jieba.

Decided here: they are made of the demonstration's own sentences, drawn by chance, about as long as a lesson, and carry
the vocabularies' grades, themes and counties as lessons do. The same ones at each run.
"""

import json
import random
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
# About as long as a lesson of the demonstration.
SENTENCES = {"title": 1, "lead": 3, "practice": 3, "body": 20}


def prepared(size: int) -> Iterator[Any]:
    """The same documents at each run, their tokens known."""
    from search.analysis import tokens
    from search.documents import STARTS_FIELD, IndexDocument, whole_text

    @dataclass(frozen=True)
    class Prepared(IndexDocument):
        known: dict[str, str] = field(default_factory=dict)

        @property
        def digest(self) -> str:
            return f"{self.id:016x}"

        def tokens(self) -> dict[str, str]:
            return self.known

    chance = random.Random(1)  # noqa: S311
    sentences = list(_demonstration_sentences())
    cut = {sentence: " ".join(tokens(sentence)) for sentence in sentences}
    grades, themes, counties = _vocabulary()
    for id in range(1, size + 1):
        texts = {name: chance.choices(sentences, k=count) for name, count in SENTENCES.items()}
        parts = {part: " ".join(cut[sentence] for sentence in told) for part, told in texts.items()}
        known = {"title": parts["title"], "text": whole_text(parts), STARTS_FIELD: parts["title"]}
        start = chance.randrange(len(grades))
        kind = chance.choices(["lesson", "plan", "unit", "route"], [6, 2, 1, 1])[0]
        minutes = chance.choice([5, 6, 8, 9, 12, 15, 30, 45, 90])
        facets = {
            "kind": [kind],
            "form": [chance.choice(["MICRO", "CASE"])] if kind == "lesson" else [],
            "unit_type": [f"U{chance.randrange(1, 20):02}"] if kind == "unit" else [],
            # Neighbouring grades, as lessons are for.
            "grade": _with_roots(grades[start : start + chance.choice([1, 1, 2, 3, 6])]),
            "theme": _with_roots(chance.sample(themes, k=chance.choice([1, 1, 2]))),
            "county": [chance.choice(counties)],
            "course_type": [chance.choice(["LEAD", "METHOD", "CASE"])] if kind == "lesson" else [],
            "minutes": [limit for limit in ("10", "20", "40", "60") if minutes <= int(limit)],
            "year": [str(chance.randrange(2024, 2027))],
            "level": chance.choice([[], ["COUNTY"], ["CITY"]]),
        }
        card = {"title": texts["title"][0], "summary": texts["lead"][0], "themes": facets["theme"]}
        yield Prepared(
            id,
            1,
            texts,
            facets,
            (chance.randrange(10**9) << 24) + id,
            (chance.randrange(60) << 24) + id,
            card,
            known=known,
        )


def _vocabulary() -> tuple[list[tuple[str, str]], list[tuple[str, str]], list[str]]:
    """Grades with their stages, in order; subthemes with their themes; counties."""
    told = json.loads((ROOT / "catalog/data/grades.json").read_text("utf-8"))["grades"]
    roots = json.loads((ROOT / "catalog/data/themes.json").read_text("utf-8"))["themes"]
    counties = json.loads((ROOT / "accounts/data/organisations.json").read_text("utf-8"))["counties"]
    return (
        [(grade["stage"], grade["code"]) for grade in told],
        [(root["code"], child["code"]) for root in roots for child in root["children"]],
        [county["code"] for county in counties],
    )


def _with_roots(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Each value and the one above it, each once."""
    return list(dict.fromkeys(code for pair in pairs for code in pair))


def _demonstration_sentences() -> Iterable[str]:
    """All sentences of the demonstration's lessons, each once."""
    seen: dict[str, None] = {}

    def gather(node: object) -> None:
        if isinstance(node, dict | list):
            for child in node.values() if isinstance(node, dict) else node:
                gather(child)
        elif isinstance(node, str):
            seen.update(
                dict.fromkeys(
                    part.strip() for part in re.split(r"[。！？\n]", node) if len(part.strip()) >= 4
                )
            )

    for path in sorted((ROOT / "home/demo/lessons").glob("*.toml")):
        gather(tomllib.loads(path.read_text("utf-8")))
    return seen
