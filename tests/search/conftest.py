"""A county with its places, lessons in it, and an index of one's own for every test."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from accounts.models import Organisation
from catalog.models import Grade, LessonPage, Theme
from catalog.places import county_page_ensure, kind_index
from search import indexing
from search.engines import engine
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
