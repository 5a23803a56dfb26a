from django.urls import path

from media import views

app_name = "media"

urlpatterns = [
    path("documents/<int:pk>/<str:filename>", views.document, name="document"),
    path("videos/<int:pk>/", views.video, name="video"),
    path("videos/<int:pk>/captions.vtt", views.captions, name="captions"),
]
