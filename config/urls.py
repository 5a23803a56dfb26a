"""Every address of the site, room by room. The page tree comes last and takes what is left."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

handler500 = "home.views.server_fault"
urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("media/", include("media.picture_urls")),
    path("files/", include("media.urls")),
    path("api/v1/", include("search.api_urls")),
    path("search/", include("search.urls")),
    path("", include("catalog.urls")),
    path("", include("home.urls")),
    path("", include(wagtail_urls)),
]
