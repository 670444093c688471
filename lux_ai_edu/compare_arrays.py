"""Compare arrays of numbers at numpy's speed; called only where numpy is loaded already."""

from typing import Any

from lux_ai_edu.language import say


def not_numbers(answer: Any, expected: Any) -> bool:
    """Tell whether two rows of values must be compared one by one, because they are not arrays of numbers.

    Numbers with numbers and truth values with truth values can be compared at once. Rows of different
    lengths, texts, and truth values against numbers cannot.
    """
    import numpy

    try:
        one, other = numpy.asarray(answer), numpy.asarray(expected)
    except ValueError:
        return True
    kinds = {array.dtype.kind for array in (one, other) if array.size}
    return not (kinds <= set("iufc") or kinds == {"b"})


def number_arrays(answer: Any, expected: Any, relative: float, absolute: float) -> str | None:
    """Say how an array of numbers differs from the expected one, or None; see `compare.difference`.

    Whole numbers are compared exactly, others within the tolerances or ten rounding steps of their type.

    >>> import numpy
    >>> number_arrays(numpy.array([1.0, 2.5]), [1, 2], 1e-6, 1e-9)
    '1 of 2 values are not right yet, the first at index 1 (counting from 0).'
    """
    import numpy

    one, other = numpy.asarray(answer), numpy.asarray(expected)
    if one.shape != other.shape:
        return say("The array has the shape {shape}; another shape is expected.", shape=one.shape)
    floats = [array.dtype for array in (one, other) if array.dtype.kind in "fc"]
    step = max((float(numpy.finfo(dtype).eps) for dtype in floats), default=0.0)

    def near(one: Any, other: Any) -> Any:
        if not step:
            return one == other
        with numpy.errstate(all="ignore"):  # a warning on stderr would cost the learner the mark
            within = max(relative, 10 * step), max(absolute, step)
            return numpy.isclose(one, other, *within, equal_nan=True)

    same = near(one, other)
    if same.all():
        return None
    if near(numpy.sort(one, axis=None), numpy.sort(other, axis=None)).all():
        return say("The elements are right, but their order is not.")
    for digits in range(1, 10) if step else ():
        ours, theirs = one.round(digits), other.round(digits)
        shorter = near(ours, one) | (near(theirs, other) & (other != other.round()))  # whole is no rounding
        if near(ours, theirs).all() and shorter.all():
            return say("This is very near. Is a number rounded too early, or not rounded at all?")
    first = [int(n) for n in numpy.argwhere(~same)[0]]
    return say(
        "{wrong} of {total} values are not right yet, the first at index {index} (counting from 0).",
        wrong=int((~same).sum()),
        total=one.size,
        index=first[0] if len(first) == 1 else tuple(first),
    )
