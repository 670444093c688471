"""A frame: everything that can be seen on the board at one moment. A film is a list of frames."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Frame:
    """What is seen from this tick on, until the tick of the next frame. One tick is 0.05 seconds.

    lamps: five rows of "#" (lit) and "."; rgb: the colour lamp's red, green, blue, 0 to 255, zeros when dark.
    brightness: of the lamps, 0 to 15; rgb_brightness: 0 to 255. pins: which of D0, D5, D6, D7 are high.
    The rest says what goes on, in the dark half of a blink too: the `pattern` drawn, the `text` that runs,
    how often a second the lamps `blink`, the `colour` asked for and its `effect` (the library's number).
    """

    tick: int
    lamps: tuple[str, ...] = (".....",) * 5
    rgb: tuple[int, int, int] = (0, 0, 0)
    brightness: int = 10
    rgb_brightness: int = 100
    pins: tuple[bool, bool, bool, bool] = (False, False, False, False)
    pattern: tuple[str, ...] = (".....",) * 5
    text: str = ""
    blink: float = 0
    colour: tuple[int, int, int] = (0, 0, 0)
    effect: int = 10

    @property
    def seconds(self) -> float:
        """When this frame begins, in seconds of the board's own clock."""
        return self.tick / 20

    def picture(self) -> str:
        r"""Five lines of "#" and ".".

        >>> Frame(0).picture()
        '.....\n.....\n.....\n.....\n.....'
        """
        return "\n".join(self.lamps)

    def looks_like(self, other: "Frame") -> bool:
        """True if nobody could tell the two moments apart."""
        return {**vars(self), "tick": 0} == {**vars(other), "tick": 0}
