"""One index of the embedded engine in one folder: its fields, how it is written, opened and read out."""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import tantivy

from search.analysis import ANALYSIS_VERSION
from search.documents import FACET_NAMES, PARTS_VERSION, STARTS_FIELD, TEXT_FIELDS, IndexDocument
from search.engines.base import EngineBusy, EngineUnavailable, Entry
from search.engines.columns import COLUMNS

# Raised whenever the fields of the index change; an index of another one is stale.
SCHEMA_VERSION = f"6-{PARTS_VERSION}"
# What Python and Tantivy say of a folder that takes nothing.
FAILURES = (OSError, ValueError, RuntimeError)


@contextmanager
def storing() -> Iterator[None]:
    """A folder that is full or read-only is an engine that is away: what was to be written waits."""
    try:
        yield
    except FAILURES as error:
        raise EngineUnavailable(f"the index cannot be written: {error}") from error


def schema() -> tantivy.Schema:
    """Tokens with frequencies but without positions: neighbours are bigrams already."""
    builder = tantivy.SchemaBuilder()
    for name in ("id", "version", "digest", "newest", "shortest"):
        builder.add_unsigned_field(name, indexed=name == "id", fast=True)
    for name in (*TEXT_FIELDS, STARTS_FIELD):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    for name in FACET_NAMES:
        builder.add_text_field(f"is_{name}", tokenizer_name="raw", index_option="basic")
    for column in COLUMNS:
        builder.add_text_field(column.name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_bytes_field("stored", stored=True)
    return builder.build()


class Writing:
    def __init__(self, writer: tantivy.IndexWriter, shape: tantivy.Schema) -> None:
        self._writer = writer
        self._shape = shape

    def upsert(self, document: IndexDocument) -> None:
        self.remove(document.id)
        fields = {
            "id": document.id,
            "version": document.version,
            "digest": int(document.digest, 16),
            "newest": document.newest,
            "shortest": document.shortest,
            "stored": json.dumps(document.stored(), ensure_ascii=False).encode("utf-8", "replace"),
            **document.tokens(),
            **{f"is_{name}": values for name, values in document.facets.items()},
            **{column.name: column.values(document.facets) for column in COLUMNS},
        }
        self._writer.add_document(tantivy.Document.from_dict(fields, self._shape))

    def remove(self, id: int, version: int | None = None) -> None:
        # By query: by term, an unsigned field's number is taken for a signed one and nothing is deleted.
        self._writer.delete_documents_by_query(tantivy.Query.term_query(self._shape, "id", id))


@dataclass
class Generation:
    """One index in one folder."""

    folder: Path

    @property
    def facts(self) -> dict[str, object]:
        try:
            return json.loads((self.folder / "facts.json").read_text())
        except (OSError, ValueError):
            return {}

    @property
    def mark(self) -> str:
        """What tells whether the index belongs to the database (search/marks.py)."""
        try:
            return (self.folder / "mark").read_text().strip()
        except OSError:
            return ""

    def bear(self, mark: str) -> None:
        """Takes a mark, before anything is written under it."""
        write_durably(self.folder / "mark", mark)

    def keep(self) -> None:
        """It was current: no sweep takes it for the rest of a killed rebuild."""
        with storing():
            (self.folder / "kept").touch()

    @property
    def is_stale(self) -> bool:
        """Whether it was filled by another analysis or with other fields."""
        facts = self.facts
        return facts.get("analysis") != ANALYSIS_VERSION or facts.get("schema") != SCHEMA_VERSION

    def create(self) -> tantivy.Index:
        facts = {"analysis": ANALYSIS_VERSION, "schema": SCHEMA_VERSION, "made": time.time()}
        with storing():
            self.folder.mkdir(parents=True)
            index = tantivy.Index(schema(), path=str(self.folder))
            (self.folder / "facts.json").write_text(json.dumps(facts))
        return index

    def signature(self) -> tuple[int, int]:
        """Changes with every commit: Tantivy replaces this file."""
        stat = os.stat(self.folder / "meta.json")
        return stat.st_ino, stat.st_mtime_ns

    def open(self) -> tantivy.Index:
        index = tantivy.Index.open(str(self.folder))
        index.config_reader("manual")
        return index


def write_durably(path: Path, text: str) -> None:
    """In one step that survives a power cut."""
    draft = path.with_name(f"{path.name}.draft")
    with storing():
        with draft.open("w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


@contextmanager
def open_writing(index: tantivy.Index, *, heap: int, threads: int) -> Iterator[Writing]:
    try:
        writer = index.writer(heap, threads)
    except ValueError as error:
        raise EngineBusy(str(error)) from error
    try:
        yield Writing(writer, index.schema)
        with storing():
            writer.commit()
    except BaseException:
        # Where nothing can be written, going back may fail as well; what was committed last is untouched.
        with suppress(*FAILURES):
            writer.rollback()
        raise
    finally:
        # Also ends the writer: without it merges would be cut off and segments would pile up.
        with storing():
            writer.wait_merging_threads()


def dumped(index: tantivy.Index) -> Iterator[Entry]:
    index.reload()
    searcher = index.searcher()
    if not searcher.num_docs:
        return
    found = searcher.search(
        tantivy.Query.all_query(), searcher.num_docs, order_by_field="id", order=tantivy.Order.Asc
    )
    addresses = [address for _, address in found.hits]
    columns = [searcher.fast_field_values(name, addresses) for name in ("id", "version", "digest")]
    for id, version, digest in zip(*columns, strict=True):
        yield Entry(int(id), int(version), f"{int(digest):016x}")


@contextmanager
def file_lock(path: Path, *, wait: bool) -> Iterator[None]:
    with storing():
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a")
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError as error:
            raise EngineBusy(path.name) from error
        yield
