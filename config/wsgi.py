"""The WSGI application that granian serves."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from home.metrics_folder import folder_ensure

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
# Before any app is loaded: prometheus-client looks for the folder when it is imported.
folder_ensure(settings.VAR_DIR / "metrics")
application = get_wsgi_application()
