"""Loading many items without Wagtail's own indexing in between.

Wagtail queues about six tasks for one item that is created and published (its admin search, its index of
references). `quiet_admin_indexing` leaves them out and does both once at the end, the references of what was
saved alone: reading every row of the installation again would take a quarter of the demonstration's time.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_save
from modelsearch import index
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update


@contextmanager
def quiet_admin_indexing() -> Iterator[None]:
    """Inside, saves are not indexed for the admin; on leaving, if anything was saved, all of it is."""
    models = [model for model in index.get_indexed_models() if getattr(model, "search_auto_update", True)]
    saved: dict[type[Model], set[Any]] = defaultdict(set)

    def note_save(sender: type[Model], instance: Model, **kwargs: Any) -> None:
        saved[sender].add(instance.pk)

    for model in models:
        post_save.disconnect(post_save_signal_handler, sender=model)
    post_save.connect(note_save)
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        post_save.disconnect(note_save)
        for model in models:
            post_save.connect(post_save_signal_handler, sender=model)
        if saved.keys() & set(models):
            call_command("update_index", verbosity=0, stdout=StringIO())
        _note_references(saved)


@transaction.atomic
def _note_references(saved: dict[type[Model], set[Any]]) -> None:
    for model, pks in saved.items():
        if ReferenceIndex.is_indexed(model):
            for row in model._default_manager.in_bulk(pks).values():
                ReferenceIndex.create_or_update_for_object(row)
