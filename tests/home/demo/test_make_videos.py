"""The committed films: what their scripts say, small, and playable on an old phone."""

import pytest

from home.demo import make_videos
from home.demo.loader import entries
from home.demo.slides import CLOSING, GLAZES, LINE, lines_of
from media.captions import captions_parse
from media.inspection import Purpose, file_inspect

SCRIPTS = make_videos.scripts()
EACH = pytest.mark.parametrize("script", SCRIPTS, ids=[script["lesson"] for script in SCRIPTS])


def test_at_least_twelve_lessons_have_a_film():
    lessons = {lesson["key"] for lesson in entries("lesson")}
    filmed = [script["lesson"] for script in SCRIPTS]
    assert len(set(filmed)) == len(filmed) >= 12
    assert set(filmed) <= lessons


@EACH
class TestACommittedFilm:
    def test_is_shown_sentence_by_sentence_as_its_captions_say(self, script):
        written = (make_videos.FOLDER / f"{script['lesson']}.vtt").read_text(encoding="utf-8")
        assert captions_parse(written) == make_videos.cues_of(script["sentences"])

    def test_is_small_h264_with_aac_and_begins_with_its_index(self, script):
        film = (make_videos.FOLDER / f"{script['lesson']}.mp4").read_bytes()
        assert len(film) <= make_videos.LARGEST
        assert b"avc1" in film
        assert b"mp4a" in film
        assert film.index(b"moov") < film.index(b"mdat")

    def test_is_as_long_as_its_captions_between_forty_and_ninety_seconds(self, script):
        with (make_videos.FOLDER / f"{script['lesson']}.mp4").open("rb") as film:
            found = file_inspect(stream=film, name="film.mp4", purpose=Purpose.VIDEO)
        ends = make_videos.cues_of(script["sentences"])[-1].end_ms / 1000
        assert 40 <= found.duration_seconds <= 90
        assert abs(found.duration_seconds - ends) <= 1


@EACH
def test_every_sentence_fits_its_slide(script):
    assert script["lesson"][:3] in GLAZES
    for sentence in script["sentences"]:
        lines = lines_of(sentence)
        assert "".join(lines) == sentence
        assert len(lines) <= 3, sentence
        assert all(len(line.rstrip(CLOSING)) <= LINE for line in lines), lines


class TestLines:
    def test_break_at_punctuation(self):
        assert lines_of("早上半小时出不了门，起床像拉锯战。") == ["早上半小时出不了门，", "起床像拉锯战。"]

    def test_part_a_long_clause_into_equal_shares(self):
        assert [len(line) for line in lines_of("一" * 20 + "。")] == [11, 10]

    def test_never_begin_with_a_closing_mark_nor_end_with_an_opening_one(self):
        for sentence in (
            "他站在门口说了十四个字的一句话。“好”",
            "回家夸那一下：“你哭了一会儿，自己站起来了。”",
        ):
            for line in lines_of(sentence):
                assert line[0] not in CLOSING
                assert line[-1] not in "“‘（《"


def test_a_sentence_stands_longer_the_longer_it_is_and_none_overlap():
    short, long = make_videos.cues_of(["先停。", "聊天、账号、时间、金额，一样都不删。"])
    assert short.start_ms == 0
    assert short.end_ms == long.start_ms
    assert long.end_ms - long.start_ms > short.end_ms
