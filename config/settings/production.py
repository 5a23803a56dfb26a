"""A public server behind a proxy that ends TLS. Refuses to start without its secrets."""

import os

from django.core.exceptions import ImproperlyConfigured

from .base import *
from .base import env_list

DEBUG = False


def _required(name: str) -> str:
    """The value of an environment variable that has no safe default; ImproperlyConfigured when it is missing."""
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"Set {name} in the environment.")
    return value


SECRET_KEY = _required("SECRET_KEY")
_PUBLIC_HOSTS = env_list("ALLOWED_HOSTS") or [_required("ALLOWED_HOSTS")]
ALLOWED_HOSTS = [*_PUBLIC_HOSTS, "localhost"]  # docker-compose.yml asks /healthz at localhost
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS") or [f"https://{host}" for host in _PUBLIC_HOSTS]
_required("DATABASE_URL")

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = os.environ.get("SECURE_SSL_REDIRECT", "1") == "1"
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]  # asked from inside, without TLS
SECURE_HSTS_SECONDS = int(os.environ.get("SECURE_HSTS_SECONDS", str(365 * 24 * 3600)))
SECURE_HSTS_INCLUDE_SUBDOMAINS = os.environ.get("SECURE_HSTS_INCLUDE_SUBDOMAINS", "1") == "1"
SECURE_HSTS_PRELOAD = os.environ.get("SECURE_HSTS_PRELOAD", "1") == "1"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

# The admin previews pages in a frame of its own, so frames of this site are allowed (and no others).
SILENCED_SYSTEM_CHECKS = ["security.W019"]
