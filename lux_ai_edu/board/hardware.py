"""All that ticks on the board: lamps, colour lamp and pins, and their clock of 20 ticks a second."""

from copy import deepcopy

from lux_ai_edu.board.colour import BEATS, BLACK, ColourLamp
from lux_ai_edu.board.frame import Frame
from lux_ai_edu.board.limits import SIZE
from lux_ai_edu.board.matrix import Matrix
from lux_ai_edu.board.pins import PIN_NAMES, Pin

BLINKS_A_SECOND = (0, 2, 1, 0.5)  # by KniwwelinoLib's blink code
ALL_DARK = ("." * SIZE,) * SIZE
LOOK_AHEAD = 3000  # ticks: two and a half minutes


class Hardware:
    """The parts of the board that go on by themselves, whether a program runs or not."""

    def __init__(self) -> None:
        self.ticks = 0
        self.refused = ""  # the sentence for the last command that was not accepted
        self.matrix = Matrix()
        self.colour_lamp = ColourLamp()
        self.pins = {name: Pin(name) for name in PIN_NAMES}

    def tick(self) -> None:
        """Do one tick, in the order of the library: pins, colour lamp, lamps."""
        self.ticks += 1
        for pin in self.pins.values():
            pin.tick(self._pin_beat())
        self.colour_lamp.tick()
        self.matrix.tick(self.ticks)

    def frame(self) -> Frame:
        """What can be seen now."""
        matrix, lamp = self.matrix, self.colour_lamp
        pattern = matrix.rows()
        return Frame(
            tick=self.ticks,
            lamps=ALL_DARK if matrix.dark else pattern,
            rgb=lamp.shown if lamp.level > 0 else BLACK,
            brightness=matrix.brightness,
            rgb_brightness=lamp.level,
            pins=tuple(self.pins[name].high for name in PIN_NAMES),  # type: ignore[arg-type]  # there are four
            pattern=pattern,
            text=matrix.text if matrix.count or (len(matrix.text) == 1 and pattern != ALL_DARK) else "",
            blink=BLINKS_A_SECOND[matrix.blink_code],
            colour=lamp.colour,
            effect=lamp.effect,
        )

    def afterwards(self) -> tuple[list[Frame], int | None]:
        """Look ahead: the frames that follow if nobody does anything, and where the last one leads back to.

        The second value is an index into the frames: a text that runs for ever comes back to where it was.
        It is None when the board comes to rest, or repeats nothing within LOOK_AHEAD. Changes nothing.
        """
        ahead = deepcopy(self)
        frames = [ahead.frame()]
        seen = {ahead._state(): 0}
        for _ in range(LOOK_AHEAD):
            ahead.tick()
            frames.append(ahead.frame())
            if (first := seen.setdefault(ahead._state(), len(frames) - 1)) < len(frames) - 1:
                if all(frame.looks_like(frames[first]) for frame in frames[first:]):
                    return frames[: first + 1], None
                return frames[:-1], first
        return frames, None

    def _pin_beat(self) -> int:
        return self.ticks % BEATS + 1

    def _state(self) -> tuple[object, ...]:
        pins = tuple(pin.state() for pin in self.pins.values())
        beat = self._pin_beat() if any(0 < use < BEATS for _, use in pins) else 0  # type: ignore[operator]
        return (self.matrix.state(self.ticks), self.colour_lamp.state(), pins, beat)
