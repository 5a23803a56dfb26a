"""The outline of each kind: a full glaze, a sheet, a river, a niche, a folding screen.

Pure functions from what is known of an item to one SVG string: no ids, gradients or styles, so the same
string works inline, behind <img>, as a poster and in print. Not here: play buttons and words, which a page
lays over a cover, and the frames of shared pictures (pictures.py).
"""

from dataclasses import dataclass

from catalog.covers.facts import CoverFacts
from catalog.covers.motifs import MOTIFS, Dice
from catalog.covers.signs import (
    COBALT,
    GREEN,
    IVORY,
    PLAIN_SIGNS,
    ROUTE_SIGNS,
    THEME_SIGNS,
    UNIT_SIGNS,
    Sign,
    glyph,
    num,
    stage_dots,
)

# Part of every version: raise it when a drawing changes, and every address of a cover changes with it.
DESIGN = "1"
MOST_BARS = 8
MOST_RINGS = 12
MOST_PANELS = 4


@dataclass(frozen=True)
class Drawing:
    """A picture's parts. `shape` is the last word of its CSS class."""

    width: int
    height: int
    body: str
    shape: str


def svg(drawing: Drawing, *, inline: bool = False) -> str:
    """The whole element; `inline` in a page, otherwise a file."""
    head = (
        f'class="cover cover--{drawing.shape}" aria-hidden="true" focusable="false"'
        if inline
        else 'xmlns="http://www.w3.org/2000/svg"'
    )
    size = f'width="{drawing.width}" height="{drawing.height}" viewBox="0 0 {drawing.width} {drawing.height}"'
    return f'<svg {head} {size} preserveAspectRatio="xMidYMid slice">{drawing.body}</svg>'


def draw(facts: CoverFacts) -> Drawing:
    """The cover of an item, in the outline of its kind."""
    return _KINDS[facts.kind](facts)


def shape_of(kind: str) -> tuple[str, int, int]:
    """Shape, width and height without drawing."""
    return _SHAPES[kind]


def sign_of(facts: CoverFacts) -> Sign:
    """The character that an item wears."""
    plain = PLAIN_SIGNS[facts.kind]
    if facts.kind == "unit":
        return UNIT_SIGNS.get(facts.unit_type, plain)
    if facts.kind == "route":
        return next((ROUTE_SIGNS[code] for code in facts.route_themes if code in ROUTE_SIGNS), plain)
    return next((THEME_SIGNS[code] for code in facts.themes if code in THEME_SIGNS), plain)


def wide(facts: CoverFacts) -> Drawing:
    """The cover in a frame of 16:9: a sheet stands in a tray, a niche on calm ground."""
    drawing = draw(facts)
    if drawing.shape == "sheet":
        tray = '<path fill="#E4E2D6" d="M0 0h320v180H0z"/><path fill="#17211C" opacity=".14" d="M93 27h142v153H93z"/>'
        return Drawing(
            320, 180, f'{tray}<g transform="translate(90 22) scale(.78)">{drawing.body}</g>', "glaze"
        )
    if drawing.shape == "niche":
        ground = '<path fill="#E7F0EA" d="M0 0h320v180H0z"/>'
        return Drawing(
            320, 180, f'{ground}<g transform="translate(76 8) scale(.86)">{drawing.body}</g>', "glaze"
        )
    return drawing


def tile(theme: str) -> str:
    """A theme's character on its glaze, for walls of themes."""
    sign = THEME_SIGNS.get(theme, PLAIN_SIGNS["lesson"])
    body = f'<path fill="{sign.glaze.deep}" d="M0 0h80v80H0z"/>{glyph(sign.character, 12, 12, 56, IVORY)}'
    return svg(Drawing(80, 80, body, "tile"), inline=True)


def _glaze(facts: CoverFacts) -> Drawing:
    """Lessons: a full glaze with a motif, the character in ivory on the left, where thumbnails keep it."""
    sign = sign_of(facts)
    dice = Dice("lesson", *facts.themes, facts.title)
    # Two in five wear the second motif, so that a shelf of one theme is not a row of twins.
    motif = MOTIFS[sign.second if dice.roll(5) < 2 else sign.motif]
    body = (
        f'<path fill="{sign.glaze.deep}" d="M0 0h320v180H0z"/>{motif.draw(sign.glaze, dice)}'
        f"{glyph(sign.character, 18, motif.glyph_top, motif.glyph_size, IVORY)}{stage_dots(facts.stages, 26, 164, IVORY)}"
    )
    return Drawing(320, 180, body, "glaze")


def _sheet(facts: CoverFacts) -> Drawing:
    """Plans: a sheet with a folded corner, one bar a step as long as its minutes."""
    sign = sign_of(facts)
    glaze = sign.glaze
    minutes = facts.step_minutes[:MOST_BARS]
    pitch = min(20, 100 / len(minutes)) if minutes else 20
    bars = "".join(
        f'<rect x="20" y="{num(114 + i * pitch)}" width="{num(32 + 108 * length / max(minutes))}" height="{num(pitch / 2)}" '
        f'rx="{num(pitch / 4)}" fill="{glaze.bright if i % 2 else glaze.deep}"/>'
        for i, length in enumerate(minutes)
    )
    if not minutes:  # ruled paper: nothing is claimed of steps that nobody wrote
        bars = f'<path d="M20 122h140m0 24H20m0 24h140m0 24H20" fill="none" stroke="{glaze.bright}" stroke-width="1.2"/>'
    fold = 30 + 2 * Dice("plan", facts.title).roll(9)
    body = (
        f'<path fill="{glaze.pale}" d="M0 0h180v240H0z"/><path fill="{glaze.bright}" opacity=".55" d="M{180 - fold} 0h{fold}v{fold}z"/>'
        f'<path fill="#FFF" stroke="{glaze.bright}" stroke-width="1.2" d="M{180 - fold} 0v{fold}h{fold}z"/>'
        f"{glyph(sign.character, 14, 14, 88, glaze.deep)}{bars}{stage_dots(facts.stages, 24, 226, glaze.deep)}"
    )
    return Drawing(180, 240, body, "sheet")


def _river(facts: CoverFacts) -> Drawing:
    """Routes: open ground, a river through it, one ring a stop."""
    sign = sign_of(facts)
    glaze = sign.glaze
    dice = Dice("route", *facts.route_themes, facts.title)
    lift, sway = dice.roll(20), dice.roll(16)
    first = ((-12.0, 134.0 + lift), (70.0, 172.0), (118.0, 94.0 - lift), (190.0, 104.0 + sway / 2))
    mirrored = (2 * first[3][0] - first[2][0], 2 * first[3][1] - first[2][1])
    second = (first[3], mirrored, (250.0, 42.0 + lift - sway), (334.0, 32.0 + sway))
    bed = "M{} {}C{} {} {} {} {} {}".format(*(num(part) for point in first for part in point))
    bed += "S{} {} {} {}".format(*(num(part) for point in second[2:] for part in point))
    flow = "".join(f'<path transform="translate(0 {dy})" d="{bed}"/>' for dy in (-19, -13, -7, 7, 13, 19))
    hills = "".join(
        f"M{198 + 7 * i} 184q{48 + sway - 3 * i}-{66 - 13 * i} {130 - 7 * i}-{44 - 10 * i}" for i in range(4)
    )
    stops = min(facts.stops, MOST_RINGS)
    radius, rim = (10, 5) if stops <= 6 else (6, 3.5)
    rings = "".join(
        f'<circle cx="{num(x)}" cy="{num(y)}" r="{radius}"/>'
        for x, y in (
            _along(first, second, 0.18 + 1.66 * (i + 0.5 * (stops == 1)) / max(stops - 1, 1))
            for i in range(stops)
        )
    )
    body = (
        f'<path fill="{glaze.pale}" d="M0 0h320v180H0z"/><g fill="none" stroke-linecap="round">'
        f'<path d="{hills}" stroke="{glaze.bright}" stroke-width="1.6"/><path d="{bed}" stroke="{glaze.bright}" stroke-width="46" opacity=".38"/>'
        f'<g stroke="{glaze.mid}" stroke-width="2">{flow}</g><path d="{bed}" stroke="{glaze.deep}" stroke-width="5"/></g>'
        f'<g fill="{IVORY}" stroke="{glaze.deep}" stroke-width="{rim}">{rings}</g>'
        f"{glyph(sign.character, 16, 10, 92, glaze.deep)}{stage_dots(facts.stages, 128, 26, glaze.deep)}"
    )
    return Drawing(320, 180, body, "river")


def _along(first: tuple, second: tuple, way: float) -> tuple[float, float]:
    """The point of two joined cubic curves at `way`, 0 at the start and 2 at the end."""
    points, t = (first, way) if way <= 1 else (second, way - 1)
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    x, y = (
        sum(weight * point[axis] for weight, point in zip(weights, points, strict=True)) for axis in (0, 1)
    )
    return x, y


def _niche(facts: CoverFacts) -> Drawing:
    """Units: a Longmen niche under a tiled eave, the character of the unit's type inside."""
    sign = sign_of(facts)
    glaze = sign.glaze
    dice = Dice("unit", facts.unit_type, facts.title)
    count, lit, plinth = 9 + dice.roll(4), dice.roll(9), dice.roll(3)
    step = 144 / (count - 1)
    ends = "".join(
        f'<circle cx="{num(28 + i * step)}" cy="55" r="5"'
        + (f' fill="{IVORY}" stroke="{glaze.deep}" stroke-width="2"' if i == lit else "")
        + "/>"
        for i in range(count)
    )
    ridge = 50 + 4 * dice.roll(4)

    def arch(inset: int) -> str:
        radius = 70 - inset
        return f"M{30 + inset} 204v-72a{radius} {radius} 0 0 1 {2 * radius} 0v72z"

    steps = ("", "M22 193h156v7H22z", "M30 186h140v6H30zM18 193h164v7H18z")[plinth]
    body = (
        f'<path fill="none" stroke="{glaze.bright}" stroke-width="7" d="{arch(4)}"/><path fill="{glaze.deep}" d="{arch(13)}"/>'
        f'{glyph(sign.character, 58, 92, 84, IVORY)}<path fill="{glaze.mid}" d="{steps}"/>'
        f'<path fill="{glaze.deep}" d="M{ridge} 15h{200 - 2 * ridge}v7H{ridge}zM60 22h80q12 19 54 22q-4 8-10 11H16Q10 52 6 44Q48 41 60 22z"/>'
        f'<g fill="{glaze.accent}">{ends}</g>'
    )
    return Drawing(200, 200, body, "niche")


def _screen(facts: CoverFacts) -> Drawing:
    """Collections: a folding screen, one panel for each theme inside."""
    signs = [THEME_SIGNS[code] for code in facts.themes if code in THEME_SIGNS][:MOST_PANELS]
    if not signs:
        signs = [Sign("河", GREEN), Sign("洛", COBALT)]
    elif len(signs) == 1:  # one panel is no screen
        signs.append(Sign("集", signs[0].glaze))
    dice = Dice("collection", *facts.themes, facts.title)
    width = 320 / len(signs)
    size = min(width * 0.74, 96)
    high = 34 + dice.roll(16)
    body = ""
    for i, sign in enumerate(signs):
        x, band = i * width, high if i % 2 else high + 12 + dice.roll(5)
        body += (
            f'<path fill="{sign.glaze.deep}" d="M{num(x)} 0h{num(width)}v180h-{num(width)}z"/>'
            f'<path fill="{sign.glaze.mid}" opacity=".75" d="M{num(x)} 0h{num(width)}v{band}h-{num(width)}z"/>'
            f'<path fill="{sign.glaze.accent}" d="M{num(x)} {band}h{num(width)}v4h-{num(width)}z"/>'
            f"{glyph(sign.character, x + (width - size) / 2, band + (180 - band - size) / 2, size, IVORY)}"
        )
    folds = "".join(f"M{num(i * width)} 0v180" for i in range(1, len(signs)))
    return Drawing(320, 180, f'{body}<path d="{folds}" stroke="{IVORY}" stroke-width="3"/>', "screen")


_KINDS = {"lesson": _glaze, "plan": _sheet, "route": _river, "unit": _niche, "collection": _screen}
_SHAPES = {
    "lesson": ("glaze", 320, 180),
    "plan": ("sheet", 180, 240),
    "route": ("river", 320, 180),
    "unit": ("niche", 200, 200),
    "collection": ("screen", 320, 180),
}
