"""Compare an answer with the expected one as a person would, and never tell what was expected."""

import cmath
import dataclasses
import math
import string
import unicodedata
from collections import Counter
from collections.abc import Callable
from typing import Any

from lux_ai_edu.kinds import canonical, kind_in_words, plain
from lux_ai_edu.language import say

RELATIVE, ABSOLUTE = 1e-6, 1e-9  # how near two numbers must be; ABSOLUTE matters near zero only


def difference(answer: object, expected: object) -> str | None:
    """Say how an answer differs from the expected one; None where a person would call them equal.

    Equal are: 3 and 3.0 (but not 1 and True); numbers within a relative 1e-6 (near zero within 1e-9; arrays
    in single or half precision within ten rounding steps); NaN and NaN; a list, a tuple, an array and a
    column with the same elements; data frames with the same columns in any order, where row numbers do not
    count (an index of other labels does). Tensors are compared by their values, wherever they live.

    A value of any other type must be exactly of the expected type, so that no `__eq__` of a learner's class
    is ever asked. Then its fields or attributes are compared, or `==` where the expected type defines it.

    The sentence may tell a position or a count. It never tells an expected value.

    >>> difference(3.0, 3) is None
    True
    >>> difference([1, 2, 9], [1, 2, 3])
    'At index 2 (counting from 0): This number is not right yet.'
    """
    try:
        return _difference(answer, expected)
    except RecursionError:
        return say("This is nested too deeply, or it contains itself.")


def _difference(answer: Any, expected: Any) -> str | None:
    if answer is expected:
        return None
    (this, one), (that, other) = plain(answer), plain(expected)
    if "array" in (this, that) and {this, that} <= {"array", "sequence"}:
        return _labels(answer, expected) or _arrays(one, other)
    if this != that or (this in ("other", "function") and type(one) is not type(other)):
        return say(
            "This is {this}, but {that} is expected.",
            this=kind_in_words(answer),
            that=kind_in_words(expected),
        )
    if this in ("sequence", "table") and (found := _labels(answer, expected)):
        return found
    return _COMPARISONS[this](one, other)


def _numbers(answer: Any, expected: Any) -> str | None:
    if answer == expected or (answer != answer and expected != expected):  # NaN does not equal itself
        return None
    if answer != answer:
        return say("This is NaN (not a number). Does a missing value go in, or a division by zero?")
    if not (isinstance(answer, int) and isinstance(expected, int)):
        try:
            one, other = complex(answer), complex(expected)
        except OverflowError:  # a whole number too large for a float
            return say("This number is not right yet.")
        if cmath.isclose(one, other, rel_tol=RELATIVE, abs_tol=ABSOLUTE):
            return None
        if one.imag == 0 and _only_rounding(one.real, other.real):
            return say("This is very near. Is a number rounded too early, or not rounded at all?")
    return say("This number is not right yet.")


def _only_rounding(answer: float, expected: float) -> bool:
    """Tell whether one number is the other with fewer digits after the point; whole numbers do not count."""
    if not (math.isfinite(answer) and math.isfinite(expected)):
        return False
    ends = {answer, expected} - ({expected} if expected == int(expected) else set())
    return any(round(answer, digits) == round(expected, digits) in ends for digits in range(1, 10))


def _texts(answer: str, expected: str) -> str | None:
    one, other = (
        unicodedata.normalize("NFC", text) for text in (answer, expected)
    )  # é in one code or in two
    if one == other:
        return None
    if not one:
        return say("This text is empty.")
    if "".join(one.split()) == "".join(other.split()):
        return say("Only spaces or line breaks differ.")
    if one.casefold() == other.casefold():
        return say("Only capital and small letters differ.")
    ending = string.punctuation + string.whitespace + "…。«»“”„"
    if one.rstrip(ending) == other.rstrip(ending) != "":
        return say("Only the punctuation at the end differs.")
    rows, wanted = one.splitlines(), other.splitlines()
    if len(rows) != len(wanted):
        return (
            say("There are too few lines.") if len(rows) < len(wanted) else say("There are too many lines.")
        )
    if len(rows) > 1:
        first = next(n for n, pair in enumerate(zip(rows, wanted, strict=True)) if pair[0] != pair[1])
        return say("Line {line} is the first that is not right yet.", line=first + 1)
    if other.startswith(one):
        return say("The text begins right, but it is too short.")
    if one.startswith(other):
        return say("The text begins right, but it is too long.")
    first = next(n for n, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1])
    return say("This text is not right yet, from character {position} on.", position=first + 1)


def _sequences(answer: Any, expected: Any) -> str | None:
    if len(answer) < len(expected):
        return say("There are too few elements: {count}.", count=len(answer))
    if len(answer) > len(expected):
        return say("There are too many elements: {count}.", count=len(answer))
    for index, pair in enumerate(zip(answer, expected, strict=True)):
        if found := _difference(*pair):
            if Counter(map(_key, answer)) == Counter(map(_key, expected)):
                return say("The elements are right, but their order is not.")
            return say("At index {index} (counting from 0): {difference}", index=index, difference=found)
    return None


def _sets(answer: Any, expected: Any) -> str | None:
    return _counts(map(_key, answer), map(_key, expected))


def _key(value: Any) -> str:
    """Write a value so that equal ones meet. The type's identity is in it: no look-alike class fits."""
    return canonical(value, lambda stranger: f"<{id(type(stranger))} {stranger!r}>")


def _counts(answer: Any, expected: Any) -> str | None:
    have, want = Counter(answer), Counter(expected)
    if have == want:
        return None
    return say(
        "Missing: {missing}. Too many: {extra}.", missing=(want - have).total(), extra=(have - want).total()
    )


def _dicts(answer: Any, expected: Any) -> str | None:
    # Keys meet by their canonical form: looking one up would ask a learner's `__eq__`.
    have = {_key(key): value for key, value in answer.items()}
    want = {_key(key): value for key, value in expected.items()}
    if found := _counts(list(have), list(want)):
        return say("Keys of the dictionary: {counts}", counts=found)
    for key in answer:
        if found := _difference(have[_key(key)], want[_key(key)]):
            return say("At the key {key}: {difference}", key=repr(key), difference=found)
    return None


def _arrays(answer: Any, expected: Any) -> str | None:
    from lux_ai_edu.compare_arrays import (
        not_numbers,
        number_arrays,
    )  # numpy is loaded: here is an array of it

    if not_numbers(answer, expected):
        return _sequences(list(answer), list(expected))
    return number_arrays(answer, expected, RELATIVE, ABSOLUTE)


def _labels(answer: Any, expected: Any) -> str | None:
    """Compare the row labels of two pandas values; an index of whole numbers without a name is not labels."""
    ours, theirs = (getattr(value, "index", None) for value in (answer, expected))
    if (
        ours is None
        or theirs is None
        or not hasattr(ours, "inferred_type")
        or not hasattr(theirs, "inferred_type")
    ):
        return None
    if theirs.inferred_type == "integer" and theirs.name is None:
        return None
    found = _sequences(list(ours), list(theirs))
    return found and say("Row labels (the index): {difference}", difference=found)


def _tables(answer: Any, expected: Any) -> str | None:
    have, want = ([_key(name) for name in table.columns] for table in (answer, expected))
    if found := _counts(have, want):
        return say("Columns of the table: {counts}", counts=found)
    if len(answer) != len(expected):
        return (
            say("There are too few rows.") if len(answer) < len(expected) else say("There are too many rows.")
        )
    pairs = [(answer.iloc[:, have.index(name)], expected.iloc[:, want.index(name)]) for name in want]
    for ours, theirs in pairs:
        if found := _difference(ours, theirs):
            rows, wanted = (
                Counter(map(_key, zip(*columns, strict=True))) for columns in zip(*pairs, strict=True)
            )
            if rows == wanted:
                return say("The rows are right, but their order is not.")
            return say("In the column {name}: {difference}", name=repr(ours.name), difference=found)
    return None


def _others(answer: Any, expected: Any) -> str | None:
    """Compare two values of one and the same type that is none of the plain ones."""
    if dataclasses.is_dataclass(expected):
        fields = [field.name for field in dataclasses.fields(expected)]
        equal = all(_difference(getattr(answer, f), getattr(expected, f)) is None for f in fields)
    elif isinstance(expected, tuple):  # a named tuple
        equal = _sequences(list(answer), list(expected)) is None
    elif type(expected).__eq__ is object.__eq__:
        equal = hasattr(expected, "__dict__") and _difference(vars(answer), vars(expected)) is None
    else:
        result = answer == expected
        equal = result if isinstance(result, bool) else False
    return (
        None
        if equal
        else say("This value of the type {type} is not right yet.", type=type(expected).__name__)
    )


_COMPARISONS: dict[str, Callable[[Any, Any], str | None]] = {
    "nothing": lambda answer, expected: None,
    "truth": lambda answer, expected: None if answer is expected else say("It is the other way round."),
    "number": _numbers,
    "text": _texts,
    "bytes": lambda answer, expected: None if answer == expected else say("These bytes are not right yet."),
    "sequence": _sequences,
    "set": _sets,
    "dict": _dicts,
    "table": _tables,
    "function": _others,
    "other": _others,
}
