"""The film: what could be seen on the board, kept while its own clock moves, so that a widget can play it."""

from lux_ai_edu.board.frame import Frame
from lux_ai_edu.board.hardware import Hardware
from lux_ai_edu.board.limits import TICK_MS
from lux_ai_edu.errors import LearnerError
from lux_ai_edu.language import say

LONGEST_PROGRAM = 10 * 60 * 20  # ticks: ten minutes


class Film:
    """Moves the hardware's clock and keeps a frame for each change. A scene is what follows a cut."""

    def __init__(self, hardware: Hardware) -> None:
        self.ms = 0
        self.began = 0
        self.frames: list[Frame] = []
        self._hardware = hardware

    def run(self, ms: int) -> None:
        """Let time pass and keep what can be seen."""
        self.record()
        self.ms += ms
        while self._hardware.ticks < self.ms // TICK_MS:
            if self._hardware.ticks - self.began >= LONGEST_PROGRAM:
                self.ms = self._hardware.ticks * TICK_MS
                self.cut()
                raise LearnerError(_endless())
            self._hardware.tick()
            self.record()

    def idle(self, ms: int) -> None:
        """Let time pass in which no program runs. Ten minutes are enough, whatever the wall clock says."""
        self.ms += min(ms, LONGEST_PROGRAM * TICK_MS)
        while self._hardware.ticks < self.ms // TICK_MS:
            self._hardware.tick()
        self.cut()

    def cut(self) -> None:
        """Begin a new scene here."""
        self.record()
        self.began = self._hardware.ticks

    def record(self) -> None:
        """Keep what can be seen now, if it is new. Of the changes within one tick, only the last is seen."""
        frame = self._hardware.frame()
        if self.frames and self.frames[-1].tick == frame.tick:
            self.frames.pop()
        if not self.frames or not self.frames[-1].looks_like(frame):
            self.frames.append(frame)

    def scene(self) -> list[Frame]:
        """The frames since the last cut, beginning with the one that was to be seen there."""
        self.record()
        later = [frame for frame in self.frames if frame.tick > self.began]
        first = next(frame for frame in reversed(self.frames) if frame.tick <= self.began)
        return [first, *later]


def _endless() -> str:
    return say(
        "This program has run for ten minutes of the board's time, so it probably never stops. "
        'Give its loop an end. To wait for a button, use board.on_click("A", your_function).'
    )
