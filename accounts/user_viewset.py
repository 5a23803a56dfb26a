"""Users in Wagtail's own screens: also found by `name`, the field that Wagtail does not know of."""

from django import forms
from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.users.views.users import IndexView
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from accounts.models import User


class UserIndexView(IndexView):
    @cached_property
    def search_fields(self) -> set[str]:
        return super().search_fields | {"name"}


class UserViewSet(WagtailUserViewSet):
    index_view_class = UserIndexView


class UserFilterForm(BaseFilterForm):
    """A part of the name, Chinese ones too, which a search by words would not find."""

    q = forms.CharField(label="姓名或用户名", required=False)

    def filter(self, objects: QuerySet[User]) -> QuerySet[User]:
        part = self.cleaned_data["q"].strip()
        if not part:
            return objects
        self.is_searching, self.search_query = True, part
        return objects.filter(Q(name__icontains=part) | Q(username__icontains=part))


class UserChooseView(chooser.ChooseView):
    filter_form_class = UserFilterForm


class UserChooseResultsView(chooser.ChooseResultsView):
    filter_form_class = UserFilterForm


class UserChooserViewSet(ChooserViewSet):
    """Chooses an account in a form: a city has more of them than a drop-down list can be read through. Who may ask
    is decided at the door (catalog.admin.guard): Wagtail opens its choosers to whoever may come in."""

    model = User
    icon = "user"
    choose_one_text = "选择用户"
    choose_another_text = "换一个用户"
    edit_item_text = "编辑这个用户"
    choose_view_class = UserChooseView
    choose_results_view_class = UserChooseResultsView

    def get_object_list(self) -> QuerySet[User]:
        return User.objects.filter(is_active=True).order_by("name", "username")


user_chooser = UserChooserViewSet("user_chooser")
