"""Organisations and memberships in the admin, for those who may change them."""

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from accounts.models import Membership, Organisation


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    icon = "site"
    list_display = ["name", "code", "kind", "parent"]
    list_filter = ["kind"]
    search_fields = ["name", "code"]
    ordering = ["code"]
    panels = [FieldPanel("code"), FieldPanel("name"), FieldPanel("kind"), FieldPanel("parent")]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return Organisation.objects.select_related("parent")


class MembershipViewSet(SnippetViewSet):
    model = Membership
    icon = "user"
    list_display = ["user", "organisation", "role"]
    list_filter = ["role"]
    search_fields = ["user__username", "user__name", "organisation__name"]
    panels = [FieldPanel("user"), FieldPanel("organisation"), FieldPanel("role")]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return Membership.objects.select_related("user", "organisation")


class PeopleGroup(SnippetViewSetGroup):
    menu_label = "机构与任职"
    menu_icon = "group"
    items = (OrganisationViewSet, MembershipViewSet)
