"""The board as a picture: one SVG text, drawn by Python for paper and by the widget for play.

A lit lamp differs from a dark one in size and brightness, not in hue alone, so that it can be told in grey.
No style sheet, no ids, nothing from outside: it may stand in any page, light or dark.
"""

from html import escape

from lux_ai_edu.board.frame import Frame
from lux_ai_edu.board.pins import PIN_NAMES
from lux_ai_edu.board.words import describe
from lux_ai_edu.language import say

WIDTH, HEIGHT = 440, 300
_CENTRE_X, _CENTRE_Y, _PITCH = 220, 160, 37
_BUTTONS = {"A": (67, "#ffd23f"), "B": (373, "#86d8ff")}
# Rays round the colour lamp: in grey, a blue lamp is known to be lit by its shape.
_RAYS = "M0-18v-5M13-13l4-4M18 0h5M13 13l4 4M0 18v5M-13 13l-4 4M-18 0h-5M-13-13l-4-4"
_FONT = 'font-family="system-ui, sans-serif" font-weight="700"'


def draw(frame: Frame, name: str = "") -> str:
    """Draw the board as it looks at this frame, with a text alternative in the learner's language.

    name: written on the board. Returns SVG text, 440 × 300.

    >>> draw(Frame(0))[:63]
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 440 300" w'
    """
    words = escape(describe(frame))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}"'
        f' height="{HEIGHT}" role="img" aria-label="{words}">',
        f"<title>{escape(say('A board with 25 lamps'))}</title><desc>{words}</desc>",
        _circuit_board(name),
        *(_button(letter) for letter in _BUTTONS),
        *(_pin(place, high) for place, high in enumerate(frame.pins)),
        _colour_lamp(*colour_light(frame)),
        *(
            _lamp(x, y, lamp_light(frame) if lamp == "#" else 0)
            for y, row in enumerate(frame.lamps)
            for x, lamp in enumerate(row)
        ),
        "</svg>",
    ]
    return "".join(parts)


def lamp_light(frame: Frame) -> float:
    """How strongly a lit lamp is drawn: 0.5 at brightness 0, 1 at 15."""
    return round(0.5 + 0.5 * (frame.brightness / 15) ** 0.5, 2)


def colour_light(frame: Frame) -> tuple[str, float]:
    """The colour lamp's fill, and how strongly it is drawn (0 is dark).

    A screen shows a weak colour as a dark one, a lamp as a faint one: so the fill is at full strength.
    """
    peak = max(frame.rgb)
    if peak == 0:
        return "#000000", 0
    fill = "#" + "".join(f"{part * 255 // peak:02x}" for part in frame.rgb)
    power = peak / 255 * frame.rgb_brightness / 100  # 100 is the brightness at the start
    return fill, round(min(1, 0.25 + 0.75 * power**0.5), 2)


def _circuit_board(name: str) -> str:
    holes = "".join(
        f'<circle cx="{x}" cy="{y}" r="9" fill="#e8b93c"/><circle cx="{x}" cy="{y}" r="5" fill="#08303a"/>'
        for x in (30, WIDTH - 30)
        for y in (30, HEIGHT - 30)
    )
    wires = "".join(
        f'<path d="{path}" fill="none" stroke="#1f8391" stroke-width="2.5" stroke-linecap="round"/>'
        for path in (
            "M67 198v38l24 24h35M67 122V88l22-22h28",
            "M373 198v38l-24 24h-35M373 122V88l-22-22h-28",
            "M52 116V68l16-16h118l12-12h8M388 116V68l-16-16h-118l-12-12h-8",
        )
    )
    label = f'<text x="46" y="36" font-size="15" fill="#d9f4f6" {_FONT}>{escape(name)}</text>' if name else ""
    return (
        f'<rect x="3" y="3" width="{WIDTH - 6}" height="{HEIGHT - 6}" rx="30" fill="#0b5563"'
        f' stroke="#3fb4c1" stroke-width="4"/>{wires}{holes}{label}'
        '<rect x="118" y="58" width="204" height="204" rx="20" fill="#0d1518" stroke="#052a33"'
        ' stroke-width="4"/>'
    )


def _lamp(x: int, y: int, light: float) -> str:
    cx = _CENTRE_X + (x - 2) * _PITCH
    cy = _CENTRE_Y + (y - 2) * _PITCH
    return (
        f'<g transform="translate({cx} {cy})">'
        '<circle r="6" fill="#2a383d" stroke="#56696f" stroke-width="1.5"/>'
        f'<g data-lamp="{y * 5 + x}" opacity="{light}"><circle r="18.5" fill="#ff7a1a" opacity=".3"/>'
        '<circle r="15" fill="#ff9f33"/><circle r="11" fill="#ffd95f"/><circle r="6.5" fill="#fffdf0"/>'
        "</g></g>"
    )


def _colour_lamp(fill: str, light: float) -> str:
    return (
        '<g transform="translate(220 33)">'
        '<rect x="-14" y="-14" width="28" height="28" rx="5" fill="#e9f0f1"/>'
        '<circle r="8" fill="#54666c" stroke="#35454a" stroke-width="1.5"/>'
        f'<g data-rgb="" fill="{fill}" opacity="{light}"><circle r="25" opacity=".45"/>'
        f'<path d="{_RAYS}" stroke="#fff" stroke-width="3" stroke-linecap="round"/>'
        '<circle r="12.5" stroke="#10181b" stroke-width="1"/>'
        '<circle cx="-3" cy="-4" r="3.5" fill="#fff" opacity=".85"/></g></g>'
    )


def _button(letter: str) -> str:
    x, colour = _BUTTONS[letter]
    return (
        f'<g transform="translate({x} 160)">'
        '<rect x="-40" y="-40" width="80" height="80" rx="14" fill="#cfdadd" stroke="#7f9499"'
        ' stroke-width="3"/><circle r="33" cy="3" fill="#12252b" opacity=".55"/>'
        f'<g data-cap="{letter}"><circle r="32" fill="{colour}" stroke="#23323a" stroke-width="3"/>'
        '<path d="M-21 -13a25 25 0 0 1 42 0" fill="none" stroke="#fff" stroke-width="4"'
        ' stroke-linecap="round" opacity=".6"/>'
        f'<text y="12" font-size="34" text-anchor="middle" fill="#1b2529" {_FONT}>{letter}</text></g></g>'
    )


def _pin(place: int, high: bool) -> str:
    x = 145 + place * 50
    return (
        f'<g transform="translate({x} 281)"><circle r="10" fill="#e8b93c"/><circle r="4" fill="#08303a"/>'
        f'<g data-pin="{place}" opacity="{int(high)}"><circle r="14" fill="#fff" opacity=".3"/>'
        '<circle r="8" fill="#fffbe8"/></g>'
        f'<text x="13" y="5" font-size="12" fill="#d9f4f6" {_FONT}>{PIN_NAMES[place]}</text></g>'
    )
