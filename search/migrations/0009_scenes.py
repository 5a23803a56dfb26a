"""Scenes by which parents say each theme, and more words of danger: only what an installation lacks."""

from importlib import import_module

from django.db import migrations

earlier = import_module("search.migrations.0008_more_words")


class Migration(migrations.Migration):
    dependencies = [("search", "0008_more_words")]
    operations = [
        migrations.RunPython(earlier.add_sayings, migrations.RunPython.noop),
        migrations.RunPython(earlier.add_words_of_danger, migrations.RunPython.noop),
    ]
