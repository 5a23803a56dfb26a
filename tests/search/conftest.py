"""A county with its places, lessons in it, and an index of one's own for every test."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from accounts.models import Organisation
from catalog.models import Grade, LessonPage, Theme
from catalog.places import county_page_ensure, kind_index
from media.models import Cue, Video
from search import indexing
from search.engines import engine
from search.models import CountyContact, HelpCard, IndexMark, OutboxRow
from search.vocabulary import forget


@pytest.fixture(autouse=True)
def index_folder(settings: Any, tmp_path: Path) -> Path:
    """No test sees another test's index, and nothing drains unless it is asked for."""
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    settings.SEARCH_URL = "embedded:"
    settings.SEARCH_LIVE_INDEXING = False
    forget()
    return tmp_path / "index"


@pytest.fixture
def city(db: None) -> Organisation:
    """The organisations, the vocabulary and the places of two counties."""
    call_command("load_organisations", verbosity=0)
    call_command("load_vocabulary", verbosity=0)
    for code in ("410311", "410325"):
        county_page_ensure(county=Organisation.objects.get(code=code))
    return Organisation.objects.get(code="410300")


@pytest.fixture
def make_lesson(city: Organisation) -> Callable[..., LessonPage]:
    """Publishes a lesson: `make_lesson("题目", themes=["T0402"], grades=["P3"], text="…", county="410311")`."""

    def make(
        title: str,
        *,
        text: str = "正文。",
        themes: tuple[str, ...] | list[str] = (),
        grades: tuple[str, ...] | list[str] = (),
        county: str = "410311",
        live: bool = True,
        model: type = LessonPage,
        **fields: Any,
    ) -> Any:
        parent = kind_index(Organisation.objects.get(code=county), model.item_kind)
        if model is LessonPage:
            fields.setdefault("full_text", f"<p>{text}</p>" if text else "")
        item = model(title=title, live=live, **fields)
        item.themes.set(Theme.objects.filter(code__in=themes))
        item.grades.set(Grade.objects.filter(code__in=grades))
        item = parent.add_child(instance=item)
        if live:
            item.save_revision().publish()
            item.refresh_from_db()
        return item

    return make


@pytest.fixture
def rebuilt() -> Callable[[], None]:
    """Fills a fresh index with what the database holds."""

    def rebuild() -> None:
        indexing.rebuild()

    return rebuild


@pytest.fixture
def indexed_ids() -> Callable[[], set[int]]:
    """The ids that the index holds."""
    return lambda: {entry.id for entry in engine().dump()}


@pytest.fixture
def older_database(db: None) -> Callable[[], Callable[[], None]]:
    """What a backup keeps of the index, and the way back to it."""

    def remember():
        rows, mark = list(OutboxRow.objects.values()), IndexMark.objects.values().get()

        def restore():
            OutboxRow.objects.all().delete()
            OutboxRow.objects.bulk_create(OutboxRow(**row) for row in rows)
            IndexMark.objects.update(**mark)

        return restore

    return remember


@pytest.fixture
def spoken(make_lesson: Callable[..., LessonPage], rebuilt: Callable[[], None]) -> None:
    """A lesson in which somebody says what the parent asks."""
    video = Video.objects.create(title="示例", file="video/x.mp4")
    said = ["我们今天说一件小事。", "写作业磨蹭的时候，先坐到他旁边。", "就这些。"]
    for place, text in enumerate(said):
        Cue.objects.create(video=video, start_ms=place * 10_000, end_ms=place * 10_000 + 9000, text=text)
    make_lesson("家里的晚上", themes=["T0402"], video=video)
    make_lesson("挑食的孩子")
    rebuilt()


@pytest.fixture
def lines(city: Organisation) -> None:
    """Two counties with a number of their own on the card of life and death."""
    card = HelpCard.objects.get(code="life")
    for code, name in (("410311", "示例甲站"), ("410325", "示例乙站")):
        county = Organisation.objects.get(code=code)
        CountyContact.objects.create(
            card=card, county=county, name=name, number="0379-00000000", checked_on="2026-09-01"
        )
    forget()
