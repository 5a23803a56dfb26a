"""Addresses of the interface for programs."""

from django.urls import path

from search.api import api, docs

urlpatterns = [path("docs", docs, name="api_docs"), path("", api.urls)]
