"""How a demonstration lesson gets its film, once."""

import contextlib
import shutil
from pathlib import Path

import pytest

from catalog.models import LessonPage
from home.demo import screenings
from media.models import Video

SENTENCES = 11


@pytest.fixture
def folder(tmp_path):
    """A folder with the film of one lesson."""
    for name in ("T04-01.mp4", "T04-01.vtt"):
        shutil.copy(screenings.FOLDER / name, tmp_path / name)
    (tmp_path / "scripts.toml").write_text(
        '[[video]]\nlesson = "T04-01"\ntitle = "一分钟"\nsentences = []\n', encoding="utf-8"
    )
    return tmp_path


def shown(lesson: LessonPage, folder: Path) -> int:
    return screenings.videos_ensure(lessons={"T04-01": lesson.pk}, folder=folder)


def test_a_lesson_gets_its_film_with_a_cue_for_every_sentence(items, folder, client):
    lesson = items.lesson()
    assert shown(lesson, folder) == 1
    lesson.refresh_from_db()
    assert lesson.live
    assert not lesson.has_unpublished_changes
    assert lesson.video.title == "一分钟"
    assert lesson.video.cues.count() == SENTENCES
    assert 40 <= lesson.video.duration_seconds <= 90
    with contextlib.closing(client.get(lesson.video.url)) as response:
        assert response.status_code == 200


def test_loading_again_makes_no_second_film(items, folder):
    lesson = items.lesson()
    shown(lesson, folder)
    assert shown(lesson, folder) == 0
    assert Video.objects.count() == 1


def test_a_film_that_an_editor_took_away_stays_away(items, folder):
    lesson = items.lesson()
    shown(lesson, folder)
    lesson.refresh_from_db()
    lesson.video = None
    lesson.save_revision().publish()
    assert shown(lesson, folder) == 0


def test_an_editors_draft_is_not_published_with_it(items, folder):
    lesson = items.lesson(title="发布的题目")
    lesson.title = "还没定的题目"
    lesson.save_revision()
    assert shown(lesson, folder) == 0
    lesson.refresh_from_db()
    assert lesson.title == "发布的题目"


def test_a_library_without_films_loads_too(items, tmp_path):
    assert shown(items.lesson(), tmp_path) == 0
