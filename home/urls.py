"""Addresses of the front rooms that are no pages."""

from django.urls import path

from home import views

app_name = "home"
urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
]
