"""Gives demonstration lessons their small videos: the file, its cues, and its place on the lesson.

Decided here: a video is made once and known again by its file's name; what an editor does with it afterwards
(another video, none) is left alone. Not here: how the films were made (make_videos), and who may see them
(the catalogue's policy: the video of a public lesson is public).
"""

import tomllib
from pathlib import Path

from django.core.files import File

from catalog.models import LessonPage
from media.captions import captions_parse
from media.models import Video
from media.transcripts import cues_replace

FOLDER = Path(__file__).resolve().parent / "videos"


def videos_ensure(*, lessons: dict[str, int], folder: Path = FOLDER) -> int:
    """Attach the films of these lessons (primary keys by the lesson's key) that are not there yet; how many."""
    manifest = folder / "scripts.toml"
    if not manifest.exists():
        return 0
    shown = 0
    for script in tomllib.loads(manifest.read_text(encoding="utf-8"))["video"]:
        film = folder / f"{script['lesson']}.mp4"
        lesson = LessonPage.objects.get(pk=lessons[script["lesson"]])
        # An editor's unpublished words must not go out with a film that he did not ask for.
        if lesson.video_id or lesson.has_unpublished_changes:
            continue
        if Video.objects.filter(original_name=film.name).exists():
            continue
        lesson.video = _video_create(title=script["title"], film=film)
        lesson.save_revision().publish()
        shown += 1
    return shown


def _video_create(*, title: str, film: Path) -> Video:
    with film.open("rb") as content:
        video = Video.objects.create(title=title, file=File(content, name=film.name))
    cues_replace(video=video, cues=captions_parse(film.with_suffix(".vtt").read_text(encoding="utf-8")))
    return video
