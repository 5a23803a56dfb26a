"""Who may do what: the one table of roles, states and addresses (docs: reliability, "who may do what").

Every address that the site answers at stands here under its name. An address of our own packages that does not
is a failing test; so is one of Wagtail's, because it is mounted at ours. A new role, state or address is a line
here and nothing else. What the words mean is walked in test_walk.py.
"""

from dataclasses import dataclass

ANONYMOUS = "anonymous"
DEACTIVATED = "deactivated"
MANAGER = "manager"  # 只读管理
OWN = "editor of the item's county"
OTHER = "editor of another county"
CITY = "city editor"
SUPERUSER = "superuser"
ROLES = (ANONYMOUS, DEACTIVATED, MANAGER, OWN, OTHER, CITY, SUPERUSER)

DRAFT, SUBMITTED, LIVE, CHANGED, UNPUBLISHED, EXPIRED, PRIVATE = STATES = (
    "draft",
    "submitted",
    "live",
    "live with newer draft",
    "unpublished",
    "expired",
    "private",
)
# What a visitor sees.
SHOWN = (LIVE, CHANGED)
NOT_IN_REVIEW = tuple(state for state in STATES if state != SUBMITTED)

EVERYBODY = frozenset(ROLES)
NOBODY: frozenset[str] = frozenset()
STAFF = frozenset({MANAGER, OWN, OTHER, CITY, SUPERUSER})
EDITORS = STAFF - {MANAGER}
OF_THE_ITEM = EDITORS - {OTHER}
OF_THE_CITY = frozenset({CITY, SUPERUSER})
ADMINISTRATOR = frozenset({SUPERUSER})
READERS_OF_WORDS = OF_THE_CITY | {MANAGER}
FIRST_LOOK = frozenset({OWN, SUPERUSER})


@dataclass(frozen=True)
class Row:
    """`takes`: the objects whose ids stand in the address, as test_walk.py names them; `asked`: what follows
    the question mark. `post`: the address does something and knows no GET."""

    may: frozenset[str]
    takes: tuple[str, ...] = ()
    asked: tuple[tuple[str, str], ...] = ()
    post: bool = False


def _rows(may: frozenset[str], **names: tuple[str, ...] | Row) -> dict[str, Row]:
    return {name: row if isinstance(row, Row) else Row(may, row) for name, row in names.items()}


def _screens(of: str, model: str, *, without: tuple[str, ...] = ()) -> dict[str, tuple[str, ...]]:
    """The screens that Wagtail's viewsets give every model, at `of:…`; `model` is what stands in their addresses."""
    actions = ("list", "list_results", "add", "edit", "delete", "usage", "history", "history_results", "copy")
    plain = ("list", "list_results", "add")
    return {f"{of}:{name}": () if name in plain else (model,) for name in actions if name not in without}


def _chooser(of: str, model: str, *, making: bool = True) -> dict[str, tuple[str, ...]]:
    """The addresses of a chooser; `making` is the form in it that makes a new one."""
    plain = ("choose", "choose_results", "chosen_multiple", *(("create",) if making else ()))
    return {**{f"{of}:{name}": () for name in plain}, f"{of}:chosen": (model,)}


ITEM = ("item",)
PLACE = ("place",)

# --- one item: asked in every state -----------------------------------------------------------------------

OF_ITEM: dict[str, Row] = {
    "wagtailadmin_explore": Row(OF_THE_ITEM, ITEM),
    "wagtailadmin_explore_results": Row(OF_THE_ITEM, ITEM),
    "wagtailadmin_pages:edit": Row(OF_THE_ITEM, ITEM),
    "wagtailadmin_pages:preview_on_edit": Row(OF_THE_ITEM, ITEM),
    "wagtailadmin_pages:view_draft": Row(OF_THE_ITEM, ITEM),
    "wagtailadmin_pages:usage": Row(OF_THE_ITEM, ITEM),
    "wagtailadmin_pages:history": Row(OF_THE_ITEM, ITEM),
    "wagtailadmin_pages:history_results": Row(OF_THE_ITEM, ITEM),
    "wagtailadmin_pages:workflow_history": Row(OF_THE_ITEM, ITEM),
    "wagtailadmin_pages:revisions_index": Row(OF_THE_ITEM, ITEM),
    "wagtailadmin_pages:revisions_view": Row(OF_THE_ITEM, ("item", "revision")),
    "wagtailadmin_pages:revisions_revert": Row(OF_THE_ITEM, ("item", "revision")),
    "wagtailadmin_pages:revisions_unschedule": Row(OF_THE_ITEM, ("item", "revision")),
    "wagtailadmin_pages:revisions_compare": Row(OF_THE_ITEM, ("item", "earliest", "latest")),
    "wagtailadmin_pages:copy": Row(OF_THE_ITEM, ITEM),
    "wagtailadmin_pages:move": Row(OF_THE_ITEM, ITEM),
    "wagtailadmin_pages:delete": Row(OF_THE_ITEM, ITEM),
    "wagtailadmin_pages:set_privacy": Row(OF_THE_ITEM, ITEM),
    "wagtailadmin_pages:confirm_workflow_cancellation": Row(OF_THE_ITEM, ITEM),
    # Withdrawing asks for a reason; Wagtail's ways asked for none, so they are nobody's.
    "wagtailadmin_pages:unpublish": Row(NOBODY, ITEM),
    "desk:withdraw": Row(OF_THE_ITEM, ITEM),
    "wagtailadmin_api:pages:detail": Row(OF_THE_ITEM, ITEM),
    "wagtailadmin_editing_sessions:ping": Row(
        OF_THE_ITEM, ("=catalog", "=lessonpage", "item", "=0"), post=True
    ),
    "wagtail_bulk_action delete": Row(OF_THE_ITEM, ("=wagtailcore", "=page", "=delete"), (("id", "item"),)),
    "wagtail_bulk_action move": Row(OF_THE_ITEM, ("=wagtailcore", "=page", "=move"), (("id", "item"),)),
    "wagtail_bulk_action publish": Row(OF_THE_ITEM, ("=wagtailcore", "=page", "=publish"), (("id", "item"),)),
    "wagtail_bulk_action unpublish": Row(
        OF_THE_ITEM, ("=wagtailcore", "=page", "=unpublish"), (("id", "item"),)
    ),
    "wagtail_bulk_action approve": Row(
        OF_THE_ITEM, ("=wagtailcore", "=page", "=approve_look"), (("id", "item"),)
    ),
    "wagtail_bulk_action return": Row(
        OF_THE_ITEM, ("=wagtailcore", "=page", "=return_look"), (("id", "item"),)
    ),
    "wagtail_bulk_action retag": Row(OF_THE_ITEM, ("=wagtailcore", "=page", "=retag"), (("id", "item"),)),
}

# What only some states know: who may, when the item is in one of them; nobody otherwise.
IN_SOME_STATES: dict[str, tuple[Row, tuple[str, ...]]] = {
    # While it is being reviewed, the review has the lock.
    "wagtailadmin_pages:lock": (Row(OF_THE_CITY, ITEM, post=True), NOT_IN_REVIEW),
    "wagtailadmin_pages:unlock": (Row(OF_THE_CITY, ITEM, post=True), NOT_IN_REVIEW),
    # Choosers show what a visitor sees, and one's own.
    "wagtailadmin_choose_page_child": (Row(STAFF, ITEM), SHOWN),
    "wagtailadmin_choose_page_chosen_multiple": (Row(STAFF, (), (("id", "item"),)), SHOWN),
}

# Addresses for visitors: everybody when the item is shown, nobody otherwise. Files are also for whoever may
# choose them, so they are asked by those who may not.
FOR_VISITORS: dict[str, tuple[str, ...]] = {
    "wagtail_serve": ("address",),
    "catalog:short": ("short",),
    "catalog:qr": ("short",),
    "catalog:complain": ("short",),
    "catalog:cover": ("short", "version"),
    "catalog:share_picture": ("short", "version"),
    "catalog:share_poster": ("short", "version"),
    "media:document": ("document", "=name.pdf"),
    "media:video": ("video",),
    "media:captions": ("video",),
    "search_api:item": ("short",),
}

# --- places, files, words, people: not an item's state ----------------------------------------------------

LESSON = ("=catalog", "=lessonpage")
VIDEO = ("video",)
IMAGE = ("image",)
DOCUMENT = ("document",)

ELSEWHERE: dict[str, Row] = {
    # Below a county's place.
    **_rows(
        OF_THE_ITEM,
        **{
            "wagtailadmin_pages:add": (*LESSON, "place"),
            "wagtailadmin_pages:preview_on_add": (*LESSON, "place"),
            "wagtailadmin_pages:add_subpage": PLACE,
            "wagtailadmin_pages:set_page_position": Row(OF_THE_ITEM, ITEM, post=True),
            "wagtailadmin_pages:move_confirm": ("item", "sister place"),
            "wagtailadmin_pages:workflow_history_detail": ("submitted", "workflow state"),
        },
    ),
    # The first look is the county's (CATALOG_REVIEW_LEVELS); tests/catalog/publication walks the later ones.
    "wagtailadmin_pages:workflow_action": Row(FIRST_LOOK, ("submitted", "=approve", "task state")),
    "wagtailadmin_pages:collect_workflow_action_data": Row(
        FIRST_LOOK, ("submitted", "=reject", "task state")
    ),
    "wagtailadmin_pages:workflow_preview": Row(FIRST_LOOK, ("submitted", "task")),
    "wagtailadmin_api:pages:action": Row(NOBODY, ("item", "=unpublish"), post=True),
    # Lists that show what is the reader's own (test_lists.py), reports.
    **_rows(
        EDITORS,
        **{
            "wagtailadmin_explore_root": (),
            "wagtailadmin_pages:type_use": LESSON,
            "wagtailadmin_pages:type_use_results": LESSON,
            "wagtailadmin_pages:choose_parent": LESSON,
            "wagtailadmin_pages:search": (),
            "wagtailadmin_pages:search_results": (),
            "wagtailadmin_reports:workflow": (),
            "wagtailadmin_reports:workflow_results": (),
            "wagtailadmin_reports:workflow_tasks": (),
            "wagtailadmin_reports:workflow_tasks_results": (),
            "wagtailadmin_reports:aging_pages": (),
            "wagtailadmin_reports:aging_pages_results": (),
            "desk:sheet_upload": (),
            "desk_lessons:choose_parent": (),
            "desk_plans:choose_parent": (),
            "desk_routes:choose_parent": (),
            "desk_units:choose_parent": (),
            "desk_collections:choose_parent": (),
            "wagtailimages:index": (),
            "wagtailimages:index_results": (),
            "wagtailimages:add": (),
            "wagtailimages:add_multiple": (),
            "wagtaildocs:index": (),
            "wagtaildocs:index_results": (),
            "wagtaildocs:add": (),
            "wagtaildocs:add_multiple": (),
            "videos:index": (),
            "videos:index_results": (),
            "videos:add": (),
            "video_chooser:create": (),
            "wagtailimages_chooser:create": (),
            "wagtaildocs_chooser:create": (),
        },
    ),
    # Lists and reports that managers read, too.
    **_rows(
        STAFF,
        **{
            "desk:to_complete": (),
            "desk:to_complete_results": (),
            "desk:coverage": (),
            "desk:coverage_results": (),
            "desk_lessons:index": (),
            "desk_lessons:index_results": (),
            "desk_plans:index": (),
            "desk_plans:index_results": (),
            "desk_routes:index": (),
            "desk_routes:index_results": (),
            "desk_units:index": (),
            "desk_units:index_results": (),
            "desk_collections:index": (),
            "desk_collections:index_results": (),
            "desk:month": (),
            "desk:month_results": (),
        },
    ),
    # A county's upload of a sheet is one person's (test_sheet_import.py); here it is the own county's editor's.
    "desk:sheet_preview": Row(frozenset({OWN}), ("sheet",)),
    "desk:sheet_marked": Row(frozenset({OWN}), ("sheet",)),
    "desk:sheet_confirm": Row(frozenset({OWN}), ("sheet",), post=True),
    "desk:sheet_result": Row(frozenset({OWN}), ("sheet",)),
    # Files of the own county's editor.
    **_rows(
        frozenset({OWN, SUPERUSER}),
        **{
            "wagtailimages:edit": IMAGE,
            "wagtailimages:delete": IMAGE,
            "wagtailimages:image_usage": IMAGE,
            "wagtailimages:preview": ("image", "=width-100"),
            "wagtailimages:edit_multiple": Row(frozenset({OWN, SUPERUSER}), IMAGE, post=True),
            "wagtailimages:delete_multiple": Row(frozenset({OWN, SUPERUSER}), IMAGE, post=True),
            "wagtaildocs:edit": DOCUMENT,
            "wagtaildocs:delete": DOCUMENT,
            "wagtaildocs:document_usage": DOCUMENT,
            "wagtaildocs:edit_multiple": Row(frozenset({OWN, SUPERUSER}), DOCUMENT, post=True),
            "wagtaildocs:delete_multiple": Row(frozenset({OWN, SUPERUSER}), DOCUMENT, post=True),
            "videos:edit": VIDEO,
            "videos:delete": VIDEO,
            "videos:usage": VIDEO,
            "videos:history": VIDEO,
            "videos:history_results": VIDEO,
        },
    ),
    # Half-finished uploads are for who began them: these for nobody else.
    **{
        f"wagtail{kind}s:{name}": Row(frozenset({OWN}), (f"{kind} upload",), post=True)
        for kind, names in {
            "image": ("create_multiple_from_uploaded_image", "delete_upload_multiple"),
            "doc": ("create_multiple_from_uploaded_document", "delete_upload_multiple"),
        }.items()
        for name in names
    },
    # Choosing is the county's and the city's.
    **_rows(
        OF_THE_ITEM,
        **{
            "wagtailimages_chooser:chosen": IMAGE,
            "wagtailimages_chooser:select_format": IMAGE,
            "wagtaildocs_chooser:chosen": DOCUMENT,
            "video_chooser:chosen": VIDEO,
            "wagtailadmin_api:images:detail": IMAGE,
            "wagtailadmin_api:documents:detail": DOCUMENT,
        },
    ),
    # Lists within: what is in them is asked in test_lists.py.
    **_rows(
        STAFF,
        **{
            "wagtailadmin_home": (),
            "wagtailadmin_account": (),
            "wagtailadmin_logout": Row(STAFF, (), post=True),
            "wagtailadmin_dismissibles": (),
            "wagtailadmin_choose_page": (),
            "wagtailadmin_choose_page_search": (),
            "wagtailadmin_choose_page_external_link": (),
            "wagtailadmin_choose_page_email_link": (),
            "wagtailadmin_choose_page_phone_link": (),
            "wagtailadmin_choose_page_anchor_link": (),
            "wagtailadmin_tag_autocomplete": (),
            "wagtailadmin_tag_model_autocomplete": ("=taggit", "=tag"),
            "wagtailadmin_api:pages:listing": (),
            "wagtailadmin_api:images:listing": (),
            "wagtailadmin_api:documents:listing": (),
            "wagtailadmin_reports:site_history": (),
            "wagtailadmin_reports:site_history_results": (),
            "wagtailimages_chooser:choose": (),
            "wagtailimages_chooser:choose_results": (),
            "wagtailimages_chooser:chosen_multiple": (),
            "wagtaildocs_chooser:choose": (),
            "wagtaildocs_chooser:choose_results": (),
            "wagtaildocs_chooser:chosen_multiple": (),
            "video_chooser:choose": (),
            "video_chooser:choose_results": (),
            "video_chooser:chosen_multiple": (),
            **_chooser("wagtailsnippetchoosers_catalog_theme", "theme", making=False),
            **_chooser("wagtailsnippetchoosers_catalog_grade", "grade", making=False),
            **_chooser("wagtailsnippetchoosers_accounts_organisation", "organisation", making=False),
            "wagtailadmin_editing_sessions:release": Row(STAFF, ("=0",), post=True),
        },
    ),
    # The city's words.
    **_rows(
        OF_THE_CITY,
        **{
            **_screens("wagtailsnippets_catalog_theme", "theme", without=("delete",)),
            "wagtailsnippetchoosers_catalog_theme:create": (),
            "desk:theme_merge": ("theme",),
            "wagtailadmin_reports:locked_pages": (),
            "wagtailadmin_reports:locked_pages_results": (),
            "search_desk:index": (),
            "search_desk:index_progress": (),
            "search_desk:index_order": Row(OF_THE_CITY, (), post=True),
            "wagtailadmin_reports:page_types_usage": (),
            "wagtailadmin_reports:page_types_usage_results": (),
        },
    ),
    # The words of search: the city's to write, the managers' to read.
    **{
        f"wagtailsnippets_search_{model}:{action}": Row(may, takes)
        for model in ("synonym", "helpcard", "pinnedresult", "suggestedquery")
        for may, actions in {
            READERS_OF_WORDS: {"list": (), "list_results": (), "inspect": (model,)},
            OF_THE_CITY: {
                "add": (),
                "edit": (model,),
                "delete": (model,),
                "usage": (model,),
                "history": (model,),
                "history_results": (model,),
                "copy": (model,),
            },
        }.items()
        for action, takes in actions.items()
    },
    **{
        f"wagtailsnippetchoosers_search_{model}:{action}": Row(may, takes)
        for model in ("synonym", "helpcard", "pinnedresult", "suggestedquery")
        for may, actions in {
            READERS_OF_WORDS: {"choose": (), "choose_results": (), "chosen": (model,), "chosen_multiple": ()},
            OF_THE_CITY: {"create": ()},
        }.items()
        for action, takes in actions.items()
    },
    # The words that are looked for before the last look.
    **_rows(
        OF_THE_CITY,
        **_screens("wagtailsnippets_catalog_sensitiveword", "sensitiveword"),
        **_screens("wagtailsnippets_catalog_misspeltword", "misspeltword"),
        **_chooser("wagtailsnippetchoosers_catalog_sensitiveword", "sensitiveword"),
        **_chooser("wagtailsnippetchoosers_catalog_misspeltword", "misspeltword"),
    ),
    "desk:complaints": Row(EDITORS),
    "desk:complaints_results": Row(EDITORS),
    "desk:complaint": Row(OF_THE_ITEM, ("complaint",)),
    "catalog:complaint_received": Row(EVERYBODY, ("complaint number",)),
    "search_desk:asked": Row(READERS_OF_WORDS),
    "search_desk:asked_results": Row(READERS_OF_WORDS),
    "search_desk:wishes": Row(READERS_OF_WORDS),
    "search_desk:wishes_results": Row(READERS_OF_WORDS),
    "search_desk:explain": Row(EDITORS),
    "search_desk:try_card": Row(OF_THE_CITY, post=True),
    "search_desk:try_synonym": Row(OF_THE_CITY, post=True),
    "search:wish": Row(EVERYBODY, post=True),
    "wagtailsettings:edit": Row(OF_THE_CITY, ("=home", "=sitefacts", "site")),
    # The installation's.
    **_rows(
        ADMINISTRATOR,
        **{
            "wagtailsnippets_catalog_theme:delete": ("theme",),
            **_screens("wagtailsnippets_catalog_grade", "grade"),
            "wagtailsnippetchoosers_catalog_grade:create": (),
            **_screens("wagtailsnippets_accounts_organisation", "organisation"),
            **_screens("wagtailsnippets_accounts_membership", "membership"),
            "wagtailsnippetchoosers_accounts_organisation:create": (),
            **_chooser("wagtailsnippetchoosers_accounts_membership", "membership"),
            **_chooser("user_chooser", "user"),
            "wagtailusers_users:index": (),
            "wagtailusers_users:index_results": (),
            "wagtailusers_users:add": (),
            "wagtailusers_users:edit": ("user",),
            "wagtailusers_users:delete": ("user",),
            "wagtailusers_users:usage": ("user",),
            "wagtailusers_users:history": ("user",),
            "wagtailusers_users:history_results": ("user",),
            "wagtailusers_users:copy": ("user",),
            "wagtailusers_groups:index": (),
            "wagtailusers_groups:index_results": (),
            "wagtailusers_groups:add": (),
            "wagtailusers_groups:edit": ("group",),
            "wagtailusers_groups:delete": ("group",),
            "wagtailusers_groups:usage": ("group",),
            "wagtailusers_groups:history": ("group",),
            "wagtailusers_groups:history_results": ("group",),
            "wagtailsites:index": (),
            "wagtailsites:index_results": (),
            "wagtailsites:add": (),
            "wagtailsites:edit": ("site",),
            "wagtailsites:delete": ("site",),
            "wagtailsites:usage": ("site",),
            "wagtailsites:history": ("site",),
            "wagtailsites:history_results": ("site",),
            "wagtailsites:copy": ("site",),
            "wagtailadmin_collections:index": (),
            "wagtailadmin_collections:add": (),
            "wagtailadmin_collections:edit": ("collection",),
            "wagtailadmin_collections:delete": ("collection",),
            "wagtailadmin_collections:set_privacy": ("collection",),
            "wagtailadmin_workflows:index": (),
            "wagtailadmin_workflows:index_results": (),
            "wagtailadmin_workflows:add": (),
            "wagtailadmin_workflows:enable": Row(ADMINISTRATOR, ("workflow",), post=True),
            "wagtailadmin_workflows:disable": ("workflow",),
            "wagtailadmin_workflows:edit": ("workflow",),
            "wagtailadmin_workflows:usage": ("workflow",),
            "wagtailadmin_workflows:usage_results": ("workflow",),
            "wagtailadmin_workflows:remove": Row(ADMINISTRATOR, ("root", "workflow"), post=True),
            "wagtailadmin_workflows:add_task": ("=wagtailcore", "=groupapprovaltask"),
            "wagtailadmin_workflows:select_task_type": (),
            "wagtailadmin_workflows:task_index": (),
            "wagtailadmin_workflows:task_index_results": (),
            "wagtailadmin_workflows:edit_task": ("task",),
            "wagtailadmin_workflows:disable_task": ("task",),
            "wagtailadmin_workflows:enable_task": Row(ADMINISTRATOR, ("task",), post=True),
            "wagtailadmin_workflows:task_chooser": (),
            "wagtailadmin_workflows:task_chooser_results": (),
            "wagtailadmin_workflows:task_chooser_create": (),
            "wagtailadmin_workflows:task_chosen": ("task",),
            "wagtailredirects:index": (),
            "wagtailredirects:index_results": (),
            "wagtailredirects:add": (),
            "wagtailredirects:edit": ("redirect",),
            "wagtailredirects:delete": ("redirect",),
            "wagtailredirects:start_import": (),
        },
    ),
    # For everybody.
    **_rows(
        EVERYBODY,
        **{
            "wagtailadmin_login": (),
            "wagtailadmin_password_reset": (),
            "wagtailadmin_password_reset_done": (),
            "wagtailadmin_password_reset_complete": (),
            "wagtailadmin_password_reset_confirm": ("=MQ", "=set-password"),
            "wagtailadmin_javascript_catalog": (),
            "wagtailadmin_sprite": (),
            "wagtailcore_login": (),
            "pictures:picture": ("picture",),
            "api_docs": (),
            "search_api:openapi-json": (),
            "search_api:search": (),
            "search_api:suggest": Row(EVERYBODY, (), (("q", "=磨"),)),
            "search:search": (),
            "catalog:items": (),
            "catalog:favourites": (),
            "catalog:kind": ("=lesson",),
            "catalog:theme": ("theme code",),
            "catalog:grade": ("grade code",),
            "home:healthz": (),
            "home:readyz": (),
            "home:metrics": (),  # by the asker's address, not by a role: tests/home
            "home:care": ("=on",),
            "home:site_map": (),
            "home:robots": (),
            "home:sitemap": (),
            "home:sitemap_section": ("=lesson",),
            "home:lessons_rss": (),
            "home:lessons_atom": (),
        },
    ),
}

# Addresses that answer nobody: nothing lies behind them, or not for a GET of its own. Why stands beside.
NOTHING_THERE: dict[str, str] = {
    "wagtailadmin_api:pages:find": "redirects to :detail by path or id",
    "wagtailadmin_api:documents:find": "redirects to :detail by id",
    "wagtailadmin_api:images:find": "redirects to :detail by id",
    "wagtailadmin_pages:convert_alias": "no item is another's alias (test_causes.py)",
    "wagtailsnippets:index": "every kind of row has an entry of its own in the menu",
    "wagtailsettings:preview_on_edit": "settings have no preview of their own",
    "wagtailadmin_block_preview": "of blocks that stand in no page; ours have no previews of their own",
    "wagtailimages:url_generator": "makes addresses for renditions on demand, which are not mounted",
    "wagtailimages:url_generator_output": "the same",
    "wagtailredirects:process_import": "the second step of an import that its session remembers",
    "wagtailadmin_error_test": "fails on purpose, so that the error page can be seen; superusers only",
    "search_api:api-root": "ninja's name for the root; answers 404",
    "wagtailcore_authenticate_with_password": "the form behind a page with a shared password: test_causes.py",
    "api/v1/": "what the interface does not know answers 404, as a problem",
    "admin/test404/": "Wagtail's own look at its 404 page",
    "admin/^.*/$": "Wagtail's 404 page",
}
