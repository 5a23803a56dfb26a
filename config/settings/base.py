"""What every installation shares. Values come from the environment; the defaults are safe and need no server.

Decided here: SQLite unless DATABASE_URL says otherwise, the embedded engine unless SEARCH_URL does, everything
that is written at run time under VAR_DIR. Not here: anything that is true on one kind of machine only
(dev.py, production.py), and no secrets.
"""

import os
from pathlib import Path

import dj_database_url

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(os.environ.get("VAR_DIR", BASE_DIR / "var"))


def env_list(name: str, default: str = "") -> list[str]:
    """The comma-separated words of an environment variable."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


INSTALLED_APPS = [
    "home",
    "search",
    "catalog",
    "media",
    "accounts",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.sites",
    "accounts.apps.UsersAdminConfig",  # wagtail.users, with our viewset
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.humanize",  # only for its Chinese: Wagtail says "15 seconds ago" with it
]

MIDDLEWARE = [
    "home.middleware.CountingMiddleware",
    "home.client_address.ClientAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "home.middleware.SecurityHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "home.page_cache.PageCacheMiddleware",
    "home.middleware.KnownSiteMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "catalog.admin.refusals.RefusalMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

# How many proxies of ours stand in front, each adding a visitor's address to X-Forwarded-For (home.client_address).
TRUSTED_PROXIES = int(os.environ.get("TRUSTED_PROXIES", "0"))

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORCE_SCRIPT_NAME = os.environ.get("FORCE_SCRIPT_NAME") or None
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "home.context.site",
            ],
        },
    },
]

# SQLite: WAL lets readers go on while one writes; IMMEDIATE takes the write lock at BEGIN, so that two
# writers wait for each other instead of failing half-way. Hence no ATOMIC_REQUESTS: every read would write.
DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'db.sqlite3'}", conn_max_age=60
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON",
    }

# --- delivery: what is kept for a moment (home.page_cache, home.context) ---
# In each process by itself: what is kept is kept under a number that lies in the database, so processes agree.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 600},  # about 30 KB each
    },
}
# --- end of delivery ---

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "home.joined_files.JoinedFilesFinder",
]
MEDIA_URL = "media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Documents and videos: no public address; only media.views hands them out, after asking media.access.
    "private": {
        "BACKEND": "media.storage.PrivateFileSystemStorage",
        "OPTIONS": {"location": str(VAR_DIR / "private")},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Where nginx serves the private folder from (X-Accel-Redirect); empty: Python sends the file itself.
MEDIA_ACCEL_PREFIX = os.environ.get("MEDIA_ACCEL_PREFIX", "")

# Background work is rows in the database; `manage.py worker` does it.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

# How the catalogue is found: "embedded:" (an index in var/index, no server) or http(s)://host:9200.
SEARCH_URL = os.environ.get("SEARCH_URL") or "embedded:"
SEARCH_INDEX_DIR = VAR_DIR / "index"
# How often the worker compares the whole index with the database; it takes about a minute for 20,000 items. 0: never.
SEARCH_RECONCILE_SECONDS = int(os.environ.get("SEARCH_RECONCILE_SECONDS") or "3600")
# --- Elasticsearch: read only when SEARCH_URL is http(s)://host:9200[,http(s)://host:9200…] (docs/检索扩容.md) ---
SEARCH_INDEX_PREFIX = os.environ.get("SEARCH_INDEX_PREFIX") or "heluo"
SEARCH_CA = os.environ.get("SEARCH_CA", "")  # a file with the servers' own certificate authority
SEARCH_API_KEY = os.environ.get("SEARCH_API_KEY", "")  # or user and password
SEARCH_USER = os.environ.get("SEARCH_USER", "elastic")
SEARCH_PASSWORD = os.environ.get("SEARCH_PASSWORD", "")
SEARCH_API_RATE = int(os.environ.get("SEARCH_API_RATE", "1200"))  # a minute and address: a school shares one
SEARCH_TIMEOUT = float(os.environ.get("SEARCH_TIMEOUT", "1"))  # what a visitor waits, in seconds
SEARCH_WRITE_TIMEOUT = float(os.environ.get("SEARCH_WRITE_TIMEOUT", "30"))
SEARCH_SHARDS = int(os.environ.get("SEARCH_SHARDS", "1"))
SEARCH_REPLICAS = os.environ.get("SEARCH_REPLICAS") or "0-1"  # a copy as soon as there is a second server
# --- end of Elasticsearch ---

SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the admin previews pages in a frame of its own
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

WAGTAIL_SITE_NAME = "河洛家教"
WAGTAIL_I18N_ENABLED = False
WAGTAIL_CONTENT_LANGUAGES = [("zh-hans", "简体中文")]
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]  # one city: no choice of six hundred English names in the account
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文")]
WAGTAILADMIN_BASE_URL = os.environ.get("BASE_URL", "http://localhost:8000")
WAGTAILADMIN_USER_LOGIN_FORM = "accounts.sign_in.SignInForm"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
# Renaming a section's slug would rewrite every descendant (and crashes on SQLite at 20k pages); /r/<id> is stable.
WAGTAILREDIRECTS_AUTO_CREATE = False
WAGTAILIMAGES_IMAGE_MODEL = "media.Image"
WAGTAILDOCS_DOCUMENT_MODEL = "media.Document"
WAGTAILIMAGES_IMAGE_FORM_BASE = "media.forms.ImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "media.forms.DocumentForm"
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 52_000_000
MEDIA_MAX_VIDEO_BYTES = 4 * 1024**3
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "pptx", "xlsx", "txt"]
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "gif"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_MAX_UPLOAD_SIZE = 50 * 1024 * 1024
# --- the editors' desk ---
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "catalog.admin_search"}}
LOCALE_PATHS = [BASE_DIR / "locale"]  # what Wagtail's own Chinese leaves in English
# `manage.py check_links` asks other sites; a server without a way out says no.
CATALOG_CHECK_LINKS = os.environ.get("CATALOG_CHECK_LINKS", "") == "1"
# --- end of the editors' desk ---
# --- publication: the looks before it (catalog.publication.levels; `manage.py make_places` carries a change out) ---
CATALOG_REVIEW_LEVELS = env_list("CATALOG_REVIEW_LEVELS", "初审:county,复审:city,终审:city")
CATALOG_REVIEW_DIFFERENT_PEOPLE = os.environ.get("CATALOG_REVIEW_DIFFERENT_PEOPLE", "1") == "1"
WAGTAIL_FINISH_WORKFLOW_ACTION = "catalog.publication.finishing.publish_what_was_read"
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
# What a visitor may complain of, and how long their contact is kept (catalog.complaining).
CATALOG_COMPLAINTS_PER_HOUR = int(os.environ.get("CATALOG_COMPLAINTS_PER_HOUR", "5"))  # from one address
CATALOG_COMPLAINT_CONTACT_DAYS = int(os.environ.get("CATALOG_COMPLAINT_CONTACT_DAYS", "90"))
# --- end of publication ---
TAGGIT_CASE_INSENSITIVE = True

# --- operating: who may read /metrics besides those who know the token (home.metrics) ---
METRICS_NETWORKS = env_list("METRICS_NETWORKS", "127.0.0.1/32,::1/128")  # directly, not through a proxy
METRICS_TOKEN = os.environ.get("METRICS_TOKEN", "")  # Authorization: Bearer …
# A change that waits longer than this makes /readyz say “degraded”.
READY_LAG_SECONDS = float(os.environ.get("READY_LAG_SECONDS", "300"))
# --- end of operating ---

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "WARNING")},
}

# Another city says these differently; the codes stay.
CATALOG_COURSE_TYPES = {"LEAD": "理念引领课", "REQ": "必修课", "SELF": "自修课"}
CATALOG_PLAN_MODELS = {
    "FIVE": {"label": "五步教学法", "steps": ["视频导课", "现场讨论", "课堂总结", "拓展训练", "微课巩固"]},
    "1_30_N": {"label": "1+30+N", "steps": ["1个主题", "30分钟授课", "N个性化分析"]},
    "FREE": {"label": "自定", "steps": []},
}
# Sites whose players may be embedded (host names); empty: videos of our own only.
CATALOG_PLAYER_HOSTS = env_list("CATALOG_PLAYER_HOSTS")
# A Chinese font file for the titles on shared pictures; empty: the first that the usual places have, or no title.
CATALOG_PICTURE_FONT = os.environ.get("CATALOG_PICTURE_FONT", "")
