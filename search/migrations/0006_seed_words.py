"""The lists and first suggestions that come with the code; editors go on from them."""

from pathlib import Path

from django.db import migrations

DATA = Path(__file__).resolve().parent.parent / "data"
# Cards after which somebody to talk to helps as much as the police does.
WITH_HELP_LINES = ["life", "sexual", "violence", "bullying"]


def seed_lists(apps, schema_editor):
    lists = {
        name: "\n".join((DATA / f"{name}.txt").read_text("utf-8").split()) for name in ("harmless", "blocked")
    }
    apps.get_model("search", "SearchWords").objects.create(**lists)


def seed_asks(apps, schema_editor):
    SuggestedQuery = apps.get_model("search", "SuggestedQuery")
    for place, text in enumerate((DATA / "asks.txt").read_text("utf-8").splitlines()):
        SuggestedQuery.objects.get_or_create(text=text, defaults={"hot": True, "sort": place})


def mark_cards(apps, schema_editor):
    apps.get_model("search", "HelpCard").objects.filter(code__in=WITH_HELP_LINES).update(with_help_lines=True)


class Migration(migrations.Migration):
    dependencies = [("search", "0005_editors_words")]
    operations = [
        migrations.RunPython(seed_lists, migrations.RunPython.noop),
        migrations.RunPython(seed_asks, migrations.RunPython.noop),
        migrations.RunPython(mark_cards, migrations.RunPython.noop),
    ]
