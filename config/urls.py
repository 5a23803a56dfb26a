"""Every address of the site, room by room. The page tree comes last and takes what is left."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from catalog.admin.guard import only_within_reach
from catalog.admin.keywords import autocomplete

admin_addresses = decorate_urlpatterns(wagtailadmin_urls.urlpatterns, only_within_reach)

handler500 = "home.views.server_fault"
urlpatterns = [
    # In the place of Wagtail's, under their names.
    path("admin/tag-autocomplete/", autocomplete, name="wagtailadmin_tag_autocomplete"),
    path(
        "admin/tag-autocomplete/<slug:app_name>/<slug:model_name>/",
        autocomplete,
        name="wagtailadmin_tag_model_autocomplete",
    ),
    path("admin/", include(admin_addresses)),
    path("media/", include("media.picture_urls")),
    path("files/", include("media.urls")),
    path("api/v1/", include("search.api_urls")),
    path("search/", include("search.urls")),
    path("", include("catalog.urls")),
    path("", include("home.urls")),
    path("", include(wagtail_urls)),
]
