"""Wagtail's own search in the database (SQLite), as search_speed.py asks it beside our engines.

Decided here: it is given the same tokens, since left to itself it finds nothing in Chinese; it is asked for no facets,
and only for the words of a question, not for the pairs of neighbours that the engines are asked, too. A question that
takes it LONGEST seconds is given up, and counts so.
"""

import argparse
import contextlib
import time
from collections.abc import Iterable, Iterator
from typing import Any

LONGEST = 60.0
OWN_PAGES = 10  # Wagtail's migrations make two
HITS = 20


@contextlib.contextmanager
def given_up_after(seconds: float) -> Iterator[None]:
    """A question that takes SQLite longer is stopped; any other error is one."""
    from django.db import OperationalError, connection

    end = time.perf_counter() + seconds
    connection.ensure_connection()
    connection.connection.set_progress_handler(lambda: time.perf_counter() > end, 100_000)
    try:
        yield
    except OperationalError:
        if time.perf_counter() < end:
            raise
    finally:
        connection.connection.set_progress_handler(None, 0)


class WagtailSearch:
    """Wagtail's own search, its index in the database: pages whose titles are all tokens of a document."""

    def __init__(self) -> None:
        from django.core.management import call_command
        from modelsearch.backends import get_search_backend

        call_command("migrate", "wagtailsearch", verbosity=0, interactive=False)
        call_command("migrate", "wagtailcore", verbosity=0, interactive=False)
        from django.contrib.contenttypes.models import ContentType
        from wagtail.models import Locale, Page

        self._backend = get_search_backend("modelsearch.backends.database")
        self._type = ContentType.objects.get_for_model(Page).pk
        self._locale = Locale.objects.get_or_create(language_code="zh-hans")[0].pk

    def fill(self, documents: Iterable[Any], size: int) -> None:
        from wagtail.models import Page

        Page._base_manager.filter(pk__gt=OWN_PAGES)._raw_delete("default")
        self._backend.reset_indexes()
        index = self._backend.get_index_for_model(Page)
        batch: list[Any] = []
        for document in documents:
            path = Page._get_path("0001", 2, document.id + OWN_PAGES)
            told = document.tokens()["text"]
            batch.append(Page(id=document.id + OWN_PAGES, title=told, draft_title="", slug=str(document.id), path=path, depth=2, content_type_id=self._type, locale_id=self._locale))  # fmt: skip
            if len(batch) == 1000 or document.id == size:
                Page.objects.bulk_create(batch)
                index.add_items(Page, batch)
                batch = []

    def ask(self, text: str) -> None:
        """Finds and counts; whatever it answers."""
        from wagtail.models import Page

        from search.analysis import in_dictionary
        from search.wording import distinct_tokens

        tokens = distinct_tokens(text)
        words = [token for token in tokens if in_dictionary(token)] or tokens
        found = self._backend.search(" ".join(words), Page)
        with given_up_after(LONGEST):
            list(found[:HITS])
            found.count()

    def status(self) -> Any:
        return argparse.Namespace(documents=0, stale=True)
