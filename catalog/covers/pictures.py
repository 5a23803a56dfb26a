"""Share pictures and posters as PNG, drawn once and kept in VAR_DIR/covers.

Decided here: outlines become pixels by resvg (no system library), words by Pillow with a Chinese font of the
machine; without one the picture carries cover and wordmark and no title, and says nothing wrong. The folder
may be emptied at any time. Not here: what stands where (frames.py), who may ask (catalog.cover_views).
"""

import base64
import contextlib
import io
import os
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import resvg_py
from django.conf import settings
from django.urls import reverse
from PIL import Image, ImageDraw, ImageFont

from catalog.covers.addresses import POSTER_PICTURE, digest, facts_of, uploaded_picture
from catalog.covers.frames import Frame, poster_frame, poster_size, share_frame
from catalog.covers.qr import INK, qr_modules
from catalog.covers.silhouettes import DESIGN

GREY = "#46534C"
# Where distributions put a Chinese font; the setting CATALOG_PICTURE_FONT goes first.
FONT_FILES = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "C:/Windows/Fonts/msyhbd.ttc",
)
SIMPLIFIED = "SC"  # the face of a collection that draws characters as the mainland writes them
KEPT_FILES = 12  # per item: versions, moments and hosts that were asked for; the oldest go
TYPESETTING = "2"  # raised when words are set otherwise, as DESIGN is when drawings change
NOT_AT_LINE_START = "，。？！：；、”’）》…"
NOT_AT_LINE_END = "（“‘《"
LEAST_LINE = 3


def picture_version(item: Any) -> str:
    """The version of an item's share picture and poster."""
    picture = item.cover
    uploaded = (picture.pk, picture.file_hash, str(picture.get_focal_point())) if picture else ()
    return digest(DESIGN, TYPESETTING, facts_of(item), item.kind_label, item.minutes, uploaded, _font_file())


def share_picture_path(item: Any) -> str:
    """The address of the share picture, for og:image."""
    return reverse("catalog:share_picture", args=[item.short_id, picture_version(item)])


def share_poster_path(item: Any, seconds: int = 0) -> str:
    """The address of the poster, from a moment on."""
    path = reverse("catalog:share_poster", args=[item.short_id, picture_version(item)])
    return f"{path}?t={seconds}" if seconds else path


def share_poster_size() -> tuple[int, int]:
    """Width and height of every poster on this machine."""
    return poster_size(with_words=bool(_font_file()))


def share_picture(item: Any) -> bytes:
    """1200 × 630, for og:image."""

    def draw() -> bytes:
        frame = share_frame(facts_of(item), _data_address(item), with_words=bool(_font_file()))
        return _png(frame, item.title, "", 46)

    return _kept(item, "share", draw)


def poster(item: Any, address: str, seconds: int = 0) -> bytes:
    """Cover, QR code to `address`, title; to be kept and passed on."""

    def draw() -> bytes:
        frame = poster_frame(
            facts_of(item), qr_modules(address), _data_address(item), with_words=bool(_font_file())
        )
        return _png(frame, item.title, _facts_line(item, seconds), 42)

    return _kept(item, f"poster-{digest(address)}", draw)


def _facts_line(item: Any, seconds: int) -> str:
    minutes = f"{item.minutes}分钟" if item.minutes else ""
    moment = f"从{seconds // 60:02d}:{seconds % 60:02d}听起" if seconds else ""
    return "   ".join(filter(None, [item.kind_label, minutes, moment]))


def _data_address(item: Any) -> str:
    """The uploaded picture inside the drawing: resvg fetches nothing."""
    rendition = uploaded_picture(item, POSTER_PICTURE)
    if rendition is None:
        return ""
    with rendition.file.open("rb") as file:
        return "data:image/jpeg;base64," + base64.b64encode(file.read()).decode()


@cache
def _font_file() -> str:
    places = [settings.CATALOG_PICTURE_FONT, *FONT_FILES]
    return next((place for place in places if place and Path(place).is_file()), "")


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    """The font's face for simplified Chinese, or its first."""
    path = _font_file()
    for index in range(12):
        try:
            font = ImageFont.truetype(path, size, index=index)
        except OSError:
            break
        if (font.getname()[0] or "").endswith(SIMPLIFIED):
            return font
    return ImageFont.truetype(path, size)


def _png(frame: Frame, title: str, line: str, size: int) -> bytes:
    drawn = resvg_py.svg_to_bytes(svg_string=frame.svg, skip_system_fonts=True)
    image = Image.open(io.BytesIO(bytes(drawn))).convert("RGB")
    if _font_file():
        _write(image, frame, title, line, size)
    out = io.BytesIO()
    # Flat colours: a palette is a third of the bytes, which counts where a chat fetches the picture.
    image.quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
        out, "PNG", optimize=True
    )
    return out.getvalue()


def _write(image: Image.Image, frame: Frame, title: str, line: str, size: int) -> None:
    """The title in at most two lines, and a line of facts, centred in the frame's box for words."""
    pen = ImageDraw.Draw(image)
    top, height = frame.words
    font, small = _font(size), _font(28)
    lines = wrapped(title, lambda text: font.getlength(text) <= frame.width - 110)
    y = top + (height - round(1.35 * size) * len(lines) - (50 if line else 0)) / 2
    for text in lines:
        pen.text((frame.width / 2, y), text, INK, font, anchor="ma")
        y += round(1.35 * size)
    if line:
        pen.text((frame.width / 2, y + 14), line, GREY, small, anchor="ma")


def wrapped(text: str, fits: Callable[[str], bool], most: int = 2) -> list[str]:
    """The text in lines that fit, no line beginning with a mark that closes; what is left over becomes …
    No character stands alone in the second of two lines."""
    text = text.strip()
    lines = [""]
    for character in text:
        if fits(lines[-1] + character) or (character in NOT_AT_LINE_START and lines[-1]):
            lines[-1] += character
        elif len(lines) == most:
            lines[-1] = lines[-1][:-1] + "…"
            break
        else:
            lines.append(character)
    return _parted(lines, fits) if len(lines) == 2 and "".join(lines) == text else lines


def _parted(lines: list[str], fits: Callable[[str], bool]) -> list[str]:
    """Two lines that part where the sentence does; else the second has at least LEAST_LINE characters."""
    text = "".join(lines)
    pairs = [[text[:at], text[at:]] for at in range(1, len(text))]
    good = [two for two in pairs if _may_part(two[0][-1], two[1][0]) and all(map(fits, two))]
    at_marks = [two for two in good if two[0][-1] in NOT_AT_LINE_START + "—" or two[1][0] in NOT_AT_LINE_END]
    if at_marks:
        return min(at_marks, key=lambda two: abs(len(two[0]) - len(two[1])))
    return max(good, key=lambda two: (min(len(two[1]), LEAST_LINE), len(two[0])), default=lines)


def _may_part(before: str, after: str) -> bool:
    """Whether a line may end between these characters: numbers, Latin words and dashes stay whole."""
    one = (before.isascii() and after.isascii()) or before == after == "—"
    return not one and before not in NOT_AT_LINE_END and after not in NOT_AT_LINE_START + "—"


def _kept(item: Any, name: str, draw: Callable[[], bytes]) -> bytes:
    """The file of this name and the current version, drawn if it is not there. A disk that cannot be written
    costs time, not the picture."""
    folder = Path(settings.VAR_DIR) / "covers" / item.short_id
    path = folder / f"{name}.{picture_version(item)}.png"
    with contextlib.suppress(OSError):
        return path.read_bytes()
    content = draw()
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, suffix=".part", delete=False) as part:
            part.write(content)
        os.replace(part.name, path)
        files = sorted(folder.iterdir(), key=lambda file: file.stat().st_mtime, reverse=True)
        for old in files[KEPT_FILES:]:
            old.unlink(missing_ok=True)
    return content
