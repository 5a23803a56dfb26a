"""The desk's entries in the admin's menus, shown to those who may change something."""

from typing import Any

from django.urls import reverse_lazy
from wagtail.admin.menu import MenuItem

from catalog.admin.rights import is_editor


class EditorsMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return is_editor(request.user)


def to_complete() -> MenuItem:
    return EditorsMenuItem(
        "待补", reverse_lazy("desk:to_complete"), name="desk-to-complete", icon_name="warning", order=100
    )


def coverage() -> MenuItem:
    return EditorsMenuItem(
        "主题与学段覆盖", reverse_lazy("desk:coverage"), name="desk-coverage", icon_name="table", order=110
    )


def sheet_upload() -> MenuItem:
    return EditorsMenuItem(
        "导入汇总表", reverse_lazy("desk:sheet_upload"), name="desk-sheet", icon_name="upload", order=100
    )
