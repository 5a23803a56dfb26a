"""How one slide of a demonstration video looks.

Decided here: a glaze of the theme as ground, one large sentence, a small line that says what kind of film
this is, the two rivers below. A line breaks at punctuation and never begins with it. Not here: how long a
slide stands (make_videos), and what it says (videos/scripts.toml).
"""

import math
import re
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SIZE = (854, 480)
MARGIN = 64
IVORY = "#FFFBF0"
SMOOTH = 3
LETTERS = 52
# Above the middle: a player lays its captions over the lower third.
MIDDLE = 196
SMALL = 22
# 14 letters of 52 fill what the margins leave.
LINE = 14
CLAUSE = re.compile(r"[^，。？！：；、]+[，。？！：；、”’]*|[，。？！：；、”’]+")
CLOSING = "，。？！：；、”’）》"
OPENING = "“‘（《"

# The glazes of the covers (static/css/tokens.css), theme by theme as in look.md.
GREEN, AMBER, COBALT = "#1F5846", "#A1620C", "#24457A"
PEONY, BROWN, VIOLET = "#98304E", "#6A3D22", "#573672"
GLAZES = {
    "T01": GREEN, "T02": PEONY, "T03": BROWN, "T04": AMBER, "T05": AMBER, "T06": AMBER, "T07": PEONY,
    "T08": VIOLET, "T09": COBALT, "T10": PEONY, "T11": GREEN, "T12": COBALT, "T13": BROWN, "T14": VIOLET,
    "T15": COBALT, "T16": GREEN,
}  # fmt: skip

# Where Debian, Fedora, macOS and Windows keep a Chinese sans, and which face of the file is the simplified one.
FONTS: list[tuple[str, int]] = [
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc", 2),
    ("/usr/share/fonts/google-noto-cjk/NotoSansCJK-Bold.ttc", 2),
    ("/System/Library/Fonts/PingFang.ttc", 0),
    ("/System/Library/Fonts/STHeiti Medium.ttc", 0),
    ("C:/Windows/Fonts/msyhbd.ttc", 0),
]


def font(size: int) -> ImageFont.FreeTypeFont:
    """A Chinese font of this machine; its absence stops the maker, for boxes are no slide."""
    for path, face in FONTS:
        if Path(path).exists():
            return ImageFont.truetype(path, size, index=face)
    raise FileNotFoundError("No CJK font found: install fonts-noto-cjk, or add yours to FONTS.")


def lines_of(sentence: str) -> list[str]:
    """The sentence in lines of at most LINE letters: whole clauses together while they fit, a clause that is
    longer than a line parted into equal shares."""
    lines: list[str] = []
    for clause in CLAUSE.findall(sentence):
        if lines and len(lines[-1]) + len(clause) <= LINE:
            lines[-1] += clause
            continue
        # A closing mark may hang over the edge: better than a line of one letter.
        share = math.ceil(len(clause) / math.ceil(len(clause.rstrip(CLOSING)) / LINE))
        lines += [clause[at : at + share] for at in range(0, len(clause), share)]
    for at in range(1, len(lines)):
        while lines[at] and lines[at][0] in CLOSING:
            lines[at - 1] += lines[at][0]
            lines[at] = lines[at][1:]
        if lines[at - 1][-1] in OPENING:
            lines[at] = lines[at - 1][-1] + lines[at]
            lines[at - 1] = lines[at - 1][:-1]
    return [line for line in lines if line]


def slide(*, sentence: str, note: str, theme: str, place: float) -> Image.Image:
    """One slide. `place` is how far into the film it stands, 0 to 1."""
    image = _ground(GLAZES[theme]).copy()
    draw = ImageDraw.Draw(image)
    draw.text((MARGIN, 36), note, font=font(SMALL), fill=IVORY)
    lines = lines_of(sentence)
    step = round(LETTERS * 1.35)
    top = MIDDLE - step * len(lines) / 2
    for number, line in enumerate(lines):
        # A quotation mark at the beginning hangs out, so that the letters stand under one another.
        hang = LETTERS / 2 if line[0] in OPENING else 0
        draw.text((MARGIN - hang, top + number * step), line, font=font(LETTERS), fill=IVORY)
    draw.rectangle((0, SIZE[1] - 6, SIZE[0] * place, SIZE[1]), fill=IVORY)
    return image


@cache
def _ground(glaze: str) -> Image.Image:
    """The glaze with two bundles of lines that meet at the right: the mark's confluence, drawn quietly.

    Pillow's lines have stairs; drawn larger and made small again they have none.
    """
    large = (SIZE[0] * SMOOTH, SIZE[1] * SMOOTH)
    image = Image.new("RGB", large, glaze)
    draw = ImageDraw.Draw(image)
    quiet = Image.blend(Image.new("RGB", (1, 1), glaze), Image.new("RGB", (1, 1), IVORY), 0.3).getpixel(
        (0, 0)
    )
    for bundle, lift in ((0, -1), (1, 1)):
        for number in range(3):
            points = []
            for x in range(0, SIZE[0] + 8, 8):
                apart = max(0.0, 1 - x / (SIZE[0] * 0.8))
                wave = 5 * math.sin(x / 70 + bundle * 2)
                y = SIZE[1] - 48 + lift * (4 + 26 * apart) + wave + lift * number * 5
                points.append((x * SMOOTH, y * SMOOTH))
            draw.line(points, fill=quiet, width=2 * SMOOTH, joint="curve")
    return image.resize(SIZE, Image.Resampling.LANCZOS)
