"""Addresses of the front rooms that are no pages."""

from django.contrib.sitemaps.views import index as sitemap_index
from django.contrib.sitemaps.views import sitemap
from django.urls import path

from home import feeds, views
from home.sitemaps import SITEMAPS

app_name = "home"
urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", views.metrics_page, name="metrics"),
    path("care/<slug:choice>/", views.choose_care, name="care"),
    path("sitemap/", views.site_map, name="site_map"),
    path("robots.txt", views.robots, name="robots"),
    path(
        "sitemap.xml",
        sitemap_index,
        {"sitemaps": SITEMAPS, "sitemap_url_name": "home:sitemap_section"},
        name="sitemap",
    ),
    path("sitemap-<section>.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap_section"),
    path("feeds/lessons.rss", feeds.NewLessonsRss(), name="lessons_rss"),
    path("feeds/lessons.atom", feeds.NewLessonsAtom(), name="lessons_atom"),
]
