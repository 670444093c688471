"""What a program can say to the colour lamp."""

from lux_ai_edu.board import colour as colours
from lux_ai_edu.board.hardware import Hardware
from lux_ai_edu.board.limits import FOREVER, repetitions, whole_number
from lux_ai_edu.errors import LearnerError
from lux_ai_edu.language import say


class ColourCommands:
    """The part of a Board that lights its one colour lamp."""

    __slots__ = ()
    _hardware: Hardware

    def colour(self, colour: object, effect: str | int = "on", count: int = FOREVER) -> None:
        """Light the colour lamp: "orange", "#C93B03" or (red, green, blue), each 0 to 255.

        effect: "on", "blink", "flash", "spark", "glow" or "off"; count: for how many rounds (-1: for ever).
        A round of on, blink and flash is half a second. A text like "C93B03:5:4" holds all three.
        """
        if isinstance(colour, str) and colour.count(":") == 2:
            colour, effect_text, count_text = colour.split(":")
            try:
                effect, count = int(effect_text), int(float(count_text))
            except (ValueError, OverflowError):  # OverflowError: the count is "inf"
                raise LearnerError(
                    say("Write colour, effect and count like “C93B03:5:4”, in numbers.")
                ) from None
        self._hardware.colour_lamp.set(
            colours.read_colour(colour), colours.read_effect(effect), repetitions(count)
        )

    def hue(self, hue: int, effect: str | int = "on", count: int = FOREVER) -> None:
        """Light the colour lamp in a colour of the rainbow: 0 is red, 85 green, 170 blue, 255 red again."""
        self.colour(colours.colour_of_hue(hue), effect, count)

    def effect(self, effect: str | int, count: int = FOREVER) -> None:
        """Change the effect of the colour lamp and keep its colour."""
        self._hardware.colour_lamp.set_effect(colours.read_effect(effect), repetitions(count))

    def colour_off(self) -> None:
        """Put the colour lamp out."""
        self._hardware.colour_lamp.clear()

    @property
    def rgb(self) -> tuple[int, int, int]:
        """The colour the colour lamp was set to: (red, green, blue); (0, 0, 0) when it is off."""
        return self._hardware.colour_lamp.colour

    @property
    def rgb_brightness(self) -> int:
        """How bright the colour lamp is: 1 to 255; 100 at the start."""
        return self._hardware.colour_lamp.brightness

    @rgb_brightness.setter
    def rgb_brightness(self, value: int) -> None:
        self._hardware.colour_lamp.set_brightness(whole_number("rgb_brightness", value, 1, 255))
