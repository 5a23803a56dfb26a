"""Public addresses of the catalogue outside the page tree."""

from django.urls import path

from catalog import complaint_views, cover_views, views

app_name = "catalog"
urlpatterns = [
    path("items/", views.all_items, name="items"),
    path("favourites/", views.favourites, name="favourites"),
    path("kind/<slug:kind>/", views.by_kind, name="kind"),
    path("theme/<slug:code>/", views.by_theme, name="theme"),
    path("grade/<slug:code>/", views.by_grade, name="grade"),
    path("r/<slug:short_id>", views.short_address, name="short"),
    path("r/<slug:short_id>/qr.svg", cover_views.qr_code, name="qr"),
    path("complain/<slug:short_id>/", complaint_views.complain, name="complain"),
    path("complain/received/<str:number>/", complaint_views.received, name="complaint_received"),
    path("cover/<slug:short_id>.<slug:version>.svg", cover_views.cover, name="cover"),
    path("share/<slug:short_id>.<slug:version>.png", cover_views.share, name="share_picture"),
    path("poster/<slug:short_id>.<slug:version>.png", cover_views.share_poster, name="share_poster"),
]
