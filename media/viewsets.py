"""Videos in the admin: a list with upload and edit, and a chooser for other forms.

Wagtail's generic views ask a permission of the model only. Videos lie in collections, as
pictures and documents do, so every view here also asks it of the video at hand.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from wagtail.admin.forms.collections import collection_member_permission_formset_factory
from wagtail.admin.ui.tables import DateColumn
from wagtail.admin.views.generic import CreateView, DeleteView, EditView, IndexView, UsageView
from wagtail.admin.views.generic.chooser import (
    ChooseResultsView,
    ChooseView,
    ChosenMultipleView,
    ChosenView,
)
from wagtail.admin.views.generic.chooser import CreateView as ChooserCreateView
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from media.forms import VideoForm
from media.models import Video


def _videos_for(user: Any, *actions: str) -> QuerySet[Video]:
    policy = policy_registry.get_by_type(Video)
    return policy.instances_user_has_any_permission_for(user, list(actions))


class ThisVideoMixin:
    """Ask the required permission of this video, not only of videos in general."""

    instance_permission = "change"
    request: Any

    def get_object(self, *args: Any, **kwargs: Any) -> Video:
        video: Video = super().get_object(*args, **kwargs)  # type: ignore[misc]
        policy = policy_registry.get_by_type(Video)
        if not policy.user_has_permission_for_instance(self.request.user, self.instance_permission, video):
            raise PermissionDenied
        return video


class UserFormMixin:
    """The form needs the user: for the collections on offer and for who uploaded."""

    request: Any

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}  # type: ignore[misc]


class VideoIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet[Video]:
        return super().get_base_queryset().filter(pk__in=_videos_for(self.request.user, "change", "delete"))


class VideoCreateView(UserFormMixin, CreateView):
    pass


class VideoEditView(ThisVideoMixin, UserFormMixin, EditView):
    pass


class VideoDeleteView(ThisVideoMixin, DeleteView):
    instance_permission = "delete"


class VideoUsageView(ThisVideoMixin, UsageView):
    pass


class VideoHistoryView(ThisVideoMixin, HistoryView):
    pass


class VideoViewSet(ModelViewSet):
    model = Video
    icon = "media"
    menu_label = "视频"
    menu_order = 350
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = VideoIndexView
    add_view_class = VideoCreateView
    edit_view_class = VideoEditView
    delete_view_class = VideoDeleteView
    usage_view_class = VideoUsageView
    history_view_class = VideoHistoryView
    list_display = ["title", "duration_seconds", DateColumn("created_at", label="上传时间")]
    list_filter = ["collection"]
    search_fields = ["title"]

    def get_form_class(self, for_update: bool = False) -> type[VideoForm]:
        return VideoForm


class ChoosableMixin:
    request: Any

    def get_object_list(self) -> QuerySet[Video]:
        return _videos_for(self.request.user, "choose")


class CreationFormMixin:
    """The same upload form inside the chooser."""

    request: Any

    def get_creation_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_creation_form_kwargs()  # type: ignore[misc]
        return {**kwargs, "user": self.request.user, "prefix": "video-chooser-upload"}

    def get_creation_form(self) -> Any:
        # Without the permission the form could not even be built: no collection to offer.
        view: Any = super()
        return view.get_creation_form() if view.can_create() else None


class VideoChooseView(ChoosableMixin, CreationFormMixin, ChooseView):
    pass


class VideoChooseResultsView(ChoosableMixin, CreationFormMixin, ChooseResultsView):
    pass


class VideoChosenView(ThisVideoMixin, ChosenView):
    instance_permission = "choose"


class VideoChosenMultipleView(ChosenMultipleView):
    def get_objects(self, pks: list[str]) -> QuerySet[Video]:
        return _videos_for(self.request.user, "choose").filter(pk__in=pks)


class VideoChooserCreateView(CreationFormMixin, ChooserCreateView):
    pass


class VideoChooserViewSet(ChooserViewSet):
    model = Video
    icon = "media"
    choose_one_text = "选一个视频"
    choose_another_text = "换一个视频"
    edit_item_text = "编辑这个视频"
    creation_tab_label = "上传"
    create_action_label = "上传"
    create_action_clicked_label = "正在上传…"
    creation_form_class = VideoForm
    choose_view_class = VideoChooseView
    choose_results_view_class = VideoChooseResultsView
    chosen_view_class = VideoChosenView
    chosen_multiple_view_class = VideoChosenMultipleView
    create_view_class = VideoChooserCreateView


video_viewset = VideoViewSet("videos")
video_chooser_viewset = VideoChooserViewSet("video_chooser")

GroupVideoPermissionFormSet = collection_member_permission_formset_factory(
    Video,
    [
        ("add_video", "上传", "上传视频，编辑自己上传的"),
        ("change_video", "编辑", "编辑所有视频"),
        ("choose_video", "选用", "在选择框里选用视频"),
    ],
    "media/_video_permissions.html",
)
