"""The frames of pictures that leave the site: the share picture (og:image) and the poster with a QR code.

Decided here: where cover, mark, wordmark and code stand; both say nothing by text, which pictures.py writes
if the machine has a Chinese font. What matters lies in the middle square, which chat windows cut out.
"""

from dataclasses import dataclass

from catalog.covers.facts import CoverFacts
from catalog.covers.qr import INK
from catalog.covers.signs import GREEN, IVORY, Glaze, glyph, num
from catalog.covers.silhouettes import sign_of, wide

WORDMARK = "河洛家教"
SEAL = "#98304E"
PAPER = "#F5F7F3"


@dataclass(frozen=True)
class Frame:
    """A picture without its words; the words' box is (top, height) over the whole width."""

    svg: str
    width: int
    height: int
    words: tuple[int, int]


def share_frame(facts: CoverFacts, picture: str = "", *, with_words: bool = True) -> Frame:
    """1200 × 630. `picture` is an uploaded cover as a data: address."""
    glaze = sign_of(facts).glaze
    width, top = (580, 44) if with_words else (800, 40)
    height = width * 9 // 16
    body = (
        _rivers(glaze, 1200, 630)
        + _cover(facts, picture, (1200 - width) // 2, top, width, height)
        + _brand(600, 556 if with_words else 532, 44)
    )
    return Frame(_page(1200, 630, glaze.pale, body), 1200, 630, (top + height + 18, 140))


def poster_size(*, with_words: bool = True) -> tuple[int, int]:
    """Width and height of a poster: cover, code, room for words, brand."""
    return 750, 422 + 40 + 340 + (190 if with_words else 30) + 96


def poster_frame(
    facts: CoverFacts, code: tuple[str, int], picture: str = "", *, with_words: bool = True
) -> Frame:
    """750 wide, as a phone shows it: cover, code, words, brand."""
    path, modules = code
    words = 190 if with_words else 30
    _, height = poster_size(with_words=with_words)
    body = (
        f'<path fill="#FFF" d="M0 0h750v{height}H0z"/>'
        f"{_cover(facts, picture, 0, 0, 750, 422, mat=0)}"
        f'<svg x="205" y="446" width="340" height="340" viewBox="0 0 {modules} {modules}" shape-rendering="crispEdges">'
        f'<path fill="{INK}" d="{path}"/></svg>'
        f"{_brand(375, height - 82, 40)}"
    )
    return Frame(_page(750, height, "#FFF", body), 750, height, (800, words))


def _page(width: int, height: int, ground: str, body: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}"><path fill="{ground}" d="M0 0h{width}v{height}H0z"/>{body}</svg>'
    )


def _cover(facts: CoverFacts, picture: str, x: int, y: int, width: int, height: int, mat: int = 10) -> str:
    """The cover on a mat; the inner <svg> cuts off what reaches beyond it."""
    around = (
        f'<rect x="{x - mat}" y="{y - mat}" width="{width + 2 * mat}" height="{height + 2 * mat}" rx="14" fill="#FFF"/>'
        if mat
        else ""
    )
    if picture:
        return (
            f'{around}<image x="{x}" y="{y}" width="{width}" height="{height}" '
            f'preserveAspectRatio="xMidYMid slice" xlink:href="{picture}"/>'
        )
    drawing = wide(facts)
    return (
        f'{around}<svg x="{x}" y="{y}" width="{width}" height="{height}" viewBox="0 0 {drawing.width} {drawing.height}" '
        f'preserveAspectRatio="xMidYMid slice">{drawing.body}</svg>'
    )


def _rivers(glaze: Glaze, width: int, height: int) -> str:
    """A bundle of lines that flows behind the cover from edge to edge."""
    lines = "".join(
        f"M-20 {height - 190 + 15 * i}C{width // 5} {height - 120 + 16 * i} {width // 4} {height // 2 - 110 + 9 * i} {width // 2} {height // 2 - 60 + 14 * i}"
        f"S{width - 240} {150 + 13 * i} {width + 20} {20 + 15 * i}"
        for i in range(9)
    )
    return f'<path d="{lines}" fill="none" stroke="{glaze.bright}" stroke-width="3" opacity=".6"/>'


def _brand(center: int, y: int, size: int) -> str:
    """Mark and wordmark, centred: outlines, because a machine may have no Chinese font."""
    left = center - (size * (len(WORDMARK) + 1.3)) / 2
    scale = num(size / 40)
    mark = (
        f'<g transform="translate({num(left)} {num(y)}) scale({scale})"><rect width="40" height="40" rx="8" fill="{SEAL}"/>'
        f'<g fill="none" stroke="{IVORY}" stroke-linecap="round" stroke-width="4.5"><path d="M21.5 6C21 17 15.5 28 6.5 33M22 17c2.5 8 6.5 13.5 12 16"/></g></g>'
    )
    letters = "".join(
        glyph(character, left + size * (1.3 + i), y, size, GREEN.deep) for i, character in enumerate(WORDMARK)
    )
    return mark + letters
