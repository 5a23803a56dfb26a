"""What is drawn beside the character of a full glaze: eight motifs of Luoyang.

Each fills a field of 320 × 180 and keeps the left 120 quiet for the character. Decided here: how a motif
varies with its dice. Not here: who wears which (signs.py).
"""

import hashlib
import math
from collections.abc import Callable
from dataclasses import dataclass

from catalog.covers.signs import AMBER, IVORY, Glaze, num


class Dice:
    """The same words always fall the same way, in every process and on every machine (unlike `hash`)."""

    def __init__(self, *words: str) -> None:
        self._seed = "\x1f".join(words).encode()
        self._rolled = 0

    def roll(self, sides: int) -> int:
        """A number from 0 to sides - 1."""
        digest = hashlib.sha256(self._seed + self._rolled.to_bytes(4, "big")).digest()
        self._rolled += 1
        return int.from_bytes(digest[:4], "big") % sides


def water(glaze: Glaze, dice: Dice) -> str:
    """Two rivers meet: one rises from below, one falls in from above, one strand is lit."""
    bend, reach, lit = dice.roll(30), dice.roll(22), 4 + dice.roll(5)
    low = []
    for y in range(134, 240, 9):
        late = max(0, 186 - y)  # the upper strands begin further right, so that the bundle has no cut edge
        low.append(
            f"M{98 + late} {y}c{50 + reach - late} -8 {80 + reach // 2 - late} {-44 - bend} {132 - late} {-60 - bend // 2}s66-6 104-36"
        )
    top = "".join(
        f"M{146 + 14 * i}-6c{16 + i} {50 - 2 * i + reach // 3} {52 - 3 * i} {72 - 3 * i} {190 - 14 * i} {86 - 11 * i}"
        for i in range(7)
    )
    return (
        f'<g fill="none" stroke-linecap="round"><path d="{"".join(low)}" stroke="{glaze.bright}" '
        f'stroke-width="2.4" opacity=".62"/><path d="{top}" stroke="{IVORY}" stroke-width="1.6" opacity=".42"/>'
        f'<path d="{low[lit]}" stroke="{glaze.accent}" stroke-width="6"/></g>'
    )


def eave(glaze: Glaze, dice: Dice) -> str:
    """A roof's edge: ribs of tiles, round ends and drip tiles; one end is lit."""
    pitch, drop, left = 27 + dice.roll(5), 36 + dice.roll(12), 2 + dice.roll(20)
    ends = range(-left, 334, pitch)
    lit = ends[len(ends) // 2 + dice.roll(len(ends) // 2 - 1)]
    ribs = "".join(f"M{x - 7}-2h14V{drop}h-14z" for x in ends)
    drips = "".join(
        f"M{x + 8} {drop - 9}h{pitch - 16}v9q0 9-{num(pitch / 2 - 8)} 15q-{num(pitch / 2 - 8)}-6-{num(pitch / 2 - 8)}-15z"
        for x in ends
    )
    discs = "".join(f'<circle cx="{x}" cy="{drop}" r="11"/>' for x in ends)
    holes = "".join(f'<circle cx="{x}" cy="{drop}" r="5"/>' for x in ends)
    return (
        f'<path d="M0 0h320v{drop - 9}H0z" fill="{glaze.mid}" opacity=".55"/><path d="{ribs}{drips}" fill="{glaze.mid}"/>'
        f'<g fill="{glaze.bright}">{discs}</g><circle cx="{lit}" cy="{drop}" r="11" fill="{glaze.accent}"/>'
        f'<g fill="{glaze.deep}">{holes}</g>'
    )


def niche(glaze: Glaze, dice: Dice) -> str:
    """A cliff of small niches, somebody sits in a few of them, one is lit."""
    shift, lit = dice.roll(2), dice.roll(14)
    arches = hollows = seated = light = ""
    place = 0
    for row in range(4):
        for column in range(6):
            x, y = 134 + column * 36 - (row + shift) % 2 * 18, 42 + row * 47
            if x < 126:
                continue
            arches += f"M{x} {y}v-22c0-9 5-12 9-13q3-1 4-4q1 3 4 4c4 1 9 4 9 13v22z"
            hollow = f"M{x + 6} {y}v-21a7 7 0 0 1 14 0v21z"
            hollows += hollow
            if place == lit:
                light = hollow
            elif dice.roll(4) == 0:
                seated += f"M{x + 8} {y}q0-8 3-9a3 3 0 1 1 4 0q3 1 3 9z"
            place += 1
    lamp = IVORY if glaze == AMBER else glaze.accent  # green does not glow on amber
    return (
        f'<path d="{arches}" fill="{glaze.mid}"/><path d="{hollows}" fill="{glaze.deep}" opacity=".8"/>'
        f'<path d="{arches}" fill="none" stroke="{glaze.bright}" stroke-width="1.2" opacity=".65"/>'
        f'<path d="{seated}" fill="{glaze.bright}" opacity=".75"/><path d="{light}" fill="{lamp}"/>'
    )


def runs(glaze: Glaze, dice: Dice) -> str:
    """Sancai: three glazes run down from the rim and stop at different heights."""

    def coat(rim: int, width: int, gap: int, longest: int, colour: str) -> str:
        path, x = f"M-12-4V{rim}", -12
        while x < 330:
            # Over the character the runs stay short.
            length = 4 + dice.roll(7 if x < 104 else longest)
            path += f"v{length}a{num(width / 2)} {num(width / 2)} 0 0 0 {width} 0v-{length}a{num(gap / 2)} {num(gap / 2)} 0 0 1 {gap} 0"
            x += width + gap
        return f'<path d="{path}V-4z" fill="{colour}"/>'

    return (
        coat(32, 24, 13, 92, glaze.mid)
        + coat(22, 18, 10, 58, glaze.bright)
        + coat(10, 14, 8, 26, glaze.accent)
    )


def petal(glaze: Glaze, dice: Dice) -> str:
    """A peony, opened."""
    x, y, turn = 230 + dice.roll(18), 92 + dice.roll(18), dice.roll(40)
    rings = (
        (9, 132, 52, glaze.mid, 1.0),
        (8, 100, 43, glaze.bright, 0.45),
        (7, 72, 33, glaze.bright, 0.75),
        (6, 46, 23, IVORY, 0.88),
    )
    flower = ""
    for depth, (count, long, wide, colour, opacity) in enumerate(rings):
        tip = wide // 3
        shape = f"M0 0C-{wide}-{long // 3}-{wide}-{long - 4}-{tip}-{long}Q0-{long - 9} {tip}-{long}C{wide}-{long - 4} {wide}-{long // 3} 0 0z"
        turns = (turn + depth * 21 + i * 360 / count for i in range(count))
        petals = "".join(f'<path transform="rotate({num(angle)})" d="{shape}"/>' for angle in turns)
        flower += f'<g fill="{colour}" fill-opacity="{opacity:g}">{petals}</g>'
    stamens = "".join(
        f'<circle cx="{num(11 * math.cos(i * math.tau / 7))}" cy="{num(11 * math.sin(i * math.tau / 7))}" r="2.8"/>'
        for i in range(7)
    )
    return (
        f'<g transform="translate({x} {y})"><g stroke="{glaze.deep}" stroke-width="1.4">{flower}</g>'
        f'<g fill="{glaze.accent}"><circle r="5"/>{stamens}</g></g>'
    )


def ward(glaze: Glaze, dice: Dice) -> str:
    """The wards of Sui-Tang Luoyang, the Luo through them, a light here and there."""
    widths = [30, 24, 36, 24, 30, 36]
    heights = [26, 34, 26, 34, 26]
    turned = dice.roll(6)
    cells = lights = ""
    x = 136
    for width in widths[turned:] + widths[:turned]:
        y = 8
        for height in heights:
            cell = f"M{x} {y}h{width}v{height}h-{width}z"
            if dice.roll(8) == 0:
                lights += cell
            else:
                cells += cell
            y += height + 7
        x += width + 7
    rise = dice.roll(26)
    river = f"M112 {146 - rise // 2}c56-8 68-{56 + rise // 2} 116-{58 + rise // 3}s58-28 106-32"
    return (
        f'<path d="{cells}" fill="{glaze.mid}"/><path d="{lights}" fill="{glaze.bright}" opacity=".7"/>'
        f'<g fill="none"><path d="{river}" stroke="{glaze.deep}" stroke-width="25"/>'
        f'<path d="{river}" stroke="{glaze.accent}" stroke-width="11"/></g>'
    )


def luoshu(glaze: Glaze, dice: Dice) -> str:
    """The Luoshu square: odd numbers hollow, even ones solid, every row makes fifteen."""
    square = [[4, 9, 2], [3, 5, 7], [8, 1, 6]]
    for _ in range(dice.roll(4)):
        square = [list(row) for row in zip(*square[::-1], strict=True)]
    if dice.roll(2):
        square = [row[::-1] for row in square]
    left, top, step = 158 + dice.roll(12), 30 + dice.roll(9), 53 + dice.roll(5)
    links, odd, even = "", "", ""
    solid = glaze.bright if glaze == AMBER else glaze.accent
    for row, numbers in enumerate(square):
        for column, number in enumerate(numbers):
            spots = _cluster(number, left + column * (step + 2), top + row * step)
            links += "M" + "L".join(f"{num(x)} {num(y)}" for x, y in spots)
            dots = "".join(f'<circle cx="{num(x)}" cy="{num(y)}" r="4.4"/>' for x, y in spots)
            odd, even = (odd + dots, even) if number % 2 else (odd, even + dots)
    return (
        f'<path d="{links}" fill="none" stroke="{glaze.bright}" stroke-width="1.6"/>'
        f'<g fill="{glaze.deep}" stroke="{IVORY}" stroke-width="1.8">{odd}</g><g fill="{solid}">{even}</g>'
    )


def _cluster(number: int, x: float, y: float) -> list[tuple[float, float]]:
    """The dots of one number around (x, y): short ones lie in a row, long ones in rows of two or three."""
    across = number if number < 4 else 2 if number == 4 else 3
    rows = math.ceil(number / across)
    spots = []
    for i in range(number):
        row, column = divmod(i, across)
        here = min(across, number - row * across)
        spots.append((x + (column - (here - 1) / 2) * 14, y + (row - (rows - 1) / 2) * 14))
    return spots


def peak(glaze: Glaze, dice: Dice) -> str:
    """Yique, the gate of Longmen: two hills, the Yi between them, the sun over it."""
    sun, height, near, far = 190 + dice.roll(44), 40 + dice.roll(16), dice.roll(24), dice.roll(28)
    left = f"M104 190L164 {74 + near}q12-16 22 4L216 190z"
    right = f"M222 190L270 {52 + far}q14-18 28 4L346 150v40z"
    folds = "".join(
        f"M{106 + 9 * i} 190L{166 + 4 * i} {86 + near + 15 * i}q10-12 18 2l{20 - 2 * i} {84 - near - 12 * i}"
        f"M{226 + 6 * i} 190L{272 + 3 * i} {66 + far + 17 * i}q12-14 23 3l{44 - 2 * i} {84 - far - 12 * i}"
        for i in range(5)
    )
    return (
        f'<circle cx="{sun}" cy="{height}" r="21" fill="{glaze.accent}"/><path d="{right}{left}" fill="{glaze.mid}"/>'
        f'<path d="{folds}" fill="none" stroke="{glaze.bright}" stroke-width="1.6" opacity=".7"/>'
        f'<path d="M186 176h70M198 166h46M208 156h26" stroke="{IVORY}" stroke-width="3" stroke-linecap="round"/>'
    )


@dataclass(frozen=True)
class Motif:
    """A drawing and where it leaves room for the character."""

    draw: Callable[[Glaze, Dice], str]
    glyph_top: int = 40
    glyph_size: int = 100


MOTIFS = {
    "water": Motif(water),
    "eave": Motif(eave, glyph_top=58, glyph_size=90),
    "niche": Motif(niche),
    "runs": Motif(runs, glyph_top=56),
    "petal": Motif(petal),
    "ward": Motif(ward),
    "luoshu": Motif(luoshu),
    "peak": Motif(peak),
}
