"""The site's addresses with the interface, until config/urls.py includes it."""

from django.urls import include, path

from config.urls import urlpatterns as site

urlpatterns = [path("api/v1/", include("search.api_urls")), *site]
