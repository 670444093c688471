"""Icons: named drawings, and every way to write a drawing of 5 × 5 lamps.

The values of the named icons and the text forms are those of KniwwelinoLib 1.3.3.
"""

import difflib
import math
import operator
from collections.abc import Sequence
from dataclasses import dataclass

from lux_ai_edu.board.limits import FOREVER, SIZE
from lux_ai_edu.errors import LearnerError
from lux_ai_edu.language import say
from lux_ai_edu.shortened import shortened

LAMPS = SIZE * SIZE
ON, OFF = "#1", ".0"

# Bit 24 is the lamp at the top left, bit 0 the one at the bottom right.
NAMED = {
    "heart": 0x0AAC544,
    "smile": 0x005022E,
    "sad": 0x00501D1,
    "arrow_up": 0x0475484,
    "arrow_down": 0x04255C4,
    "arrow_left": 0x0447D04,
    "arrow_right": 0x0417C44,
    "plus": 0x0427C84,
    "cross": 0x1151151,
    "ring": 0x0E8C62E,
    "check": 0x000A880,
    "wifi": 0x0E0F4B4,
}


@dataclass(frozen=True)
class Icon:
    """A drawing: five rows of "#" and ".", the library's blink code (0 to 3), and for how many seconds."""

    rows: tuple[str, ...]
    blink_code: int = 0
    seconds: float = FOREVER


def read(drawing: object) -> Icon:
    r"""Read a drawing, in whichever form it is written.

    Forms: a name ("heart"); five rows of "#" or "1" and "." or "0", with line ends or "/" between them, or a
    list of five such rows; "B" and 25 digits, also with ":blinkrate:seconds"; "0x" and 10 hexadecimal digits,
    one byte a row; a whole number of 25 bits. Raises LearnerError for anything else.

    >>> read("heart").rows
    ('.#.#.', '#.#.#', '#...#', '.#.#.', '..#..')
    >>> read("#.... / .#... / ..#.. / ...#. / ....#").rows == read(0b10000_01000_00100_00010_00001).rows
    True
    """
    if isinstance(drawing, str):
        return _read_text(drawing)
    if isinstance(drawing, Sequence) and all(isinstance(row, str) for row in drawing):
        return _read_text("/".join(drawing))
    try:
        number = operator.index(drawing)  # type: ignore[arg-type]
    except TypeError:
        raise _unreadable(drawing) from None
    if not 0 <= number < 1 << LAMPS:
        raise LearnerError(
            say("A drawing as a number has 25 bits: use 0 to {largest}.", largest=hex((1 << LAMPS) - 1))
        )
    return Icon(_rows(f"{number:025b}"))


def name_of(rows: Sequence[str]) -> str | None:
    """Tell the name of the icon that looks exactly like these rows, or None.

    >>> name_of(read("0x50A888A820").rows) is None
    True
    """
    bits = "".join(rows).replace("#", "1").replace(".", "0")
    return next((name for name, value in NAMED.items() if f"{value:025b}" == bits), None)


def _read_text(text: str) -> Icon:
    name = text.strip().lower().replace(" ", "_").replace("-", "_").removeprefix("icon_")
    if name in NAMED:
        return Icon(_rows(f"{NAMED[name]:025b}"))
    if text[:1] in "Bb" and text[1:2] in ("0", "1"):
        return _read_binary(text)
    if text[:2].lower() == "0x":
        return _read_hexadecimal(text)
    rows = [row.strip() for row in text.strip().replace("/", "\n").splitlines()]
    strange = sorted(set("".join(rows)) - set(ON + OFF))
    if strange and len(rows) > 1:
        raise LearnerError(
            say("Your drawing has the sign {sign}. Use only # for on and . for off.", sign=strange[0])
        )
    if strange:
        raise _unreadable(text)
    if len(rows) != SIZE:
        raise LearnerError(say("Your drawing has this many rows: {number}. It needs 5.", number=len(rows)))
    for y, row in enumerate(rows):
        if len(row) != SIZE:
            raise LearnerError(
                say(
                    "Row {y} of your drawing has this many signs: {number}. It needs 5.", y=y, number=len(row)
                )
            )
    return Icon(_rows("".join(rows)))


def _read_binary(text: str) -> Icon:
    """ "B" and 25 digits; anything but "0" is on. Then, if wanted, ":blinkrate:seconds"."""
    digits, *extra = text.split("\n")[0].split(":")
    if len(digits) != 1 + LAMPS or len(extra) > 2:
        raise LearnerError(
            say("An icon text is “B” and 25 digits, but yours has {number} digits.", number=len(digits) - 1)
        )
    try:
        blink_code = int(extra[0]) if extra else 0
        seconds = float(extra[1]) if len(extra) == 2 else FOREVER
        if not math.isfinite(seconds):
            raise ValueError(seconds)
    except ValueError:
        raise LearnerError(
            say("After the 25 digits comes “:blinkrate:seconds” in numbers, for example “:1:5”.")
        ) from None
    # As on the board: a blink rate that does not exist is none, and a duration below zero is for ever.
    return Icon(_rows(digits[1:], on_unless="0"), blink_code if 0 <= blink_code <= 3 else 0, seconds)


def _read_hexadecimal(text: str) -> Icon:
    """ "0x" and five bytes, one a row; the five high bits of a byte are the columns."""
    try:
        row_bytes = bytes.fromhex(text[2:]) if len(text) == 12 else b""
    except ValueError:
        row_bytes = b""
    if len(row_bytes) != SIZE:
        raise LearnerError(say("An icon in this form is “0x” and 10 of the digits 0 to 9 and A to F."))
    return Icon(_rows("".join(f"{byte:08b}"[:SIZE] for byte in row_bytes)))


def _rows(lamps: str, on_unless: str = OFF) -> tuple[str, ...]:
    drawn = "".join("." if lamp in on_unless else "#" for lamp in lamps)
    return tuple(drawn[start : start + SIZE] for start in range(0, LAMPS, SIZE))


def _unreadable(drawing: object) -> LearnerError:
    if isinstance(drawing, str) and (near := difflib.get_close_matches(drawing.lower(), NAMED, 1)):
        return LearnerError(
            say("There is no icon {name}. Did you mean {near}?", name=shortened(drawing), near=repr(near[0]))
        )
    return LearnerError(
        say(
            "{drawing} is not a drawing. Use one of the names {names}, or five rows of # and . like “.#.#.”.",
            drawing=shortened(drawing),
            names=", ".join(NAMED),
        )
    )
