"""Which engine answers: settings.SEARCH_URL. The rest of the room asks `engine()` and knows no other name."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.signals import setting_changed

from search.engines.base import Engine
from search.engines.embedded import EmbeddedEngine


def engine() -> Engine:
    """The engine that the settings name."""
    return _engine(settings.SEARCH_URL, str(settings.SEARCH_INDEX_DIR))


@cache
def _engine(url: str, folder: str) -> Engine:
    if url == "embedded:":
        return EmbeddedEngine(Path(folder))
    if url.startswith(("http://", "https://")):
        # Half a second and 30 MB that an installation without a server does not need.
        from search.engines.elastic import ElasticEngine
        from search.engines.elastic_connection import ElasticSettings

        return ElasticEngine(ElasticSettings.from_django())
    raise ImproperlyConfigured("SEARCH_URL is “embedded:” or http(s)://host:9200.")


def _forget(setting: str, **kwargs: object) -> None:
    if setting.startswith("SEARCH_"):
        _engine.cache_clear()


setting_changed.connect(_forget)
