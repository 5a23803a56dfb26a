"""Writing the cues of a video, which are its captions and its transcript."""

from collections.abc import Iterable

from django.db import transaction

from media.captions import Spoken
from media.models import Cue, Video


def cues_replace(*, video: Video, cues: Iterable[Spoken]) -> None:
    """Put these cues in the place of all that the video has, or change nothing."""
    with transaction.atomic():
        video.cues.all().delete()
        Cue.objects.bulk_create(
            Cue(video=video, start_ms=cue.start_ms, end_ms=cue.end_ms, text=cue.text) for cue in cues
        )
