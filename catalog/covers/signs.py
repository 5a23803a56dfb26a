"""What stands for what: a theme's character, glaze and motif, a unit's and a route's character, a stage's dots.

Decided here: the table of signs and how a character and dots are drawn. Not here: the motifs themselves
(motifs.py) and the outline that a kind has (silhouettes.py).

NOTICE: the characters in catalog/data/glyphs.json are outlines from Noto Serif CJK SC Bold,
© Adobe, SIL Open Font License 1.1. They are drawn as paths, so a cover needs no font.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

GLYPH_FILE = Path(__file__).resolve().parent.parent / "data" / "glyphs.json"
GLYPH_BOX = 200  # the outlines' own units
IVORY = "#FFFBF0"


@dataclass(frozen=True)
class Glaze:
    """A colour of Tang pottery: the fired ground, a lighter coat, fine lines, paper, and a second glaze."""

    deep: str
    mid: str
    bright: str
    pale: str
    accent: str


GREEN = Glaze("#1F5846", "#2F7059", "#7DB396", "#E6F0EA", "#E3AE4A")
AMBER = Glaze("#A1620C", "#C1801F", "#F2CB80", "#FBF1DD", "#2F7059")
COBALT = Glaze("#24457A", "#365B95", "#8FB0DB", "#E8EEF8", "#E3AE4A")
PEONY = Glaze("#98304E", "#B34A67", "#E9A3B5", "#FBECF0", "#F0C976")
BROWN = Glaze("#6A3D22", "#865434", "#D0A27B", "#F6EDE4", "#7DB396")
VIOLET = Glaze("#573672", "#6F4C8C", "#B99BD1", "#F2ECF7", "#E3AE4A")


@dataclass(frozen=True)
class Sign:
    """A character in a glaze; `motif` and `second` name what is drawn beside it on a full glaze."""

    character: str
    glaze: Glaze
    motif: str = "water"
    second: str = "peak"


THEME_SIGNS = {
    "T01": Sign("家", GREEN, "eave", "ward"),
    "T02": Sign("亲", PEONY, "water", "peak"),
    "T03": Sign("德", BROWN, "niche", "luoshu"),
    "T04": Sign("习", AMBER, "runs", "water"),
    "T05": Sign("学", AMBER, "niche", "luoshu"),
    "T06": Sign("启", AMBER, "water", "peak"),
    "T07": Sign("心", PEONY, "petal", "luoshu"),
    "T08": Sign("春", VIOLET, "petal", "luoshu"),
    "T09": Sign("网", COBALT, "ward", "eave"),
    "T10": Sign("友", PEONY, "luoshu", "petal"),
    "T11": Sign("健", GREEN, "peak", "water"),
    "T12": Sign("安", COBALT, "eave", "ward"),
    "T13": Sign("勤", BROWN, "ward", "eave"),
    "T14": Sign("趣", VIOLET, "runs", "water"),
    "T15": Sign("志", COBALT, "peak", "water"),
    "T16": Sign("和", GREEN, "luoshu", "petal"),
}
# The same order as catalog.models.choices.RouteTheme and UnitType; a test holds them complete.
ROUTE_SIGNS = {
    "W01": Sign("河", AMBER),
    "W02": Sign("运", COBALT),
    "W03": Sign("花", PEONY),
    "W04": Sign("都", BROWN),
    "W05": Sign("窟", BROWN),
    "W06": Sign("丝", VIOLET),
    "W07": Sign("红", PEONY),
    "W08": Sign("工", COBALT),
    "W09": Sign("艺", VIOLET),
    "W10": Sign("耕", AMBER),
    "W11": Sign("山", GREEN),
    "W12": Sign("诗", GREEN),
    "W13": Sign("法", COBALT),
}
UNIT_SIGNS = {
    "U01": Sign("博", GREEN),
    "U02": Sign("书", COBALT),
    "U03": Sign("文", VIOLET),
    "U04": Sign("非", AMBER),
    "U05": Sign("念", PEONY),
    "U06": Sign("科", COBALT),
    "U07": Sign("体", GREEN),
    "U08": Sign("少", AMBER),
    "U14": Sign("社", GREEN),
    "U15": Sign("古", BROWN),
    "U16": Sign("企", COBALT),
    "U17": Sign("校", VIOLET),
    "U18": Sign("消", PEONY),
    "U19": Sign("景", GREEN),
    "U20": Sign("农", AMBER),
    "U21": Sign("美", PEONY),
    "U22": Sign("剧", VIOLET),
    "U23": Sign("公", COBALT),
    "U24": Sign("馆", BROWN),
}
# What a kind wears while nobody has said its theme, or when the theme is newer than this table.
PLAIN_SIGNS = {
    "lesson": Sign("课", GREEN, "water", "peak"),
    "plan": Sign("案", GREEN),
    "route": Sign("线", GREEN),
    "unit": Sign("馆", GREEN),
    "collection": Sign("集", GREEN),
}

STAGE_DOTS = {"KG": 1, "PR": 2, "JH": 3, "SH": 4, "VS": 4}
ALL_STAGES = "ALL"
DOT_STEP = 13


@cache
def _outlines() -> dict[str, str]:
    return json.loads(GLYPH_FILE.read_text(encoding="utf-8"))


def num(value: float) -> str:
    """A coordinate with at most one decimal: covers are small files."""
    return f"{value:.1f}".removesuffix(".0")


def glyph(character: str, x: float, y: float, size: float, colour: str) -> str:
    """A character as an outline, its box's corner at (x, y)."""
    scale = f"{size / GLYPH_BOX:.3f}".rstrip("0").rstrip(".")
    return (
        f'<path fill="{colour}" transform="translate({num(x)} {num(y)}) scale({scale})" '
        f'd="{_outlines()[character]}"/>'
    )


def stage_dots(stages: tuple[str, ...], x: float, y: float, colour: str) -> str:
    """Linked dots as in the Luoshu chart, one string a stage, lowest first; from three stages on a cross of
    five. No stage, no dots: a cover does not claim what nobody said."""
    counts = list(dict.fromkeys(STAGE_DOTS[stage] for stage in stages if stage in STAGE_DOTS))
    if ALL_STAGES in stages or len(counts) > 2:
        return _dots(
            [(x, y), (x + 13, y), (x + 26, y), (x + 13, y - 10), (x + 13, y + 10)],
            f"M{num(x)} {num(y)}h26m-13-10v20",
            colour,
        )
    spots: list[tuple[float, float]] = []
    line = ""
    for count in counts:
        spots += [(x + i * DOT_STEP, y) for i in range(count)]
        line += f"M{num(x)} {num(y)}h{(count - 1) * DOT_STEP}" if count > 1 else ""
        x += (count + 0.6) * DOT_STEP
    return _dots(spots, line, colour)


def _dots(spots: list[tuple[float, float]], line: str, colour: str) -> str:
    if not spots:
        return ""
    dots = "".join(f'<circle cx="{num(x)}" cy="{num(y)}" r="3.6"/>' for x, y in spots)
    link = f'<path d="{line}" stroke="{colour}" stroke-width="1.6"/>' if line else ""
    return f'{link}<g fill="{colour}">{dots}</g>'
