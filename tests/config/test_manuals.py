"""What the manuals point at is there: pictures and other manuals; and no picture of the desk lies there that none shows."""

import re

import pytest
from django.conf import settings
from PIL import Image

DOCS = settings.BASE_DIR / "docs"
MANUALS = [*sorted(DOCS.glob("*.md")), settings.BASE_DIR / "README.md"]
# Of one picture, and of all those of the editors' manual.
LARGEST, ALL_OF_THE_DESK = 80_000, 1_000_000


def pointed_at(manual):
    """The files that a manual's links and pictures name."""
    targets = re.findall(r"\]\(([^)\s#]+)(?:#[^)]*)?\)", manual.read_text(encoding="utf-8"))
    return {(manual.parent / target).resolve() for target in targets if "://" not in target}


@pytest.mark.parametrize("manual", MANUALS, ids=lambda path: path.stem)
def test_what_a_manual_points_at_is_there(manual):
    assert [str(path) for path in sorted(pointed_at(manual)) if not path.exists()] == []


def test_every_picture_of_the_desk_is_shown_somewhere():
    shown = set().union(*(pointed_at(manual) for manual in MANUALS))
    assert set((DOCS / "pictures").glob("desk-*.png")) <= shown


def test_the_editors_manual_shows_pictures_that_open_and_are_small():
    pictures = [path for path in pointed_at(DOCS / "编辑手册.md") if path.suffix == ".png"]
    assert 8 <= len(pictures) <= 14
    for path in pictures:
        with Image.open(path) as picture:
            picture.load()
            assert picture.width in (390, 1280), path
        assert path.stat().st_size <= LARGEST, path
    assert sum(path.stat().st_size for path in pictures) <= ALL_OF_THE_DESK
