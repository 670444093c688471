"""A value as it is written in a sentence: as Python writes it, but short."""

import reprlib


def shortened(value: object) -> str:
    """Write a value as Python does, but a huge one shortened: it goes into a sentence.

    >>> shortened("heart"), shortened(10**5000)
    ("'heart'", '<int>')
    """
    try:
        return reprlib.repr(value)
    except Exception:  # a number with too many digits, or a class whose __repr__ fails
        return f"<{type(value).__name__}>"
