"""The words that a field of tags offers while somebody types.

Wagtail offers every tag that was ever used. Decided here: of words that begin so, those that stand on something the
reader may know: a public item, an item of theirs, a picture or document that they may choose.
"""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.http import HttpRequest, JsonResponse
from taggit.models import Tag, TaggedItem
from wagtail.admin.auth import require_admin_access

from catalog.admin.rights import readable_items
from catalog.models import CatalogPage
from catalog.models.vocabulary import KeywordedItem
from media.choosing import choosable
from media.models import Document, Image

OFFERED = 10


@require_admin_access
def autocomplete(request: HttpRequest, app_name: str = "", model_name: str = "") -> JsonResponse:
    """In the place of Wagtail's view, at both of its addresses: there are no tags but these."""
    begins = request.GET.get("term", "").strip()
    tags = Tag.objects.filter(_known_to(request.user), name__istartswith=begins).order_by("name")
    return JsonResponse(list(tags.values_list("name", flat=True)[:OFFERED]) if begins else [], safe=False)


def _known_to(user: object) -> Q:
    public = CatalogPage.objects.public_items().order_by().values("pk")
    theirs = readable_items(user).order_by().values("pk")
    on_items = KeywordedItem.objects.filter(Q(content_object__in=public) | Q(content_object__in=theirs))
    known = Q(pk__in=on_items.values("tag"))
    for model in (Image, Document):
        kind = ContentType.objects.get_for_model(model)
        files = choosable(user, model).order_by().values("pk")
        known |= Q(pk__in=TaggedItem.objects.filter(content_type=kind, object_id__in=files).values("tag"))
    return known
