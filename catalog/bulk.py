"""Loading many items without Wagtail's own indexing in between.

Wagtail queues about six tasks for one item that is created and published (its admin search, its index of
references). `quiet_admin_indexing` leaves them out and does both once at the end.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.db.models.signals import post_save
from modelsearch import index
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.signal_handlers import disable_reference_index_auto_update


@contextmanager
def quiet_admin_indexing() -> Iterator[None]:
    """Inside, saves are not indexed for the admin; on leaving, if anything was saved, all of it is."""
    models = [model for model in index.get_indexed_models() if getattr(model, "search_auto_update", True)]
    saved: list[type] = []

    def note_save(sender: type, **kwargs: Any) -> None:
        saved.append(sender)

    for model in models:
        post_save.disconnect(post_save_signal_handler, sender=model)
        post_save.connect(note_save, sender=model)
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        for model in models:
            post_save.disconnect(note_save, sender=model)
            post_save.connect(post_save_signal_handler, sender=model)
        if saved:
            call_command("update_index", verbosity=0, stdout=StringIO())
            call_command("rebuild_references_index", verbosity=0, stdout=StringIO())
