"""The colour lamp (one RGB lamp): colours, and effects with the timing of the library's code.

Follows the RGB part of KniwwelinoLib 1.3.3. Its comment says that a count of 10 is one second; its code
takes one off the count every 10 ticks, which is half a second. We follow the code.
"""

import operator

from lux_ai_edu.board.limits import whole_number
from lux_ai_edu.errors import LearnerError
from lux_ai_edu.language import say
from lux_ai_edu.shortened import shortened

RGB = tuple[int, int, int]

COLOURS: dict[str, RGB] = {
    "red": (255, 0, 0),
    "green": (0, 255, 0),
    "blue": (0, 0, 255),
    "orange": (201, 59, 3),
    "cyan": (0, 255, 255),
    "yellow": (255, 255, 0),
    "magenta": (255, 0, 255),
    "white": (255, 255, 255),
    "black": (0, 0, 0),
}
ON, BLINK, FLASH, OFF, SPARK, GLOW = 10, 5, 1, 0, 20, 21
EFFECTS = {"on": ON, "blink": BLINK, "flash": FLASH, "off": OFF, "spark": SPARK, "glow": GLOW}
BEATS = 10  # ticks in one cycle of on, blink and flash
BLACK: RGB = (0, 0, 0)


def read_colour(colour: object) -> RGB:
    """Read a colour: a name, "#C93B03" or "C93B03", (red, green, blue), each 0 to 255, or a 24-bit number.

    >>> read_colour("orange"), read_colour("#C93B03"), read_colour(0xC93B03)
    ((201, 59, 3), (201, 59, 3), (201, 59, 3))
    """
    if isinstance(colour, str):
        text = colour.strip().lower()
        digits = text.removeprefix("#")
        if text in COLOURS:
            return COLOURS[text]
        if len(digits) == 6 and set(digits) <= set("0123456789abcdef"):
            return read_colour(int(digits, 16))
    elif isinstance(colour, tuple | list) and len(colour) == 3:
        red, green, blue = (
            whole_number(say("Each part of a colour (red, green, blue)"), part, 0, 255) for part in colour
        )
        return red, green, blue
    else:
        try:
            number = operator.index(colour)  # type: ignore[arg-type]
        except TypeError:
            number = -1
        if 0 <= number <= 0xFFFFFF:
            return number >> 16, number >> 8 & 255, number & 255
    raise LearnerError(
        say(
            "{colour} is not a colour. Use a name ({names}), “#C93B03”, or (red, green, blue) from 0 to 255.",
            colour=shortened(colour),
            names=", ".join(COLOURS),
        )
    )


def colour_of_hue(hue: int) -> RGB:
    """Turn a hue from 0 to 255 into a colour, on the library's wheel (RGBhue2int).

    >>> colour_of_hue(0), colour_of_hue(85), colour_of_hue(170)
    ((255, 0, 0), (0, 255, 0), (0, 0, 255))
    """
    back = 255 - whole_number("hue", hue, 0, 255)
    part = back % 85 * 3 if back < 255 else 255
    if back < 85:
        return 255 - part, 0, part
    if back < 170:
        return 0, part, 255 - part
    return part, 255 - part, 0


def hex_of_colour(colour: object) -> str:
    """Write a colour as six hexadecimal digits (RGBcolor2Hex).

    >>> hex_of_colour("orange")
    'C93B03'
    """
    return "{:02X}{:02X}{:02X}".format(*read_colour(colour))


def read_effect(effect: object) -> int:
    """Read an effect: its name, or the library's number (0 to 10: ticks lit of 10; 20 spark, 21 glow)."""
    if isinstance(effect, str) and effect.lower() in EFFECTS:
        return EFFECTS[effect.lower()]
    if isinstance(effect, int) and (0 <= effect <= ON or effect in (SPARK, GLOW)):
        return int(effect)
    raise LearnerError(
        say(
            "{effect} is not an effect. Use one of: {names}.",
            effect=shortened(effect),
            names=", ".join(EFFECTS),
        )
    )


class ColourLamp:
    """The RGB lamp: the `colour` asked for, what is `shown` at this tick, and its `level`, 0 to 255."""

    def __init__(self) -> None:
        self.colour = BLACK
        self.shown = BLACK
        self.effect = ON
        self.count = -1
        self.brightness = 100
        self.level = 100
        self.beat = 1  # 1 to 10, runs on whatever is set
        self.fade = 100  # the brightness of spark and glow; glow keeps it ten times finer
        self.rising = True

    def set(self, colour: RGB, effect: int, count: int) -> None:
        self.set_effect(effect, count)
        self.colour = self.shown = colour

    def set_effect(self, effect: int, count: int) -> None:
        if effect == ON:
            self.shown = self.colour
        if effect != self.effect or effect >= ON:
            self.level = self.brightness
        self.effect = effect
        self.count = count

    def set_brightness(self, brightness: int) -> None:
        self.brightness = self.level = brightness

    def clear(self) -> None:
        self.count = 0
        self.colour = self.shown = BLACK

    def tick(self) -> None:
        """Do what the library does twenty times a second."""
        if self.count == 0:
            self.clear()
        elif self.effect <= ON:
            if self.effect < ON:
                self.shown = self.colour if self.beat <= self.effect else BLACK
            self.beat += 1
            if self.beat > BEATS:
                self.beat = 1
                self._count_down()
        else:
            self.shown = self.colour
            if self.effect == SPARK:
                self._spark()
            else:
                self._glow()

    def state(self) -> tuple[object, ...]:
        """Everything that decides what comes next: equal states have equal futures."""
        # A steady lamp has no future, so its running beat must not make two equal moments look different.
        beat = self.beat if self.count > 0 or 0 < self.effect < ON else 0
        return (self.colour, self.shown, self.effect, self.count, self.level, self.fade, self.rising, beat)

    def _spark(self) -> None:
        self.level = self.fade
        self.fade //= 2
        if self.fade <= 0:
            self.fade = self.brightness
            self._count_down()

    def _glow(self) -> None:
        self.level = self.fade // 10 & 255  # one byte: a bright glow runs over, as on the board
        self.fade = int(self.fade * 1.2) if self.rising else int(self.fade / 1.2)
        if self.fade <= 10:
            self.fade = 10
            self.rising = True
        elif self.fade >= self.brightness * 10:
            self.rising = False
            self._count_down()

    def _count_down(self) -> None:
        if self.count > 0:
            self.count -= 1
