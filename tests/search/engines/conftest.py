"""The engines under test: the embedded one always, Elasticsearch where SEARCH_TEST_URL names a server."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from search.documents import IndexDocument
from search.engines.base import Engine
from search.engines.elastic import ElasticEngine
from search.engines.elastic_connection import ElasticSettings
from search.engines.embedded import EmbeddedEngine

URL = os.environ.get("SEARCH_TEST_URL", "")
NOT_RUN = (
    "Elasticsearch was NOT tested: SEARCH_TEST_URL names no server (`make test-all`, or `make elasticsearch`)"
)


@pytest.fixture
def server() -> Elasticsearch:
    """A client of the test server; without a server the test is skipped and says so."""
    if not URL:
        pytest.skip(NOT_RUN)
    return Elasticsearch(URL, request_timeout=30)


@pytest.fixture
def elastic_settings(server: Elasticsearch, tmp_path: Path) -> Iterator[ElasticSettings]:
    """Settings with a prefix of the test's own. Slower than a visitor would wait: other tests run beside it."""
    told = ElasticSettings((URL,), tmp_path / "index", prefix=f"test-{secrets.token_hex(4)}", timeout=20.0)
    yield told
    for name in server.indices.get(index=f"{told.prefix}-*", features="aliases"):
        server.indices.delete(index=name)


@pytest.fixture
def elastic(elastic_settings: ElasticSettings) -> ElasticEngine:
    return ElasticEngine(elastic_settings)


@pytest.fixture
def embedded(tmp_path: Path) -> EmbeddedEngine:
    return EmbeddedEngine(tmp_path / "index")


@pytest.fixture(params=["embedded", "elastic"])
def either(request: pytest.FixtureRequest) -> Engine:
    """Each engine in turn."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def on_elasticsearch(elastic_settings: ElasticSettings, settings: Any) -> None:
    """The whole room searches in Elasticsearch."""
    settings.SEARCH_URL = URL
    settings.SEARCH_INDEX_PREFIX = elastic_settings.prefix
    settings.SEARCH_TIMEOUT = elastic_settings.timeout


def a_document(id: int, title: str = "磨蹭", *, version: int = 1, **facets: list[str]) -> IndexDocument:
    """A document with a title and facets only."""
    return IndexDocument(
        id=id,
        version=version,
        texts={"title": [title]},
        facets=facets,
        newest=id,
        shortest=100 - id,
        card={"id": id},
    )


def filled(engine: Engine, documents: list[IndexDocument], *, keep: int = 1) -> None:
    """Makes these documents the whole index."""
    with engine.rebuilding() as fresh:
        with fresh.writing() as writing:
            for document in documents:
                writing.upsert(document)
        fresh.swap(keep=keep)
