"""Asked before any address of the admin runs: is every page that it names within the user's reach?

Wagtail asks each view for itself, mostly for the page alone, and sends who may not back to the front screen.
Decided here: an admin address that names a page of another county answers 403, whatever it would do; so does
one of whose several ids one only is the user's (a bulk action, a move), and one whose task of a workflow belongs
to another page than it says. A chooser shows the world what visitors see, and beyond that only one's own. What
may be done with a page that is within reach stays Wagtail's to decide.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page, TaskState
from wagtail.permissions import policy_registry

from catalog.admin.rights import is_editor, is_within_reach, reads_all, seeable_pages
from catalog.admin.whole_lists import why_not_all

# What the addresses of Wagtail's page views call the ids of pages.
PAGE_IDS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id")
OF_PAGES = ("wagtailadmin_pages:", "wagtailadmin_explore", "wagtailadmin_api:pages:")
CHOOSERS = ("wagtailadmin_choose_page_child", "wagtailadmin_choose_page_chosen_multiple")
BULK = "wagtail_bulk_action"
# Lists that Wagtail opens to whoever may enter: of people, of the latest edited page of all counties, of tasks, and
# the question where to make something, asked of those who make nothing.
SNIPPET_CHOOSER = "wagtailsnippetchoosers_"
# What forms let editors choose from.
OPEN_CHOOSERS = tuple(
    f"{SNIPPET_CHOOSER}{model}:" for model in ("catalog_theme", "catalog_grade", "accounts_organisation")
)
FOR_THE_CITY = "wagtailadmin_reports:page_types_usage"
FOR_KEEPERS_OF_PEOPLE = "user_chooser:"
FOR_KEEPERS_OF_WORKFLOWS = "wagtailadmin_workflows:task_cho"
FOR_EDITORS = ":choose_parent"


def only_within_reach(view: Callable[..., Any]) -> Callable[..., Any]:
    """Decorates every address of the admin (config.urls)."""

    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        # Who may not come in at all is sent to the door by Wagtail.
        if request.user.has_perm("wagtailadmin.access_admin") and not _within_reach(request, kwargs):
            return _refusal(request)
        if why_not := _why_not_all(request, kwargs):
            messages.error(request, why_not)
            return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_home")
        return view(request, *args, **kwargs)

    return guarded


def _within_reach(request: HttpRequest, ids: dict[str, Any]) -> bool:
    name = request.resolver_match.view_name if request.resolver_match else ""
    if name.endswith(FOR_EDITORS):
        return is_editor(request.user)
    if name.startswith(OF_PAGES):
        named = _numbers(ids[key] for key in (*PAGE_IDS, "pk") if key in ids)
        return _pages_are_theirs(request.user, named) and _task_belongs(ids)
    if name == BULK:
        return _bulk_is_theirs(request, ids)
    if name in CHOOSERS:
        named = _numbers([*request.GET.getlist("id"), *ids.values()])
        return seeable_pages(request.user).filter(pk__in=named).count() == _existing(named)
    if name.startswith(SNIPPET_CHOOSER) and not name.startswith(OPEN_CHOOSERS):
        return _may_see_rows(request.user, name)
    if name.startswith(FOR_THE_CITY):
        return reads_all(request.user) and is_editor(request.user)
    if name.startswith(FOR_KEEPERS_OF_PEOPLE):
        return bool(request.user.has_perm("accounts.change_membership"))
    if name.startswith(FOR_KEEPERS_OF_WORKFLOWS):
        return bool(request.user.has_perm("wagtailcore.change_workflow"))
    return True


def _why_not_all(request: HttpRequest, ids: dict[str, Any]) -> str:
    is_of_pages = (ids.get("app_label"), ids.get("model_name")) == ("wagtailcore", "page")
    return why_not_all(request, ids["action"]) if is_of_pages and "action" in ids else ""


def _pages_are_theirs(user: Any, named: set[int]) -> bool:
    """A page that is not there is nobody's secret: Wagtail says so itself."""
    return all(is_within_reach(user, page) for page in Page.objects.filter(pk__in=named))


def _task_belongs(ids: dict[str, Any]) -> bool:
    """Wagtail asks whether the user may approve the page, and then approves whatever the task is about."""
    if "task_state_id" not in ids:
        return True
    state = TaskState.objects.filter(pk=ids["task_state_id"]).select_related("revision").first()
    return state is None or str(state.revision.object_id) == str(ids["page_id"])


def _bulk_is_theirs(request: HttpRequest, ids: dict[str, Any]) -> bool:
    """Of every id, and of the place whose children "all" means. Wagtail would go on with those that may, and
    list the titles of those that may not."""
    wanted = request.GET.getlist("id")
    named = _numbers(value for value in [*wanted, request.GET.get("childOf", "")] if value not in ("", "all"))
    if (ids["app_label"], ids["model_name"]) == ("wagtailcore", "page"):
        return _pages_are_theirs(request.user, named)
    policy = policy_registry.get_by_type(_model(ids))
    theirs = policy.instances_user_has_any_permission_for(request.user, ["change", "delete"])
    return theirs.filter(pk__in=named).count() == _model(ids)._default_manager.filter(pk__in=named).count()


def _may_see_rows(user: Any, name: str) -> bool:
    """Wagtail's chooser of a model asks for no right at all."""
    app_label, model_name = name.removeprefix(SNIPPET_CHOOSER).split(":")[0].split("_", 1)
    policy = policy_registry.get_by_type(apps.get_model(app_label, model_name))
    return bool(policy.user_has_any_permission(user, {"add", "change", "delete", "view"}))


def _model(ids: dict[str, Any]) -> Any:
    try:
        return apps.get_model(ids["app_label"], ids["model_name"])
    except LookupError as unknown:
        raise Http404 from unknown


def _numbers(values: Iterable[Any]) -> set[int]:
    try:
        return {int(value) for value in values}
    except ValueError as word:
        raise Http404 from word


def _existing(named: set[int]) -> int:
    return Page.objects.filter(pk__in=named).count()


def _refusal(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "catalog/admin/forbidden.html", status=403)
