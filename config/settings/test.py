"""The test suite: everything in memory or in a temporary folder, tasks at once, cheap password hashes."""

import os
import tempfile

os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="heluo-test-"))

from .base import *
from .base import CACHES, STORAGES, VAR_DIR

SECRET_KEY = "only-for-tests"  # noqa: S105
DEBUG = False
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
(VAR_DIR / "static").mkdir(parents=True, exist_ok=True)
WHITENOISE_AUTOREFRESH = True
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
SEARCH_INDEX_DIR = VAR_DIR / "index"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SEARCH_LIVE_INDEXING = False  # a test that means the index asks for it
# A test's transaction never commits, so nothing would ever be told to forget a kept page.
CACHES = {**CACHES, "pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
