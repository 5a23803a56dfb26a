"""The desk's entries in the admin's menus, shown to those who may use them."""

from typing import Any

from django.urls import reverse_lazy
from wagtail.admin.menu import MenuItem

from catalog.admin.rights import is_editor, is_reader


class EditorsMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return is_editor(request.user)


class ReadersMenuItem(MenuItem):
    """For managers, too."""

    def is_shown(self, request: Any) -> bool:
        return is_reader(request.user)


def to_complete() -> MenuItem:
    return ReadersMenuItem(
        "待补", reverse_lazy("desk:to_complete"), name="desk-to-complete", icon_name="warning", order=100
    )


def coverage() -> MenuItem:
    return ReadersMenuItem(
        "主题与学段覆盖", reverse_lazy("desk:coverage"), name="desk-coverage", icon_name="table", order=110
    )


def this_month() -> MenuItem:
    return ReadersMenuItem(
        "本月新增与撤下", reverse_lazy("desk:month"), name="desk-month", icon_name="calendar-alt", order=120
    )


def sheet_upload() -> MenuItem:
    return EditorsMenuItem(
        "导入汇总表", reverse_lazy("desk:sheet_upload"), name="desk-sheet", icon_name="upload", order=100
    )


def complaints() -> MenuItem:
    return EditorsMenuItem(
        "投诉", reverse_lazy("desk:complaints"), name="desk-complaints", icon_name="mail", order=110
    )


def without_english_help(request: Any, menu_items: list[MenuItem]) -> None:
    """Wagtail's news and guide are in English, and would ask for attention with a number (construct_help_menu)."""
    english = ("whats-new-in-wagtail", "editor-guide")
    menu_items[:] = [item for item in menu_items if not item.name.startswith(english)]
