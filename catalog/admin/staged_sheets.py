"""A summary sheet between its upload and its import: kept privately, for an hour, for one person.

Decided here: the file lies in the private storage under a generated name; which file it is, whose and for which
county travels in a signed token, so no row in the database outlives it. Beside it lie how far its import is and
what came of it, each a small file of its own. Whoever uploads next removes what is past its hour. Not here: what
the sheet says (catalog.importing), who may import (rights.py), and the import (sheet_work.py).
"""

import json
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core import signing
from django.core.files.base import ContentFile, File
from django.utils import timezone
from django.utils.text import get_valid_filename

from catalog.importing.marking import Note, sheet_mark
from catalog.importing.reading import read_sheet_file
from catalog.importing.rows import SheetFile
from catalog.importing.words import current_vocabulary
from media.storage import private_storage

FOLDER = "sheets"
KEPT = timedelta(hours=1)
_SALT = "catalog.admin.sheet"


class Gone(Exception):
    """The token is no token of ours, is past its hour, or its file is no longer there."""


@dataclass(frozen=True)
class StagedSheet:
    """`stored` is the generated name, `name` the one that the county gave its file."""

    stored: str
    name: str
    county: str
    year: int | None
    user: int

    @property
    def token(self) -> str:
        return signing.dumps(asdict(self), salt=_SALT, compress=True)

    def read(self) -> SheetFile:
        """The sheet, for its county whatever its own name says."""
        with self._copied() as path:
            sheet = read_sheet_file(path, vocabulary=current_vocabulary(), county=self.county, year=self.year)
        sheet.file = self.name
        return sheet

    def marked(self, rows: list[dict[str, Any]]) -> bytes:
        """The file with a comment on every cell that the rows (of sheet_rows.py) have a note on."""
        with self._copied() as path:
            return sheet_mark(path, [Note(*note) for row in rows for note in row["notes"]])

    @contextmanager
    def _copied(self) -> Iterator[Path]:
        with tempfile.TemporaryDirectory(prefix="sheet-") as folder:
            # The year is also read from the file's name.
            path = Path(folder) / get_valid_filename(self.name)
            with self._open() as stored, path.open("wb") as copy:
                shutil.copyfileobj(stored, copy)
            yield path

    def _open(self) -> File:
        try:
            return private_storage().open(self.stored)
        except FileNotFoundError as missing:
            raise Gone from missing

    def tell(self, done: int, of: int) -> None:
        """How far the import is: for the page that waits for it, and so that nothing is started twice."""
        _write_json(self._progress_name, {"done": done, "of": of, "at": timezone.now().timestamp()})

    def progress(self) -> dict[str, Any] | None:
        """What `tell` said last; None when nothing was begun."""
        return _read_json(self._progress_name)

    def finish(self, result: dict[str, Any]) -> None:
        """What became of it stays with the file for the rest of the hour."""
        _write_json(self._result_name, result)
        private_storage().delete(self._progress_name)

    def result(self) -> dict[str, Any] | None:
        """What came of the import, once it has ended."""
        return _read_json(self._result_name)

    def is_there(self) -> bool:
        return private_storage().exists(self.stored)

    def discard(self) -> None:
        private_storage().delete(self.stored)

    @property
    def _result_name(self) -> str:
        return f"{self.stored}.json"

    @property
    def _progress_name(self) -> str:
        return f"{self.stored}.progress"


def sheet_stage(*, upload: File, county: str, year: int | None, user: int) -> StagedSheet:
    """Keeps an uploaded file and removes those past their hour."""
    _forget_old()
    name = Path(str(upload.name)).name
    stored = f"{FOLDER}/{secrets.token_hex(16)}{Path(name).suffix.lower()}"
    private_storage().save(stored, upload)
    # Cut from the front: the ending says what kind of file it is.
    return StagedSheet(stored, name[-60:], county, year, user)


def sheet_at(token: str) -> StagedSheet:
    """The sheet that a token stands for. Gone when there is none any more."""
    try:
        return StagedSheet(**signing.loads(token, salt=_SALT, max_age=KEPT))
    except signing.BadSignature as wrong:
        raise Gone from wrong


def _write_json(name: str, value: dict[str, Any]) -> None:
    storage = private_storage()
    storage.delete(name)
    storage.save(name, ContentFile(json.dumps(value, ensure_ascii=False).encode()))


def _read_json(name: str) -> dict[str, Any] | None:
    try:
        with private_storage().open(name) as stored:
            return json.loads(stored.read())
    except FileNotFoundError:
        return None


def _forget_old() -> None:
    storage = private_storage()
    try:
        _, names = storage.listdir(FOLDER)
    except FileNotFoundError:
        return
    for name in names:
        path = f"{FOLDER}/{name}"
        if storage.get_modified_time(path) < timezone.now() - KEPT:
            storage.delete(path)
