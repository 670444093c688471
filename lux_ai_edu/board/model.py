"""The board that learners write programs for: a simulator of the Kniwwelino board, not affiliated with LIST.

It behaves like KniwwelinoLib 1.3.3; docs/board.md says which of our names is which of the library's, and
where we differ. Time is a value: `sleep` moves the board's own clock and keeps a film of what could be seen.
"""

import inspect
import itertools
from collections.abc import Callable

from lux_ai_edu.board.buttons import Button, Buttons
from lux_ai_edu.board.film import LONGEST_PROGRAM, Film
from lux_ai_edu.board.frame import Frame
from lux_ai_edu.board.hardware import Hardware
from lux_ai_edu.board.lamps import LampCommands
from lux_ai_edu.board.limits import TICK_SECONDS, whole_number
from lux_ai_edu.board.messages import MessageCommands
from lux_ai_edu.board.pins import PIN_NAMES, Pin
from lux_ai_edu.board.radio import Radio
from lux_ai_edu.board.rgb import ColourCommands
from lux_ai_edu.errors import LearnerError
from lux_ai_edu.language import say
from lux_ai_edu.shortened import shortened

_serial_numbers = itertools.count(1)


class Board(LampCommands, ColourCommands, MessageCommands):
    """A board with 25 lamps, a colour lamp, the buttons A and B, four pins, and messages to other boards.

    name: what it is called, if there are several. Among boards that talk, a new one takes the place of an old
    one with the same name.

    >>> board = Board()
    >>> board.icon("heart")
    >>> board.off(2, 4)
    >>> print(board)
    .#.#.
    #.#.#
    #...#
    .#.#.
    .....
    """

    # No other attributes: a slip like board.brigthness = 3 is an error, not silence.
    __slots__ = ("id", "name", "_hardware", "_film", "_buttons", "_radio", "__weakref__")

    def __init__(self, name: str = "") -> None:
        self.id = f"{next(_serial_numbers):06X}"  # on the real board: the end of its WiFi address
        self.name = str(name) or f"Kniwwelino_{self.id}"
        self._hardware = Hardware()
        self._film = Film(self._hardware)
        self._buttons = Buttons()
        self._radio = Radio(self.name)

    # ---- buttons and pins

    @property
    def a(self) -> Button:
        """Button A: ask `board.a.clicked()` or `board.a.down`; `press()` and `release()` move the finger."""
        return self._buttons.a

    @property
    def b(self) -> Button:
        """Button B, like button A."""
        return self._buttons.b

    def ab_clicked(self) -> bool:
        """True once after A and B were pressed together and let go; asking forgets it, for A and B too."""
        return self._buttons.both_clicked()

    def on_click(self, button: str, function: Callable[[], object]) -> None:
        """Call a function each time button "A", "B", or "AB" (both) is clicked.

        >>> board = Board()
        >>> board.on_click("A", lambda: board.icon("smile"))
        >>> board.a.click()
        >>> board.lamp(1, 1)
        True
        """
        self._buttons.on_click(button, function)

    def pin(self, name: str) -> Pin:
        """One of the pins "D0", "D5", "D6", "D7"."""
        if name not in PIN_NAMES:
            raise LearnerError(
                say(
                    "There is no pin {pin}. Use one of: {pins}.",
                    pin=shortened(name),
                    pins=", ".join(PIN_NAMES),
                )
            )
        return self._hardware.pins[name]

    # ---- messages that the board itself obeys (more in MessageCommands)

    def connect_rgb(self) -> None:
        """Let messages to RGB/COLOR set the colour lamp, for example "00FF00" or "00FF00:5:-1"."""
        self._radio.subscribe("RGB/#", public=False)
        self._radio.readers["RGB/COLOR"] = self.colour

    def connect_matrix(self) -> None:
        """Let messages to MATRIX/ICON draw, and messages to MATRIX/TEXT write ("" clears)."""
        self._radio.subscribe("MATRIX/#", public=False)
        self._radio.readers["MATRIX/ICON"] = self.icon
        self._radio.readers["MATRIX/TEXT"] = self.write

    # ---- time

    @property
    def seconds(self) -> float:
        """What the board's own clock says. It moves with `sleep`, not by itself."""
        return self._film.ms / 1000

    def sleep(self, seconds: float, *decimals: object) -> None:
        """Let time pass on the board, without waiting here. What can be seen meanwhile goes into the film."""
        if decimals:  # sleep(0,5), as numbers are written in Luxembourg
            raise LearnerError(say("sleep needs one number. Write it with a point, not with a comma: 0.5"))
        try:
            ms = -1 if isinstance(seconds, str) else round(float(seconds) * 1000)
        except (TypeError, ValueError, OverflowError):
            ms = -1
        if ms < 0:
            raise LearnerError(
                say(
                    "sleep needs a number of seconds, 0 or more, but you gave {value}.",
                    value=shortened(seconds),
                )
            )
        self._buttons.time_passed()
        self._film.run(ms)

    def advance(self, ticks: int) -> None:
        """Let a number of ticks pass; one tick is 0.05 seconds."""
        self.sleep(whole_number("ticks", ticks, 0, LONGEST_PROGRAM) * TICK_SECONDS)

    def frame(self) -> Frame:
        """Everything that can be seen on the board now."""
        return self._hardware.frame()

    def film(self) -> list[Frame]:
        """Everything that could be seen since the board was made: a new frame for each change."""
        self._film.record()
        return list(self._film.frames)

    # ---- showing it

    def show(self) -> None:
        """Draw the board here, as a last line `board` does."""
        from lux_ai_edu.board.display import show

        show(self)

    def __str__(self) -> str:
        return self.picture()

    def __repr__(self) -> str:
        from lux_ai_edu.board.words import describe

        return f"{self.picture()}\n{describe(self.frame())}"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, object]:
        from lux_ai_edu.board.display import mimebundle

        return mimebundle(self)


for _part in (Board, LampCommands, ColourCommands, MessageCommands):
    for _name, _command in vars(_part).items():
        if inspect.isfunction(_command) and not _name.startswith("_"):
            # Python names a function in its own errors: "board.on() missing 1 required positional argument".
            _command.__qualname__ = f"board.{_name}"
