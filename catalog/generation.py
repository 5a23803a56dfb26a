"""One number that stands for "what the public can see now"; pages and counts are kept under it.

Decided here: it grows right after the transaction that changed something public has committed, once however
much changed in it. It lies in the database, so that all processes and machines agree; asking for it is one
small query. Drafts do not move it. Should a process die between commit and growth, what is kept still ends by
itself: whoever keeps something says for how long. `watch` is for rooms above with rows of their own.
"""

from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import F, Model
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from accounts.models import Organisation
from catalog.models import Grade, PublicGeneration, Theme
from catalog.models.reading import read
from catalog.signals import items_changed
from media.models import Cue, Image, Video

# Rows that stand on public pages without being pages.
_SHOWN = [Grade, Theme, Organisation, Image, Video, Cue, PageViewRestriction, Site]


def current() -> int:
    """The number as the database has it."""
    return read("generation", lambda: PublicGeneration.objects.values_list("number", flat=True).first() or 0)


def grow() -> None:
    """Something public changed: after the commit, once a transaction, the number grows."""
    if _grow not in [entry[1] for entry in transaction.get_connection().run_on_commit]:
        transaction.on_commit(_grow)


def _grow() -> None:
    if not PublicGeneration.objects.update(number=F("number") + 1):
        PublicGeneration.objects.create(pk=1, number=1)


def watch(model: type[Model]) -> None:
    """Every save and deletion of this model's rows shows in public."""
    for signal in (post_save, post_delete):
        signal.connect(_something_changed, sender=model, dispatch_uid=f"generation.{model._meta.label}")


def connect() -> None:
    """Listens to all that the public can see; called once when the apps are ready."""
    for signal in (page_published, page_unpublished, post_page_move, items_changed):
        signal.connect(_something_changed, dispatch_uid="generation")
    for model in _SHOWN:
        watch(model)
    for model in (model for model in apps.get_models() if issubclass(model, Page)):
        label = f"generation.{model._meta.label}"
        post_save.connect(_page_saved, sender=model, dispatch_uid=label)
        post_delete.connect(_something_changed, sender=model, dispatch_uid=label)
    groups = PageViewRestriction.groups.through
    m2m_changed.connect(_something_changed, sender=groups, dispatch_uid="generation.groups")


def _page_saved(instance: Page, **kwargs: Any) -> None:
    # A draft that was never public shows nothing; `page_unpublished` tells of one that was.
    if instance.live:
        grow()


def _something_changed(sender: type[Model], **kwargs: Any) -> None:
    grow()
