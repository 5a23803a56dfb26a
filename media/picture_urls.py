"""Mounted at MEDIA_URL; a web server in front may serve these two folders instead, no others."""

from django.urls import re_path

from media import views
from media.storage import PICTURES, RENDITIONS

app_name = "pictures"

urlpatterns = [
    re_path(rf"^(?P<name>(?:{PICTURES}/\d{{4}}|{RENDITIONS})/\w[\w.-]*)$", views.picture, name="picture"),
]
