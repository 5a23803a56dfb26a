"""Makes the places of the tree and gives each group its rights on them."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Site

from accounts.models import Organisation, editors_group, managers_group
from catalog.models import CountyIndexPage, KindIndexPage
from catalog.models.choices import ItemKind
from catalog.publication.chain import chain_attach

# Addresses, so frozen: see KindIndexPage.
KIND_SLUGS = {
    ItemKind.LESSON: "lessons",
    ItemKind.PLAN: "plans",
    ItemKind.ROUTE: "routes",
    ItemKind.UNIT: "units",
    ItemKind.COLLECTION: "collections",
}
PAGE_RIGHTS = ["add_page", "change_page", "publish_page"]
FILE_RIGHTS = [f"{verb}_{model}" for model in ("image", "document", "video") for verb in ("add", "choose")]


@transaction.atomic
def county_page_ensure(*, county: Organisation) -> CountyIndexPage:
    """The county's page with an index for every kind below it, and its editors' rights on them alone."""
    page = CountyIndexPage.objects.filter(organisation=county).first()
    if page is None:
        page = _front_page().add_child(
            instance=CountyIndexPage(title=county.short_name, slug=county.slug, organisation=county)
        )
        chain_attach(page)
    for kind, slug in KIND_SLUGS.items():
        if not page.get_children().filter(slug=slug).exists():
            page.add_child(instance=KindIndexPage(title=kind.label, slug=slug, kind=kind))
    group = editors_group(county)
    grant(group, page=page, rights=PAGE_RIGHTS)
    _grant_files(group, _collection_ensure(county))
    return page


def kind_index(county: Organisation, kind: str) -> KindIndexPage:
    """Where new items of this kind and county belong."""
    page = CountyIndexPage.objects.filter(organisation=county).first() or county_page_ensure(county=county)
    return KindIndexPage.objects.child_of(page).get(kind=kind)


def city_rights_ensure(*, city: Organisation) -> None:
    """The city's editors may edit everything; managers may come in and read."""
    group = editors_group(city)
    grant(group, page=_front_page(), rights=[*PAGE_RIGHTS, "lock_page", "unlock_page"])
    _grant_files(group, Collection.get_first_root_node())
    group.permissions.add(
        *Permission.objects.filter(
            content_type__app_label="catalog", codename__in=["add_theme", "change_theme", "view_theme"]
        ),
        *Permission.objects.filter(
            content_type__app_label="catalog", content_type__model__in=["sensitiveword", "misspeltword"]
        ),
    )
    _admit(managers_group())


def wagtails_own_in_chinese() -> None:
    """What Wagtail's first migrations leave: the names of the roots, and two groups with rights on the whole tree,
    which nobody here is a member of (rights come with a membership)."""
    Page.objects.filter(depth=1, title="Root").update(title="整个网站", draft_title="整个网站")
    Collection.objects.filter(depth=1, name="Root").update(name="全市共用")
    Group.objects.filter(name__in=["Editors", "Moderators"], user=None).delete()


def grant(group: Group, *, page: Page, rights: list[str]) -> None:
    """Rights of a group on a page and all below it."""
    _admit(group)
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=rights):
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def _admit(group: Group) -> None:
    group.permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    )


def _grant_files(group: Group, collection: Collection) -> None:
    for permission in Permission.objects.filter(content_type__app_label="media", codename__in=FILE_RIGHTS):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=permission
        )


def _collection_ensure(county: Organisation) -> Collection:
    root = Collection.get_first_root_node()
    found = root.get_children().filter(name=county.name).first()
    return found or root.add_child(name=county.name)


def _front_page() -> Page:
    return Site.objects.get(is_default_site=True).root_page
