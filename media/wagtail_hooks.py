"""Only registers; see `media.viewsets` and `media.access`."""

from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from wagtail import hooks

from media.admin_api import DocumentsViewSet, ImagesViewSet
from media.models import Document, Video
from media.viewsets import GroupVideoPermissionFormSet, video_chooser_viewset, video_viewset


@hooks.register("register_admin_viewset")
def register_video_viewsets() -> list[Any]:
    return [video_viewset, video_chooser_viewset]


@hooks.register("register_group_permission_panel")
def register_video_permission_panel() -> Any:
    return GroupVideoPermissionFormSet


@hooks.register("construct_admin_api", order=100)
def show_the_api_only_ones_own_files(router: Any) -> None:
    """After Wagtail's own, which it takes the place of."""
    router.register_endpoint("documents", DocumentsViewSet)
    router.register_endpoint("images", ImagesViewSet)


@hooks.register("describe_collection_contents")
def describe_collection_videos(collection: Any) -> dict[str, Any] | None:
    count = Video.objects.filter(collection=collection).count()
    if not count:
        return None
    url = f"{reverse(video_viewset.get_url_name('index'))}?collection={collection.pk}"
    return {"count": count, "count_text": f"{count}个视频", "url": url}


@hooks.register("before_serve_document", order=-100)
def send_to_our_address(document: Document, request: HttpRequest) -> HttpResponseRedirect:
    """Should Wagtail's serve view ever be mounted, it hands out nothing by itself."""
    return HttpResponseRedirect(document.url)
