"""Asks the queries of a judged list and prints how well they were answered."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q

from catalog.facets import FACETS
from search.documents import eligible
from search.engines import engine
from search.evaluation import Answered, Evaluation, Figures, evaluate, read_judgements
from search.finding import Found, find
from search.query import parse_text


class Command(BaseCommand):
    help = "用评判表衡量检索：成功率、MRR@10、nDCG@10，并列出没答好的问题。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.tsv")
        parser.add_argument("--json", action="store_true", help="输出JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            judgements = read_judgements(options["file"])
        except (OSError, KeyError, UnicodeDecodeError) as error:
            raise CommandError(f"读不懂{options['file']}：{error}") from error
        result = evaluate(judgements, _ask, _relevant_in_all)
        if options["json"]:
            told = {"engine": engine().name, **asdict(result)}
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
        else:
            self._print(result)

    def _print(self, result: Evaluation) -> None:
        self.stdout.write("kind         queries  success@1  success@5  MRR@10  nDCG@10  understood")
        for name, figures in [*result.kinds.items(), ("all", result.overall)]:
            self.stdout.write(_line(name, figures))
        for failing in result.failing:
            self.stdout.write(f"✗ {failing['query']}  {failing['answers']}  {failing['titles'][:3]}")
        for missed in result.misunderstood:
            self.stdout.write(f"? {missed['query']}  {missed['missed']}")


def _line(name: str, f: Figures) -> str:
    return (
        f"{name:<12} {f.queries:>7}  {f.success_1:>9.3f}  {f.success_5:>9.3f}"
        f"  {f.mrr_10:>6.3f}  {f.ndcg_10:>7.3f}  {f.understood:>10.3f}"
    )


def _ask(text: str) -> Answered:
    found = find(parse_text(text))
    if found.is_plain:
        raise CommandError(f"“{text}”是数据库代答的：检索引擎没有应答，或还没有索引，量出来的不是检索。")
    items = [hit.item for hit in found.items]
    return Answered(
        hits=[_codes(item) for item in items],
        understood=_understood(found),
        titles=[item.title for item in items],
    )


def _codes(item: Any) -> frozenset[str]:
    themes = [link.tag for link in item.theme_items.all()]
    parents = {theme.parent.code for theme in themes if theme.parent}
    return frozenset({item.short_id, *(theme.code for theme in themes), *parents})


def _understood(found: Found) -> frozenset[str]:
    """All that `expect` may name: `grade=P3`, `minutes=10` or `minutes<=10`, `nothing heard`, `card` (of any kind) or
    `card=life`, `no card` or `nocard`, `corrected`, `not corrected`; a
    collection is also a `kind=topic`, as the vocabulary of kinds has it."""
    meant = found.meant
    told = {f"{heard.type}={heard.value}" for heard in meant.heard} or {"nothing heard"}
    told |= {"kind=topic"} if "kind=collection" in told else set()
    told |= {f"minutes<={heard.value}" for heard in meant.heard if heard.type == "minutes"}
    told |= {"card", f"card={meant.card.code}"} if meant.card else {"no card", "nocard"}
    told.add("corrected" if meant.corrected else "not corrected")
    return frozenset(told)


def _relevant_in_all(answers: frozenset[str]) -> int:
    themes = FACETS["theme"].expand(list(answers))
    carrying = Q(theme_items__tag__code__in=themes) | Q(short_id__in=answers)
    return eligible().filter(carrying).distinct().count()
