"""The 5 × 5 lamps: a drawing or a running text, blinking, brightness and rotation.

Follows the matrix part of KniwwelinoLib 1.3.3 (Kniwwelino.cpp) tick by tick.
"""

from lux_ai_edu.board import font
from lux_ai_edu.board.icons import Icon
from lux_ai_edu.board.limits import FOREVER, SIZE

TEXT_START = SIZE - 1  # a running text enters at the right edge
CELL = 4  # the library takes every character as 4 lamps wide when it asks whether a text has passed
BLINK_HALF_TICKS = {
    0: 0,
    1: 5,
    2: 10,
    3: 20,
}  # the library's code → ticks lit, then as many dark (2, 1, ½ Hz)


class Matrix:
    """What the lamps show. `count`: passes of a text, or tenths of a second of an icon, still to come."""

    def __init__(self) -> None:
        self.lamps = [
            [False] * SIZE for _ in range(SIZE)
        ]  # lamps[y][x] as they sit on the board, not rotated
        self.text = ""
        self.count = 0
        self.position = TEXT_START
        self.ticks_a_step = 3
        self.brightness = 10
        self.rotation = 0
        self.blink_code = 0
        self.blink_age = 0  # ticks since the blinking began

    def set_lamp(self, x: int, y: int, on: bool) -> None:
        """Light one lamp or put it out; a running text stops."""
        self.text = ""
        self.count = FOREVER
        self._draw(x, y, on)

    def get_lamp(self, x: int, y: int) -> bool:
        x, y = self._turned(x, y)
        return self.lamps[y][x]

    def clear(self) -> None:
        self.count = 0
        self._wipe()

    def draw_icon(self, icon: Icon) -> None:
        self.clear()
        self.text = ""
        self.set_blink(icon.blink_code)
        self.count = FOREVER if icon.seconds < 0 else int(icon.seconds * 10)
        for y, row in enumerate(icon.rows):
            for x, lamp in enumerate(row):
                if lamp == "#":
                    self._draw(x, y, True)

    def write(self, text: str, count: int, from_start: bool) -> None:
        """Let a text run; the text that is running already runs on, unless `from_start`."""
        self.set_blink(0)
        if not text:
            self.clear()
        if from_start or text != self.text:
            self.position = TEXT_START
        self.text = text
        self.count = count

    def set_blink(self, code: int) -> None:
        self.blink_code = code
        self.blink_age = 0

    @property
    def done(self) -> bool:
        """True when a text has run its number of passes (or nothing is shown)."""
        return self.count == 0

    @property
    def dark(self) -> bool:
        """True in the dark halves of the blinking."""
        half = BLINK_HALF_TICKS[self.blink_code]
        return bool(half) and self.blink_age // half % 2 == 1

    def tick(self, number: int) -> None:
        """Do what the library does twenty times a second; `number` is the number of this tick."""
        self.blink_age += 1
        if self.text:
            if self.count != 0 and number % self.ticks_a_step == 0:
                self._step_text()
            return
        if number % 2 == 0 and self.count > 0:
            self.count -= 1
        if self.count == 0:
            self._wipe()

    def state(self, number: int) -> tuple[object, ...]:
        """Everything that decides what comes next: equal states have equal futures."""
        half = BLINK_HALF_TICKS[self.blink_code]
        blink = self.blink_age % (2 * half) if half else 0
        running = self.text and self.count != 0
        phase = number % self.ticks_a_step if running else number % 2 if self.count > 0 else 0
        return (self.rows(), self.text, self.count, self.position, blink, phase)

    def rows(self) -> tuple[str, ...]:
        """Five rows of "#" (lit) and "."; blinking does not change them."""
        return tuple("".join("#" if lamp else "." for lamp in row) for row in self.lamps)

    def _step_text(self) -> None:
        self._wipe()
        if len(self.text) == 1:
            self._print(1)
            self.count = 0
            return
        self._print(self.position)
        self.position -= 1
        if self.position < -CELL * len(self.text):
            self.position = TEXT_START
            if self.count > 0:
                self.count -= 1

    def _print(self, x: int) -> None:
        for character in self.text:
            glyph = font.glyph(character)
            for y, row in enumerate(glyph.rows):
                for column, lamp in enumerate(row):
                    if lamp == "#" and 0 <= x + column < SIZE:
                        self._draw(x + column, y, True)
            x += glyph.advance

    def _wipe(self) -> None:
        self.lamps = [[False] * SIZE for _ in range(SIZE)]

    def _draw(self, x: int, y: int, on: bool) -> None:
        x, y = self._turned(x, y)
        self.lamps[y][x] = on

    def _turned(self, x: int, y: int) -> tuple[int, int]:
        """Where a drawn position lies on the board: each rotation is a quarter turn clockwise."""
        for _ in range(self.rotation):
            x, y = SIZE - 1 - y, x
        return x, y
