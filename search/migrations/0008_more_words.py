"""Sayings and words of danger that came with the code after an installation's first ones: only what it lacks."""

import csv
import tomllib
from pathlib import Path

from django.db import migrations

DATA = Path(__file__).resolve().parent.parent / "data"


def add_sayings(apps, schema_editor):
    Synonym = apps.get_model("search", "Synonym")
    known = {word for said in Synonym.objects.values_list("said", flat=True) for word in said.splitlines()}
    with (DATA / "synonyms.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            said = [word for word in row["said"].split("|") if word not in known]
            if said:
                Synonym.objects.create(
                    said="\n".join(said), meant=row["meant"].replace("|", "\n"), both_ways=row["both"] == "1"
                )


def add_words_of_danger(apps, schema_editor):
    HelpCard = apps.get_model("search", "HelpCard")
    for card in tomllib.loads((DATA / "help_cards.toml").read_text("utf-8"))["card"]:
        for kept in HelpCard.objects.filter(code=card["code"]):
            words = dict.fromkeys([*kept.words.splitlines(), *card["words"].split()])
            kept.words = "\n".join(words)
            kept.save()


class Migration(migrations.Migration):
    dependencies = [("search", "0007_index_mark")]
    operations = [
        migrations.RunPython(add_sayings, migrations.RunPython.noop),
        migrations.RunPython(add_words_of_danger, migrations.RunPython.noop),
    ]
