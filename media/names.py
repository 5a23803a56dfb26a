"""Names that people give to files: kept to be shown, never used as a path."""

import re
import unicodedata

from media.inspection import EXTENSIONS

LONGEST = 200

_ACCEPTED = {extension for purpose in EXTENSIONS.values() for extension in purpose}

# Control characters, and the marks that turn text around (exe shown as if it were pdf).
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def display_name(name: str, extension: str) -> str:
    """A name safe to show and to offer for download, ending in the true extension."""
    last = re.split(r"[/\\]", name)[-1]
    # U+FFFD would only come from a broken client; lone surrogates cannot be stored.
    last = last.encode("utf-8", "ignore").decode("utf-8")
    last = _INVISIBLE.sub("", unicodedata.normalize("NFC", last)).strip()
    stem, dot, suffix = last.rpartition(".")
    if not dot or suffix.lower() not in _ACCEPTED:
        stem = last
    # A leading dot would hide the file once it is downloaded.
    return f"{stem.strip(' .')[: LONGEST - len(extension) - 1] or '未命名'}.{extension}"
