"""What the board accepts, and the sentence for what it does not.

The library on the real board ignores or bends wrong numbers without a word; a learner gets a sentence.
"""

import operator

from lux_ai_edu.errors import LearnerError
from lux_ai_edu.language import say
from lux_ai_edu.shortened import shortened

SIZE = 5  # lamps in a row, and rows
TICK_SECONDS = 0.05  # KniwwelinoLib: TICK_FREQ
TICK_MS = 50
FOREVER = -1  # the library's count, or seconds, without an end


def whole_number(name: str, value: object, low: int, high: int) -> int:
    """Take a whole number from `low` to `high`; anything else is a LearnerError that names what was given.

    >>> whole_number("brightness", 15, 0, 15)
    15
    """
    try:
        number = operator.index(value)  # type: ignore[arg-type]  # numpy's whole numbers pass, 2.5 and "2" do not
    except TypeError:
        number = low - 1
    if not low <= number <= high:
        raise LearnerError(
            say(
                "{name} must be a whole number from {low} to {high}, but you gave {value}.",
                name=name,
                low=low,
                high=high,
                value=shortened(value),
            )
        )
    return number


def lamp_position(x: object, y: object) -> tuple[int, int]:
    """Take the position of one lamp: column x and row y, both 0 to 4, from the top left."""
    for name, value in (("x", x), ("y", y)):
        try:
            inside = 0 <= operator.index(value) < SIZE  # type: ignore[arg-type]
        except TypeError:
            inside = False
        if isinstance(value, str):
            raise LearnerError(
                say("{value} is a text. Write the number without quotes.", value=shortened(value))
            )
        if not inside:
            raise LearnerError(
                say(
                    "There is no lamp at {name} = {value}. Use 0, 1, 2, 3 or 4.",
                    name=name,
                    value=shortened(value),
                )
            )
    return operator.index(x), operator.index(y)  # type: ignore[arg-type]


def repetitions(count: object) -> int:
    """Take how often something is repeated: 1 or more, or -1 for "for ever"."""
    try:
        number = operator.index(count)  # type: ignore[arg-type]
    except TypeError:
        number = 0
    if number < 1 and number != FOREVER:
        raise LearnerError(
            say(
                "count must be 1 or more, or -1 for “for ever”, but you gave {value}.", value=shortened(count)
            )
        )
    return number
