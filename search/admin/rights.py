"""Who may look at the index, who may work on it, and whose the words of search are.

Decided here: both are rights on the jobs of the index (models.IndexJob), so that a group gets them in the admin as
it gets any other: to view them is to see how the index stands, to add one is to rebuild, repair or roll back. The words
are the city's, since a search knows no counties: its editors write them, managers read them, a county's editors have
no part in them.
"""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet

from accounts.models import Organisation, editors_group, managers_group

# What the city's editors write, and what they only read: what was asked is counted, not written.
WORDS = ("synonym", "helpcard", "pinnedresult", "suggestedquery")
COUNTED = ("wish", "askedquery")


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


def words_rights_ensure(*, city: Organisation) -> None:
    """The city's editors keep the words of search; managers see them and what is asked."""
    of_search = Permission.objects.filter(content_type__app_label="search")
    views = of_search.filter(codename__in=[f"view_{model}" for model in (*WORDS, *COUNTED)])
    writes = [f"{verb}_{model}" for verb in ("add", "change", "delete") for model in WORDS]
    editors_group(city).permissions.add(
        *views, *of_search.filter(codename__in=[*writes, "change_searchwords"])
    )
    managers_group().permissions.add(*views)
