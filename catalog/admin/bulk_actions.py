"""What can be done to many items at once from a list: 改主题年级.

Decided here: the permission to edit is asked of every item; of items that are not the user's only the number is
said, never a title.
"""

from typing import Any

from wagtail.log_actions import log
from wagtail.models import Page

from catalog.admin.term_forms import RetagForm
from catalog.admin.whole_lists import WholeListAction
from catalog.models import CatalogPage
from catalog.retagging import items_retag


class RetagBulkAction(WholeListAction):
    display_name = "改主题年级"
    action_type = "retag"
    aria_label = "改所选资源的主题和年级"
    template_name = "catalog/admin/retag.html"
    form_class = RetagForm
    action_priority = 15

    def check_perm(self, page: Page) -> bool:
        is_item = issubclass(page.specific_class or Page, CatalogPage)
        return bool(is_item and page.permissions_for_user(self.request.user).can_edit())

    def get_execution_context(self) -> dict[str, Any]:
        return {**super().get_execution_context(), **self.cleaned_form.cleaned_data}

    @classmethod
    def execute_action(cls, objects: list[Page], user: Any = None, **tags: Any) -> tuple[int, int]:
        items = CatalogPage.objects.filter(pk__in=[page.pk for page in objects])
        number = items_retag(items=items, **tags)
        for page in objects:
            log(page, "wagtail.edit", user=user, content_changed=True)
        return number, 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        return f"已改{num_parent_objects}项资源的主题和年级，草稿里的也一起改了。"
