"""The stylesheet and the script as a browser gets them: one file each, joined from their rooms.

On a slow network every file costs a round trip before anything is seen, so the rooms of static/css and the features
of static/js travel together. Decided here: which, in which order (later rooms override earlier ones), and that a
feature that fails takes no other along. They are joined when static files are looked for (at the start, or by
collectstatic, which names, compresses and keeps them like any other file): there is no build step. Not here: what
only one screen of a signed-in person needs, which its own template links.
"""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

ROOMS = ["tokens", "base", "shell", "pieces", "cards", "home", "items", "lists", "complaint", "care", "print"]
FEATURES = [
    *("stage", "sheet", "suggest", "more", "favourites", "share", "speak"),
    *("print", "tonight", "player", "transcript"),
]
STYLESHEET, SCRIPT = "css/site.css", "js/site.js"
_SOURCES = Path(settings.BASE_DIR) / "static"
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


def stylesheet() -> str:
    """All rooms, without the comments that are for whoever edits them."""
    rooms = ((_SOURCES / "css" / f"{name}.css").read_text(encoding="utf-8") for name in ROOMS)
    return "\n".join(_COMMENT.sub("", room) for room in rooms)


def script() -> str:
    """All features; an error is reported as the browser would, and the next feature starts."""
    features = ((_SOURCES / "js" / f"{name}.js").read_text(encoding="utf-8") for name in FEATURES)
    return "\n".join(f"try {{\n{text}}} catch (error) {{ console.error(error); }}" for text in features)


JOINED = {STYLESHEET: stylesheet, SCRIPT: script}


class JoinedFilesFinder(BaseFinder):
    """Offers the joined files beside those that lie in static/."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.storage = FileSystemStorage(location=settings.VAR_DIR / "joined")

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path not in JOINED:
            return []
        found = self._written(path)
        return [found] if find_all else found

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        for path in JOINED:
            self._written(path)
            yield path, self.storage

    def _written(self, path: str) -> str:
        """Where the file lies. Several processes may start at once: each puts a whole file in place."""
        target = Path(self.storage.path(path))
        text = JOINED[path]()
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile("w", dir=target.parent, delete=False, encoding="utf-8") as part:
                part.write(text)
            Path(part.name).chmod(0o644)
            Path(part.name).replace(target)
        return str(target)
