"""Registers organisations, memberships and the choice of a user in the admin."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from accounts.user_viewset import user_chooser
from accounts.viewsets import PeopleGroup

register_snippet(PeopleGroup)
hooks.register("register_admin_viewset", lambda: user_chooser)
