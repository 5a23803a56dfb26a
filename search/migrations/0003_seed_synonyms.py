"""The synonyms that come with the code; editors go on from them."""

import csv
from pathlib import Path

from django.db import migrations

SEED = Path(__file__).resolve().parent.parent / "data" / "synonyms.tsv"


def seed(apps, schema_editor):
    Synonym = apps.get_model("search", "Synonym")
    with SEED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            Synonym.objects.create(
                said=row["said"].replace("|", "\n"),
                meant=row["meant"].replace("|", "\n"),
                both_ways=row["both"] == "1",
            )


class Migration(migrations.Migration):
    dependencies = [("search", "0002_words")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
