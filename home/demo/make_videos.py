"""Makes the small videos of the demonstration from their scripts: python -m home.demo.make_videos [key …]

Decided here: one sentence is one slide and one caption, and stands as long as it takes to read it slowly;
the sound is one soft tone where the sentence changes and silence between, for no machine voice reads Chinese
well enough to be heard by a tired parent (every slide says that nobody speaks). Results are committed, so
that a demonstration needs neither ffmpeg nor a Chinese font; this maker does.
"""

import argparse
import math
import struct
import subprocess
import sys
import tempfile
import tomllib
import wave
from pathlib import Path
from typing import NamedTuple, TypedDict

from home.demo.slides import slide
from media.captions import CueText, webvtt

FOLDER = Path(__file__).resolve().parent / "videos"
SCRIPTS = FOLDER / "scripts.toml"
NOTE = "示例视频 · 没有人声，请看字"
LARGEST = 400 * 1024
FRAMES = 5  # a second: nothing moves
SAMPLES = 16_000  # a second
# Reading aloud slowly is about four letters a second; a sentence needs a moment to arrive.
ARRIVING_MS, LETTER_MS = 1_600, 240
# Two notes of the pentatonic scale, low in volume, taking turns.
NOTES = (392.0, 440.0)
LOUDNESS, FADING = 0.10, 3.5


class Script(TypedDict):
    lesson: str
    title: str
    sentences: list[str]


class Made(NamedTuple):
    path: Path
    bytes: int
    seconds: float


def scripts() -> list[Script]:
    """All scripts, in the order of the file."""
    found: list[Script] = tomllib.loads(SCRIPTS.read_text(encoding="utf-8"))["video"]
    return found


def cues_of(sentences: list[str]) -> list[CueText]:
    """When each sentence stands, to the frame."""
    cues, at = [], 0
    frame = 1000 // FRAMES
    for sentence in sentences:
        length = math.ceil((ARRIVING_MS + LETTER_MS * len(sentence)) / frame) * frame
        cues.append(CueText(at, at + length, sentence))
        at += length
    return cues


def video_make(script: Script) -> Made:
    """Writes <lesson>.mp4 and <lesson>.vtt beside the scripts."""
    cues = cues_of(script["sentences"])
    path = FOLDER / f"{script['lesson']}.mp4"
    with tempfile.TemporaryDirectory() as folder:
        pictures = _pictures_write(Path(folder), script, cues)
        sound = _sound_write(Path(folder) / "sound.wav", cues)
        _encode(pictures, sound, path)
    path.with_suffix(".vtt").write_text(webvtt(cues), encoding="utf-8")
    return Made(path, path.stat().st_size, cues[-1].end_ms / 1000)


def _pictures_write(folder: Path, script: Script, cues: list[CueText]) -> Path:
    listing = ["ffconcat version 1.0"]
    for number, cue in enumerate(cues):
        name = f"{number:02}.png"
        place = cue.end_ms / cues[-1].end_ms
        picture = slide(sentence=cue.text, note=NOTE, theme=script["lesson"][:3], place=place)
        picture.save(folder / name)
        listing += [f"file {name}", f"duration {(cue.end_ms - cue.start_ms) / 1000:.3f}"]
    # The concat reader forgets the length of the last picture unless it is named once more.
    listing.append(f"file {name}")
    path = folder / "pictures.txt"
    path.write_text("\n".join(listing), encoding="utf-8")
    return path


def _sound_write(path: Path, cues: list[CueText]) -> Path:
    samples = [0.0] * (cues[-1].end_ms * SAMPLES // 1000)
    for number, cue in enumerate(cues):
        pitch = NOTES[number % len(NOTES)]
        begin = cue.start_ms * SAMPLES // 1000
        for at in range(begin, min(begin + 2 * SAMPLES, len(samples))):
            time = (at - begin) / SAMPLES
            swell = min(1.0, time / 0.03)  # no click at the beginning
            samples[at] += LOUDNESS * swell * math.exp(-FADING * time) * math.sin(math.tau * pitch * time)
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, SAMPLES, 0, "NONE", ""))
        file.writeframes(b"".join(struct.pack("<h", round(32767 * sample)) for sample in samples))
    return path


def _encode(pictures: Path, sound: Path, path: Path) -> None:
    """H.264 in the profile that old phones play, AAC, index in front so that it starts while loading."""
    arguments = [
        "-f", "concat", "-i", str(pictures), "-i", str(sound),
        "-vf", f"fps={FRAMES},format=yuv420p", "-shortest",
        "-c:v", "libx264", "-profile:v", "main", "-preset", "slow", "-tune", "stillimage", "-crf", "30",
        "-g", str(FRAMES * 60), "-threads", "1",
        "-c:a", "aac", "-b:a", "14k", "-ac", "1",
        # The same input gives the same file, so that a run without changes leaves nothing to commit.
        "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact",
        "-movflags", "+faststart", str(path),
    ]  # fmt: skip
    subprocess.run(["ffmpeg", "-v", "error", "-y", *arguments], check=True)  # noqa: S603, S607


def main() -> None:
    """Makes the named videos, or all."""
    parser = argparse.ArgumentParser(description="Make the demonstration's videos.")
    parser.add_argument("lessons", nargs="*", help="keys such as T04-01; none: all")
    wanted = parser.parse_args().lessons
    for script in scripts():
        if wanted and script["lesson"] not in wanted:
            continue
        made = video_make(script)
        print(f"{made.path.name}  {made.bytes // 1024} KB  {made.seconds:.0f} s")
        if made.bytes > LARGEST:
            sys.exit(f"{made.path.name} is larger than {LARGEST // 1024} KB.")


if __name__ == "__main__":
    main()
