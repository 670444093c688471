"""The film: what could be seen on the board, kept while its own clock moves, so that a widget can play it."""

from lux_ai_edu.board.frame import Frame
from lux_ai_edu.board.hardware import Hardware
from lux_ai_edu.board.limits import TICK_MS
from lux_ai_edu.errors import LearnerError
from lux_ai_edu.language import say

LONGEST_PROGRAM = 10 * 60 * 20  # ticks: ten minutes


class Film:
    """Moves the hardware's clock and keeps a frame for each change.

    A scene is what one program did. It ends when it is shown, or when a finger comes. It stays the scene
    to be shown until the next program does something: who shows it twice sees it twice.
    """

    def __init__(self, hardware: Hardware) -> None:
        self.ms = 0
        self.began = 0
        self.number = 0  # of the scene
        self.frames: list[Frame] = []
        self._hardware = hardware
        self._ended: int | None = None  # None while the scene goes on
        self._at_rest: Frame | None = None  # what is seen if nobody does anything after the end

    def run(self, ms: int) -> None:
        """Let time pass and keep what can be seen."""
        if self._ended is not None:
            self._cut()
        self.record()
        self.ms += ms
        while self._hardware.ticks < self.ms // TICK_MS:
            if self._hardware.ticks - self.began >= LONGEST_PROGRAM:
                self.ms = self._hardware.ticks * TICK_MS
                self.end()
                raise LearnerError(_endless())
            self._hardware.tick()
            self.record()

    def idle(self, ms: int) -> None:
        """Let time pass in which no program runs. Ten minutes are enough, whatever the wall clock says."""
        self.settle()
        if self._ended is None:
            self.end()
        self.ms += min(ms, LONGEST_PROGRAM * TICK_MS)
        while self._hardware.ticks < self.ms // TICK_MS:
            self._hardware.tick()
        self.record()
        self._at_rest = self._hardware.frame()

    def end(self) -> None:
        """End the scene here; it was shown, or its program stopped."""
        self.record()
        if self._ended is None:
            self._ended = self._hardware.ticks
            self._at_rest = self._hardware.frame()

    def settle(self) -> int:
        """Begin a new scene if something else is seen since the last one ended; give the scene's number."""
        if self._at_rest is not None and not self._at_rest.looks_like(self._hardware.frame()):
            self._cut()
        return self.number

    @property
    def ended(self) -> int:
        """The tick up to which the scene goes: its end, or now."""
        return self._hardware.ticks if self._ended is None else self._ended

    def _cut(self) -> None:
        self.record()
        self.began = self._hardware.ticks
        self.number += 1
        self._ended = self._at_rest = None

    def record(self) -> None:
        """Keep what can be seen now, if it is new. Of the changes within one tick, only the last is seen."""
        frame = self._hardware.frame()
        if self.frames and self.frames[-1].tick == frame.tick:
            self.frames.pop()
        if not self.frames or not self.frames[-1].looks_like(frame):
            self.frames.append(frame)

    def scene(self) -> list[Frame]:
        """The frames of the scene, beginning with the one that was to be seen at its first tick."""
        self.settle()
        self.record()
        later = [frame for frame in self.frames if self.began < frame.tick <= self.ended]
        first = next(frame for frame in reversed(self.frames) if frame.tick <= self.began)
        return [first, *later]


def _endless() -> str:
    return say(
        "This program has run for ten minutes of the board's time, so it probably never stops. "
        'Give its loop an end. To wait for a button, use board.on_click("A", your_function).'
    )
