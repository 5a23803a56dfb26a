"""The synonyms and help cards that come with the code; editors go on from them."""

import csv
import tomllib
from pathlib import Path

from django.db import migrations

DATA = Path(__file__).resolve().parent.parent / "data"


def seed_cards(apps, schema_editor):
    HelpCard = apps.get_model("search", "HelpCard")
    cards = tomllib.loads((DATA / "help_cards.toml").read_text("utf-8"))["card"]
    for place, card in enumerate(cards):
        words = "\n".join(card.pop("words").split())
        HelpCard.objects.create(**card, words=words, sort=place)


def seed_synonyms(apps, schema_editor):
    Synonym = apps.get_model("search", "Synonym")
    with (DATA / "synonyms.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            Synonym.objects.create(
                said=row["said"].replace("|", "\n"),
                meant=row["meant"].replace("|", "\n"),
                both_ways=row["both"] == "1",
            )


class Migration(migrations.Migration):
    dependencies = [("search", "0002_words")]
    operations = [
        migrations.RunPython(seed_synonyms, migrations.RunPython.noop),
        migrations.RunPython(seed_cards, migrations.RunPython.noop),
    ]
