"""Who may look at the index and who may work on it.

Decided here: both are rights on the jobs of the index (models.IndexJob), so that a group gets them in the admin as
it gets any other: to view them is to see how the index stands, to add one is to rebuild, repair or roll back.
"""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet

from accounts.models import Organisation, editors_group


def may_see_index(user: Any) -> bool:
    return user.has_perm("search.view_indexjob") or may_work_on_index(user)


def may_work_on_index(user: Any) -> bool:
    return user.has_perm("search.add_indexjob")


def index_rights() -> QuerySet[Permission]:
    """Both, as the admin's form for groups offers them."""
    return Permission.objects.filter(
        content_type__app_label="search", codename__in=["view_indexjob", "add_indexjob"]
    )


def index_rights_ensure(*, city: Organisation) -> None:
    """The city's editors look after the index."""
    editors_group(city).permissions.add(*index_rights())
