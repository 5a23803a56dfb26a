"""The standing pages that a site starts with: brand, about, privacy, accessibility.

Decided here: their addresses, which never change; their first words lie in home/data and are honest about what
a new site has and has not. A page that is there is left alone, because somebody may have edited it.
"""

import json
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from django.contrib.auth.models import Permission
from django.db import transaction
from wagtail.models import Site

from accounts.models import Organisation, editors_group
from catalog.models import CatalogPage, CollectionPage
from home.models import BrandChoice, BrandPage, HomePage, InfoPage

FOLDER = Path(__file__).resolve().parent / "data"
INFO_SLUGS = ["about", "privacy", "accessibility"]
BRAND_SLUG = "brand"


@transaction.atomic
def info_pages_ensure() -> int:
    """Creates the information pages that are missing; returns how many."""
    front = _front_page()
    known = set(front.get_children().values_list("slug", flat=True))
    missing = [slug for slug in INFO_SLUGS if slug not in known]
    for slug in missing:
        words = (FOLDER / f"{slug}.txt").read_text(encoding="utf-8")
        facts, _, text = words.partition("\n\n")
        page = InfoPage(
            slug=slug, body=rich_text(text), **dict(line.split(": ", 1) for line in facts.splitlines())
        )
        front.add_child(instance=page)
        page.save_revision().publish()
    return len(missing)


@transaction.atomic
def brand_page_ensure(
    *, chosen: Iterable[tuple[CatalogPage, str]] = (), seasons: Iterable[CollectionPage | None] = ()
) -> bool:
    """Creates the brand page if it is missing: `chosen` are items with the editor's words, `seasons` the
    collections of spring, summer, autumn and winter. Whether it was created."""
    if BrandPage.objects.exists():
        return False
    words = json.loads((FOLDER / "brand.json").read_text(encoding="utf-8"))
    collections = [*seasons, None, None, None, None]
    sections = [
        {"heading": section["heading"], "text": "".join(f"<p>{escape(p)}</p>" for p in section["paragraphs"])}
        for section in words["sections"]
    ]
    year = [
        {**season, "collection": collection.pk if collection else None}
        for season, collection in zip(words["seasons"], collections, strict=False)
    ]
    page = BrandPage(
        slug=BRAND_SLUG,
        title=words["title"],
        summary=words["summary"],
        body=json.dumps(
            [{"type": "section", "value": value} for value in sections]
            + [{"type": "season", "value": value} for value in year]
        ),
    )
    page.choices = [
        BrandChoice(item_id=item.pk, note=note, sort_order=place) for place, (item, note) in enumerate(chosen)
    ]
    _front_page().add_child(instance=page)
    page.save_revision().publish()
    return True


def site_facts_rights_ensure(*, city: Organisation) -> None:
    """The city's editors may change notice, help lines and footer."""
    editors_group(city).permissions.add(
        Permission.objects.get(content_type__app_label="home", codename="change_sitefacts")
    )


def rich_text(text: str) -> str:
    """Plain text as rich text: `## ` heads a section, `- ` is an entry of a list, a line is a paragraph."""
    return "".join(_blocks(text))


def _blocks(text: str) -> Iterator[str]:
    entries: list[str] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("- "):
            entries.append(f"<li>{escape(line[2:])}</li>")
            continue
        if entries:
            yield f"<ul>{''.join(entries)}</ul>"
            entries = []
        if line.startswith("## "):
            yield f"<h2>{escape(line[3:])}</h2>"
        elif line.strip():
            yield f"<p>{escape(line)}</p>"


def _front_page() -> HomePage:
    return Site.objects.get(is_default_site=True).root_page.specific
