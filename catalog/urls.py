"""Public addresses of the catalogue outside the page tree."""

from django.urls import path

from catalog import views

app_name = "catalog"
urlpatterns = [
    path("items/", views.all_items, name="items"),
    path("kind/<slug:kind>/", views.by_kind, name="kind"),
    path("theme/<slug:code>/", views.by_theme, name="theme"),
    path("grade/<slug:code>/", views.by_grade, name="grade"),
    path("r/<slug:short_id>", views.short_address, name="short"),
]
