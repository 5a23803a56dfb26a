"""Addresses of the interface for programs."""

from django.urls import path, re_path

from search.api import api, docs
from search.problems import telling_problems, unknown

_paths, _app, _namespace = api.urls
for _path in _paths:
    if _path.callback:
        _path.callback = telling_problems(_path.callback)

urlpatterns = [
    path("docs", docs, name="api_docs"),
    path("", (_paths, _app, _namespace)),
    re_path("", unknown),
]
