"""The buttons A and B, which remember a click until somebody asks. Follows KniwwelinoLib 1.3.3."""

from collections.abc import Callable

from lux_ai_edu.errors import LearnerError
from lux_ai_edu.language import say
from lux_ai_edu.shortened import shortened

PATIENCE = 20_000  # questions in a row while the board's clock stands still


class Buttons:
    """Both buttons together: what A and B share is the click on both, and who is told of clicks."""

    def __init__(self) -> None:
        self.a = Button("A", self)
        self.b = Button("B", self)
        self.both_remembered = False
        self.listeners: dict[str, Callable[[], object]] = {}
        self._questions = 0

    def both_clicked(self) -> bool:
        """True once after both were pressed together and let go; asking forgets it, for A and B too."""
        self.asked()
        if self.a.down or self.b.down:
            return False
        clicked, self.both_remembered = self.both_remembered, False
        if clicked:
            self.a.remembered = self.b.remembered = False
        return clicked

    def on_click(self, which: str, function: Callable[[], object]) -> None:
        """Call the function after each click on "A", "B" or "AB"."""
        which = str(which).strip().upper()
        if which not in ("A", "B", "AB"):
            raise LearnerError(say('The board has no such button. Use "A", "B", or "AB" for both together.'))
        if not callable(function):
            raise LearnerError(
                say(
                    "on_click needs a function, but you gave {value}. Write its name without ( ) behind it.",
                    value=shortened(function),
                )
            )
        # Only a click that comes from now on is told, not an old one that nobody asked about.
        self.both_remembered = self.a._down and self.b._down
        self.listeners[which] = function

    def released(self, button: "Button") -> None:
        """Tell who listens. A click on both is told once, when both are up, and then not as A and B."""
        if self.both_remembered and "AB" in self.listeners:
            if self.both_clicked():
                self.listeners["AB"]()
        elif button.name in self.listeners and button.clicked():
            self.listeners[button.name]()

    def asked(self) -> None:
        """Count the questions since the clock last moved: a program that only asks would never end."""
        self._questions += 1
        if self._questions > PATIENCE:
            self._questions = 0
            raise LearnerError(
                say(
                    "Your program asks for the buttons again and again, but the board's clock stands still. "
                    'Put board.sleep(0.1) into the loop, or use board.on_click("A", your_function).'
                )
            )

    def time_passed(self) -> None:
        self._questions = 0


class Button:
    """One button. On the real board a finger presses it; here also your program: `board.a.press()`."""

    def __init__(self, name: str, buttons: Buttons) -> None:
        self.name = name
        self.remembered = False
        self._down = False
        self._buttons = buttons

    @property
    def down(self) -> bool:
        """True while the button is pressed."""
        self._buttons.asked()
        return self._down

    def clicked(self) -> bool:
        """True once after the button was pressed and let go; False while it is pressed. Asking forgets it."""
        if self.down:
            return False
        clicked, self.remembered = self.remembered, False
        return clicked

    def press(self) -> None:
        """Put a finger on the button, and leave it there."""
        # The driver chip keeps a press until it is read, so even one between two ticks counts.
        self._down = self.remembered = True
        if self._buttons.a._down and self._buttons.b._down:
            self._buttons.both_remembered = True

    def release(self) -> None:
        """Take the finger away. Functions given to `board.on_click` are called now."""
        if self._down:
            self._down = False
            self._buttons.released(self)

    def click(self) -> None:
        """Press and release."""
        self.press()
        self.release()
