"""Words that stand in drafts only: no visitor meets them anywhere. Those of a published item are found."""

from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from catalog.models import LessonAttachment
from media.models import Cue, Document, Image, Video
from search import indexing
from tests.media.files import mp4, pdf, picture
from tests.permissions import table
from tests.permissions.conftest import COUNTY, into

# One word for each part of an item; the state's number makes it unique.
PARTS = ("标题鹨鹣", "正文鹨鹣", "标签鹨鹣", "文件鹨鹣", "字幕鹨鹣", "简介鹨鹣")
NUMBERS = dict(zip(table.STATES, "甲乙丙丁戊己庚", strict=True))


def words(state: str) -> list[str]:
    return [part + NUMBERS[state] for part in PARTS]


def planted(items: Any, people: Any, state: str) -> Any:
    """A lesson whose every part carries a word of its own; a live one with a newer draft carries them in the draft."""
    title, body, tag, file, subtitle, summary = words(state)
    owner = {"uploaded_by_user": people[table.OWN]}
    video = Video.objects.create(title=title, file=ContentFile(mp4(), f"{file}.mp4"), **owner)
    Cue.objects.create(video=video, start_ms=0, end_ms=900, text=subtitle)
    document = Document.objects.create(title=title, file=ContentFile(pdf(), f"{file}.pdf"), **owner)
    image = Image.objects.create(title=title, file=ContentFile(picture(), f"{file}.jpg"), **owner)
    said = {"summary": summary, "full_text": f"<p>{body}</p>"}
    files = {"video": video, "cover": image}
    if state == table.CHANGED:
        lesson = items.lesson(title="已发布的旧题目", county=COUNTY)
        lesson.title = title
        for name, value in (said | files).items():
            setattr(lesson, name, value)
        lesson.keywords.add(tag)
        lesson.attachments = [LessonAttachment(document=document)]
        lesson.save_revision(user=people[table.OWN])
        return lesson
    lesson = items.lesson(
        title=title,
        county=COUNTY,
        live=state not in (table.DRAFT, table.SUBMITTED),
        keywords=[tag],
        attachments=[LessonAttachment(document=document)],
        themes=["T0201"],
        grades=["P3"],
        **said,
        **files,
    )
    into(lesson, state, people[table.OWN])
    return lesson


HIDDEN = [state for state in table.STATES if state != table.LIVE]


@pytest.fixture
def library(items, people, settings, tmp_path):
    settings.SEARCH_INDEX_DIR = tmp_path / "canary-index"
    made = {state: planted(items, people, state) for state in table.STATES}
    indexing.rebuild()
    return made


def lists() -> list[str]:
    """All that a visitor can open without knowing a name."""
    sections = ["places", "lists", "lesson", "plan", "route", "unit", "collection"]
    return [
        "/",
        reverse("home:site_map"),
        reverse("home:robots"),
        reverse("home:sitemap"),
        *(reverse("home:sitemap_section", args=[section]) for section in sections),
        reverse("home:lessons_rss"),
        reverse("home:lessons_atom"),
        reverse("catalog:items"),
        reverse("catalog:items") + "?sort=new&view=list",
        reverse("catalog:kind", args=["lesson"]),
        reverse("catalog:theme", args=["T0201"]),
        reverse("catalog:grade", args=["P3"]),
        reverse("catalog:favourites"),
        reverse("search:search"),
        reverse("search_api:search"),
        reverse("search_api:openapi-json"),
        "/no-such-page/",
    ]


def text_of(client: Any, address: str) -> str:
    response = client.get(address, follow=True)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode("utf-8", "replace") + "\n".join(map(str, response.headers.values()))


def test_no_list_feed_or_map_says_a_drafts_word(client, library):
    county = library[table.LIVE].get_parent()
    for address in [*lists(), county.url, county.get_parent().url]:
        text = text_of(client, address)
        for state in HIDDEN:
            for word in words(state):
                assert word not in text, f"{word} at {address}"
                assert quote(word) not in text, f"{word} at {address}"


def test_no_address_of_a_hidden_item_says_its_words(client, library):
    for state in HIDDEN:
        lesson = library[state]
        for name in ("catalog:short", "catalog:qr", "search_api:item"):
            text = text_of(client, reverse(name, args=[lesson.short_id]))
            assert not [word for word in words(state) if word in text]
        for name in ("catalog:cover", "catalog:share_picture", "catalog:share_poster"):
            text = text_of(client, reverse(name, args=[lesson.short_id, "any"]))
            assert not [word for word in words(state) if word in text]
        text = text_of(client, lesson.url)
        assert not [word for word in words(state) if word in text]
        video, document = (
            Video.objects.get(title=words(state)[0]),
            Document.objects.get(title=words(state)[0]),
        )
        assert client.get(video.url).status_code == 404
        assert client.get(video.captions_url).status_code == 404
        assert client.get(document.url).status_code == 404


def test_asking_for_a_drafts_word_finds_nothing_and_suggests_nothing(client, library):
    for state in HIDDEN:
        for asked in words(state):
            others = [word for word in words(state) if word != asked]
            answer = client.get(reverse("search_api:search"), {"q": asked}).json()
            ids = {hit["id"] for hit in answer["results"]}
            assert not ids & {library[other].short_id for other in HIDDEN if other != table.CHANGED}
            text = text_of(client, f"{reverse('search:search')}?q={quote(asked)}")
            assert not [word for word in others if word in text]
            offered = client.get(reverse("search_api:suggest"), {"q": asked[:2]}).json()["suggestions"]
            assert not [word for word in words(state) for one in offered if word in one["text"]]
        # A wrong letter is not corrected into a word that only a draft has.
        asked = words(state)[0][:-1]
        answer = client.get(reverse("search_api:search"), {"q": asked}).json()
        assert NUMBERS[state] not in (answer["corrected"] or "")


def test_pictures_of_drafts_have_names_that_say_nothing(library):
    for state in HIDDEN:
        for model in (Image, Video, Document):
            stored = model.objects.get(title=words(state)[0]).file.name
            assert "鹨" not in stored


def test_what_is_published_is_found_by_every_part(client, library):
    lesson = library[table.LIVE]
    title, body, tag, _, subtitle, summary = words(table.LIVE)
    for asked in (title, body, tag, subtitle, summary):
        answer = client.get(reverse("search_api:search"), {"q": asked}).json()
        assert answer["results"], asked
        assert answer["results"][0]["id"] == lesson.short_id, asked
    page = text_of(client, lesson.url)
    for word in (title, body, subtitle, summary):
        assert word in page, word
    assert title in text_of(client, reverse("home:lessons_rss"))
