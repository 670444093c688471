"""What a program can say to the 25 lamps: the board's drawing and writing commands."""

from lux_ai_edu.board import icons
from lux_ai_edu.board.hardware import BLINKS_A_SECOND, Hardware
from lux_ai_edu.board.limits import FOREVER, SIZE, lamp_position, repetitions, whole_number
from lux_ai_edu.errors import LearnerError
from lux_ai_edu.language import say
from lux_ai_edu.shortened import shortened


class LampCommands:
    """The part of a Board that draws and writes. x is the column, y the row, 0 to 4 from the top left."""

    __slots__ = ()
    id: str
    _hardware: Hardware

    def on(self, x: int, y: int) -> None:
        """Light the lamp in column x and row y."""
        self._set_lamp(x, y, True)

    def off(self, x: int, y: int) -> None:
        """Put out the lamp in column x and row y."""
        self._set_lamp(x, y, False)

    def _set_lamp(self, x: int, y: int, lit: bool) -> None:
        try:
            position = lamp_position(x, y)
        except (
            LearnerError
        ) as error:  # a check must know: the lamps may be right although the program stopped
            self._hardware.refused = str(error)
            raise
        self._hardware.matrix.set_lamp(*position, lit)

    def lamp(self, x: int, y: int) -> bool:
        """Tell whether the lamp in column x and row y is lit."""
        return self._hardware.matrix.get_lamp(*lamp_position(x, y))

    def icon(self, drawing: object) -> None:
        """Draw an icon: a name like "heart", five rows of # and ., or one of the board's own forms."""
        self._hardware.matrix.draw_icon(icons.read(drawing))

    def picture(self) -> str:
        """Tell what the lamps show now: five rows of # (lit) and . (dark). Blinking does not change it."""
        return "\n".join(self._hardware.matrix.rows())

    def clear(self) -> None:
        """Put out all 25 lamps; a running text stops."""
        self._hardware.matrix.clear()

    def set_pixels(self, number: int) -> None:
        """Light the lamps 0 to number, counted row by row, and put out the rest."""
        last = whole_number("number", number, 0, 25)
        for place in range(SIZE * SIZE):
            self._hardware.matrix.set_lamp(place % SIZE, place // SIZE, place <= last)

    def set_status(self, number: int) -> None:
        """Put out the lamps 0 to number, counted row by row, and light the rest."""
        last = whole_number("number", number, 0, 25)
        for place in range(SIZE * SIZE):
            self._hardware.matrix.set_lamp(place % SIZE, place // SIZE, place > last)

    def show_id(self) -> None:
        """Show the board's id in binary: digits 1 to 5 in the rows, digit 6 down the last column."""
        digits = [f"{int(digit, 16):04b}" for digit in self.id]
        columns = digits[5] + "0"
        for y, (digit, last) in enumerate(zip(digits[:5], columns, strict=True)):
            for x, bit in enumerate(digit + last):
                self._hardware.matrix.set_lamp(x, y, bit == "1")

    def write(self, text: object, count: int = FOREVER, wait: bool = False) -> None:
        """Let a text run over the lamps, `count` times (-1: for ever). With `wait`, until it has passed."""
        self._hardware.matrix.write(str(text), repetitions(count), from_start=bool(wait))
        if wait and len(str(text)) == 1:
            self.sleep(1)
        while wait and not self.text_done:
            self.sleep(0.1)

    def sleep(self, seconds: float) -> None:
        """Let time pass; the board as a whole knows how."""
        raise NotImplementedError

    def write_once(self, text: object) -> None:
        """Let a text run over the lamps once."""
        self.write(text, 1)

    def write_and_wait(self, text: object) -> None:
        """Let a text run over the lamps once, and go on when it has passed."""
        self.write(text, 1, wait=True)

    @property
    def text_done(self) -> bool:
        """True when the text has run as often as asked."""
        return self._hardware.matrix.done

    @property
    def brightness(self) -> int:
        """How bright the 25 lamps are: 0 (faint) to 15; 10 at the start."""
        return self._hardware.matrix.brightness

    @brightness.setter
    def brightness(self, value: int) -> None:
        self._hardware.matrix.brightness = whole_number("brightness", value, 0, 15)

    @property
    def blink(self) -> float:
        """How often a second the 25 lamps blink: 0, 0.5, 1 or 2. A new drawing or text stops it."""
        return BLINKS_A_SECOND[self._hardware.matrix.blink_code]

    @blink.setter
    def blink(self, value: float) -> None:
        if value not in BLINKS_A_SECOND:
            raise LearnerError(
                say(
                    "The lamps can blink 0, 0.5, 1 or 2 times a second, but you gave {value}.",
                    value=shortened(value),
                )
            )
        self._hardware.matrix.set_blink(BLINKS_A_SECOND.index(value))

    @property
    def scroll_speed(self) -> int:
        """How fast a text runs: 1 (two lamps a second) to 10 (twenty); 8 at the start."""
        return 11 - self._hardware.matrix.ticks_a_step

    @scroll_speed.setter
    def scroll_speed(self, value: int) -> None:
        self._hardware.matrix.ticks_a_step = 11 - whole_number("scroll_speed", value, 1, 10)

    @property
    def rotation(self) -> int:
        """How many quarter turns, clockwise, everything drawn from now on is turned: 0 to 3."""
        return self._hardware.matrix.rotation

    @rotation.setter
    def rotation(self, value: int) -> None:
        self._hardware.matrix.rotation = whole_number("rotation", value, 0, 3)
