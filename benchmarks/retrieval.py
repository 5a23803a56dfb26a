"""How well the analysis and the query code find passages of any general corpus.

    .venv/bin/python benchmarks/retrieval.py --passages P.jsonl --queries Q.tsv [--engine embedded|elastic]

P.jsonl holds {"id", "title", "text"} a line, Q.tsv a question and the id of the passage that answers it. The same
tokens, weights and engine as the site's, on a temporary index that nothing else sees; no database is asked, so
nothing of family education (synonyms, themes, corrections) helps. The last line printed is the result.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
DEPTH = 10


@dataclass
class Ranks:
    """At which place each question's passage came; 0 where it did not."""

    places: list[int]

    def line(self) -> str:
        count = len(self.places) or 1
        reciprocal = sum(1 / place for place in self.places if place) / count
        first = sum(place == 1 for place in self.places) / count
        found = sum(place > 0 for place in self.places) / count
        return (
            f"MRR@{DEPTH}={reciprocal:.3f} R@1={first:.3f} R@{DEPTH}={found:.3f} queries={len(self.places)}"
        )


def main() -> None:
    """Reads the corpus, fills a temporary index, asks every question."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--passages", type=Path, required=True, metavar="P.jsonl")
    parser.add_argument("--queries", type=Path, required=True, metavar="Q.tsv")
    parser.add_argument("--engine", choices=["embedded", "elastic"], default="embedded")
    options = parser.parse_args()
    if options.engine == "elastic" and not os.environ.get("SEARCH_URL", "").startswith("http"):
        parser.error("--engine elastic needs SEARCH_URL=http(s)://host:9200")
    if options.engine == "embedded":
        os.environ["SEARCH_URL"] = "embedded:"
    with tempfile.TemporaryDirectory(prefix="retrieval-") as folder:
        os.environ["VAR_DIR"] = folder
        os.environ["SEARCH_INDEX_PREFIX"] = f"retrieval-{os.getpid()}"
        import django

        django.setup()
        _measure(options.passages, options.queries)


def _measure(passages: Path, queries: Path) -> None:
    from search.engines import engine
    from search.engines.base import CompiledQuery
    from search.ranking import word_clauses

    numbers: dict[str, int] = {}
    with engine().rebuilding() as fresh:
        with fresh.writing() as writing:
            for number, passage in enumerate(_passages(passages), 1):
                numbers[str(passage["id"])] = number
                writing.upsert(_document(number, passage))
        fresh.swap(keep=0)
    print(f"{len(numbers)} passages indexed", flush=True)
    places = []
    for question, answer in _questions(queries):
        match, lifts = word_clauses(question)
        hits = engine().search(CompiledQuery(match, lifts=lifts, limit=DEPTH)).hits
        found = [hit.id for hit in hits]
        wanted = numbers.get(answer, 0)
        places.append(found.index(wanted) + 1 if wanted in found else 0)
    print(Ranks(places).line())


def _document(number: int, passage: dict[str, str]):
    from search.documents import IndexDocument, Passage

    return IndexDocument(
        id=number,
        version=1,
        texts={"title": [passage.get("title") or ""], "body": [passage["text"]]},
        facets={},
        newest=number,
        shortest=number,
        card={},
        passages=[Passage("body", passage["text"])],
    )


def _passages(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def _questions(path: Path) -> Iterator[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            question, _, answer = line.rstrip("\r\n").rpartition("\t")
            if question and answer:
                yield question, answer


if __name__ == "__main__":
    main()
