"""Writing into an index of Elasticsearch: collected, sent in bulk, judged document by document.

Decided here: what one request carries; that a document which the server refuses stops no other and is reported
at the end; that a write which comes too late (409: a newer version is there) is as good as done; that a block or
a lack of shards is the engine's fault and none of the document's, so that everything stays pending.
"""

from typing import Any

from search.documents import IndexDocument
from search.engines.base import DocumentsRefused, EngineUnavailable
from search.engines.elastic_connection import Connection, is_away
from search.engines.elastic_documents import body

# A request that fits any default (100 MB) by far, and is answered in about a second.
MAX_DOCUMENTS = 1000
MAX_CHARACTERS = 3_000_000
TOO_LATE = 409


class Refused(Exception):
    """Why the server did not take a document."""


class Bulk:
    """Changes on their way to `index`. `finish` sends the last of them and makes all of them visible."""

    def __init__(self, connection: Connection, index: str, *, is_alias: bool) -> None:
        self._connection, self._index, self._is_alias = connection, index, is_alias
        self._waiting: list[tuple[dict[str, Any], dict[str, Any] | None]] = []
        self._characters = 0
        self._refused: dict[int, Exception] = {}
        self._lost: Exception | None = None

    def upsert(self, document: IndexDocument) -> None:
        source = body(document)
        order = {"_id": str(document.id), "version": document.version, "version_type": "external_gte"}
        self._add({"index": order}, source)
        self._characters += sum(len(value) for value in source.values() if isinstance(value, str))

    def remove(self, id: int, version: int | None = None) -> None:
        """With the version that was seen as gone, a tombstone of it keeps late writes of older ones out."""
        order: dict[str, Any] = {"_id": str(id)}
        if version is not None:
            order |= {"version": version, "version_type": "external_gte"}
        self._add({"delete": order}, None)

    def _add(self, action: dict[str, Any], source: dict[str, Any] | None) -> None:
        if len(self._waiting) >= MAX_DOCUMENTS or self._characters >= MAX_CHARACTERS:
            self._send()
        self._waiting.append((action, source))

    def finish(self) -> None:
        self._send()
        with self._connection.writing() as client:
            client.indices.refresh(index=self._index)
        if self._refused:
            raise DocumentsRefused(self._refused)

    def _send(self) -> None:
        if self._lost:
            # What was collected before is gone: nothing of this writing may be taken for done.
            raise self._lost
        if not self._waiting:
            return
        lines = [line for pair in self._waiting for line in pair if line is not None]
        self._waiting, self._characters = [], 0
        try:
            with self._connection.writing() as client:
                # An alias that is missing must not become an index of its own, without our mapping.
                answer = client.bulk(index=self._index, operations=lines, require_alias=self._is_alias)
            if answer["errors"]:
                self._judge([next(iter(item.values())) for item in answer["items"]])
        except Exception as error:
            self._lost = error
            raise

    def _judge(self, items: list[dict[str, Any]]) -> None:
        failed = [item for item in items if "error" in item and item["status"] != TOO_LATE]
        if is_away([item["status"] for item in failed]):
            raise EngineUnavailable(str(failed[0]["error"])[:300])
        for item in failed:
            error = item["error"]
            # The outer reason quotes the value; the inner one says what is wrong with it.
            reason = (error.get("caused_by") or error)["reason"]
            self._refused[int(item["_id"])] = Refused(reason[:300])
