"""Registers organisations and memberships in the admin."""

from wagtail.snippets.models import register_snippet

from accounts.viewsets import PeopleGroup

register_snippet(PeopleGroup)
