"""What can be seen on the board, in words: the text alternative of its picture, in the learner's language."""

from lux_ai_edu.board.colour import BLINK, COLOURS, FLASH, GLOW, SPARK, hex_of_colour
from lux_ai_edu.board.frame import Frame
from lux_ai_edu.board.hardware import ALL_DARK
from lux_ai_edu.board.icons import name_of
from lux_ai_edu.board.pins import PIN_NAMES
from lux_ai_edu.language import say


def describe(frame: Frame) -> str:
    """Say what the board shows at this frame; blinking is told as blinking, not as on and off.

    >>> from lux_ai_edu.board import Board
    >>> board = Board()
    >>> board.icon("heart")
    >>> board.colour("orange", effect="blink")
    >>> describe(board.frame())
    'The lamps show a heart. The colour lamp blinks: orange.'
    """
    sentences = [_lamps(frame)]
    if frame.blink and frame.pattern != ALL_DARK:
        sentences.append(say("The lamps blink."))
    if any(frame.colour) and frame.effect:
        sentences.append(_colour_lamp(frame))
    if any(frame.pins):
        names = [name for name, high in zip(PIN_NAMES, frame.pins, strict=True) if high]
        sentences.append(say("Pins that are on: {pins}.", pins=", ".join(names)))
    return " ".join(sentences)


def _lamps(frame: Frame) -> str:
    if len(frame.text) > 1:
        return say("The text “{text}” runs over the lamps.", text=frame.text)
    if frame.text:
        return say("The lamps show “{text}”.", text=frame.text)
    if icon := name_of(frame.pattern):
        return say("The lamps show {icon}.", icon=_icon(icon))
    lit = sum(row.count("#") for row in frame.pattern)
    if lit == 0:
        return say("All lamps are dark.")
    if lit == 25:
        return say("All 25 lamps are lit.")
    rows = [
        say("row y = {y}: x = {columns}", y=y, columns=", ".join(str(x) for x in range(5) if row[x] == "#"))
        for y, row in enumerate(frame.pattern)
        if "#" in row
    ]
    return say("Lit lamps: {rows}.", rows="; ".join(rows))


def _icon(name: str) -> str:
    return {
        "heart": say("a heart"),
        "smile": say("a smiling face"),
        "sad": say("a sad face"),
        "arrow_up": say("an arrow up"),
        "arrow_down": say("an arrow down"),
        "arrow_left": say("an arrow to the left"),
        "arrow_right": say("an arrow to the right"),
        "plus": say("a plus sign"),
        "cross": say("a cross"),
        "ring": say("a ring"),
        "check": say("a tick mark"),
        "wifi": say("the WiFi sign"),
    }[name]


def _colour_lamp(frame: Frame) -> str:
    colour = _colour(frame.colour)
    if frame.effect == FLASH:
        return say("The colour lamp flashes: {colour}.", colour=colour)
    if frame.effect <= 2 * BLINK - 1:
        return say("The colour lamp blinks: {colour}.", colour=colour)
    if frame.effect == SPARK:
        return say("The colour lamp sparks: {colour}.", colour=colour)
    if frame.effect == GLOW:
        return say("The colour lamp glows: {colour}.", colour=colour)
    return say("The colour lamp is {colour}.", colour=colour)


def _colour(rgb: tuple[int, int, int]) -> str:
    name = next((name for name, value in COLOURS.items() if value == rgb), None)
    if name is None:
        return "#" + hex_of_colour(rgb)
    return {
        "red": say("red"),
        "green": say("green"),
        "blue": say("blue"),
        "orange": say("orange"),
        "cyan": say("cyan"),
        "yellow": say("yellow"),
        "magenta": say("magenta"),
        "white": say("white"),
        "black": say("black"),
    }[name]
