"""One machine, plain http, no environment needed: `make demo` and a developer's `manage.py`."""

import contextlib
import os
import secrets

from .base import *
from .base import BASE_DIR, STORAGES, VAR_DIR

DEBUG = os.environ.get("DEBUG") == "1"
ALLOWED_HOSTS = ["*"]


def _secret_key() -> str:
    """A key made on this machine at the first start and kept in var/, so that no key is in the repository."""
    path = VAR_DIR / "secret-key"
    try:
        return path.read_text()
    except FileNotFoundError:
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        candidate = path.with_suffix(f".{os.getpid()}")
        candidate.touch(mode=0o600)
        candidate.write_text(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):
            os.link(candidate, path)  # the first of several processes wins; all read the winner's key
        candidate.unlink()
        return path.read_text()


SECRET_KEY = os.environ.get("SECRET_KEY") or _secret_key()

# Static files straight from their sources: no collect step between a change and the page.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
(VAR_DIR / "static").mkdir(parents=True, exist_ok=True)
WHITENOISE_AUTOREFRESH = DEBUG
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
SILENCED_SYSTEM_CHECKS: list[str] = []
LOCALE_PATHS = [BASE_DIR / "locale"]
