"""The pins D0, D5, D6 and D7: something to light, or a button of one's own. Follows KniwwelinoLib 1.3.3."""

from lux_ai_edu.board.colour import ON, read_effect
from lux_ai_edu.errors import LearnerError
from lux_ai_edu.language import say

PIN_NAMES = ("D0", "D5", "D6", "D7")
_UNUSED, _BUTTON = -1, -2


class Pin:
    """One pin of the board. Ask the board for it: `board.pin("D5")`."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.high = False  # is there voltage on the pin?
        self._use = _UNUSED
        self._clicked = False
        self._down = False

    def effect(self, effect: str | int) -> None:
        """Switch the pin "on", "off", or let it "blink" or "flash". It follows at the next tick."""
        number = read_effect(effect)
        if number > ON:
            raise LearnerError(say("A pin is either high or low. Use “on”, “off”, “blink” or “flash”."))
        self._use = number

    def clear(self) -> None:
        """Switch the pin off and use it for nothing."""
        self._use = _UNUSED
        self.high = False

    def use_as_button(self) -> None:
        """Use the pin for a button that someone has connected to it."""
        self._use = _BUTTON

    def press(self) -> None:
        """Press the button that is connected to the pin."""
        if self._use != _BUTTON:
            raise LearnerError(
                say(
                    "There is no button on pin {pin} yet. Write first: board.pin({name}).use_as_button()",
                    pin=self.name,
                    name=repr(self.name),
                )
            )
        self._down = True
        self._clicked = True

    def release(self) -> None:
        """Let the button go."""
        self._down = False

    @property
    def down(self) -> bool:
        """True while the button on the pin is pressed."""
        return self._down

    def clicked(self) -> bool:
        """True once after the button on the pin was pressed and let go; asking forgets it."""
        if self._down:
            return False
        clicked, self._clicked = self._clicked, False
        return clicked

    def tick(self, beat: int) -> None:
        """Follow the effect; `beat` runs from 1 to 10 and is the same for all pins."""
        if self._use >= 0:
            self.high = beat <= self._use

    def state(self) -> tuple[object, ...]:
        """Everything that decides what comes next: equal states have equal futures."""
        return (self.high, self._use)
