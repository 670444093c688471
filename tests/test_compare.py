"""Answers are compared as a person would, and no sentence tells what was expected."""

import collections
import copy
import dataclasses
import datetime
import decimal
import enum
import fractions
import importlib.util
import math
import re
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from conftest import need
from hypothesis import given
from hypothesis import strategies as st

from lux_ai_edu.compare import difference
from lux_ai_edu.kinds import canonical

Point = collections.namedtuple("Point", "x y")


@dataclasses.dataclass
class Place:
    name: str
    height: float


class Colour(enum.Enum):
    RED = 1
    BLUE = 2


class Plain:
    def __init__(self, value):
        self.value = value


FRAME = pd.DataFrame({"town": ["Esch", "Wiltz"], "people": [36, 7]})
EQUAL = [
    (3, 3.0),
    (0.1 + 0.2, 0.3),
    (-0.0, 0),
    (1e-12, 0),
    (float("nan"), float("nan")),
    (float("inf"), float("inf")),
    (10**400, 10**400),
    (fractions.Fraction(1, 3), 1 / 3),
    (decimal.Decimal("0.1"), 0.1),
    (1 + 0j, 1),
    ([1, 2.0], (1, 2)),
    (range(3), [0, 1, 2]),
    (collections.deque([1]), [1]),
    ({1, 2}, frozenset({2.0, 1})),
    ({"a": [1], 2: 3}, collections.OrderedDict({2.0: 3, "a": (1,)})),
    (collections.Counter("aab"), {"a": 2, "b": 1}),
    ("caf\u00e9", "cafe\u0301"),
    (None, None),
    (np.float64(2.5), 2.5),
    (np.int8(3), 3),
    (np.bool_(True), True),
    (np.array(3), 3),
    ([1, 2], np.array([1.0, 2.0])),
    (np.array([[1, 2], [3, 4]]), [[1, 2], (3, 4)]),
    (np.array([1.0, np.nan]), [1, float("nan")]),
    (np.array([0.1, 0.2], dtype="float32"), [0.1, 0.2]),
    (np.array([True, False]), [True, False]),
    (np.array(["a", "b"]), ["a", "b"]),
    (np.array([], dtype=int), []),
    ([np.array([1, 2])], [[1, 2]]),
    (pd.Series([1, 2]), [1, 2]),
    (pd.Series([1, 2], index=[5, 9]), pd.Series([1.0, 2.0], name="n")),
    (pd.Series(["a", None]), ["a", None]),
    (pd.Series([1, None], dtype="Int64"), [1, None]),
    (pd.Index(["a", "b"]), ["a", "b"]),
    (FRAME["town"].unique(), ["Esch", "Wiltz"]),
    (FRAME[["people", "town"]], FRAME),
    (FRAME.astype({"people": float}), FRAME),
    (FRAME.set_axis([7, 9]), FRAME),
    (FRAME.set_index("town"), FRAME.set_index("town")),
    (Point(1, 2.0), Point(1.0, 2)),
    (Place("Esch", 1.0), Place("Esch", 1.0 + 1e-9)),
    (Colour.RED, Colour.RED),
    (Plain([1]), Plain([1.0])),
    (datetime.date(2026, 1, 2), datetime.date(2026, 1, 2)),
]
DIFFERENT = [
    (1, True, "a number, but a truth value"),
    (True, False, "other way round"),
    ("3", 3, "a text, but a number"),
    (None, 0, "nothing (None), but a number"),
    (len, 3, "a function, but a number"),
    (4, 3, "number is not right"),
    (10**400, 1.5, "number is not right"),
    (1000001, 1000000, "number is not right"),  # whole numbers have no tolerance
    (1.001, 1.0, "number is not right"),
    (float("nan"), 1, "NaN"),
    (3.14, math.pi, "rounded too early"),
    (math.pi, 3.14, "not rounded at all"),
    ("Moien ", "Moien", "Only spaces"),
    ("a\nb", "a b", "Only spaces"),
    ("moien", "Moien", "capital and small"),
    ("Moien", "Moien!", "punctuation at the end"),
    ("", "Moien", "empty"),
    ("Moi", "Moien", "too short"),
    ("Moienx", "Moien", "too long"),
    ("Maien", "Moien", "from character 2"),
    ("..\n.#\n..", "..\n#.\n..", "Line 2"),
    ("..\n..", "..\n#.\n..", "too few lines"),
    ([1], [1, 2], "too few elements: 1"),
    ([1, 2, 3], [1, 2], "too many elements: 3"),
    ([2, 1], [1, 2], "order"),
    ([1, [2, 9]], [1, [2, 3]], "At index 1 (counting from 0): At index 1 "),
    ({1, 2}, {1, 3}, "Missing: 1. Too many: 1."),
    ({"a": 1}, {"b": 1, "c": 1}, "Missing: 2. Too many: 1."),
    ({"a": 1}, {"a": 2}, "At the key 'a': This number"),
    (np.zeros((2, 3)), np.zeros((3, 2)), "shape (2, 3)"),
    (np.array([1, 0]), np.array([0, 1]), "order"),
    (np.array([1, 5, 6]), [1, 2, 3], "2 of 3 values are not right yet, the first at index 1"),
    (np.array([[1, 2], [3, 5]]), [[1, 2], [3, 4]], "(1, 1)"),
    (np.array([3.14, 2.72]), [math.pi, math.e], "rounded"),
    (np.array([1, 0]), [True, False], "a number, but a truth value"),
    ([[1], [2, 3]], np.array([[1, 4], [2, 3]]), "At index 0"),
    (np.array([10**16 + 1]), np.array([10**16]), "1 of 1"),
    (np.array([1.001, 2.001]), [1.0, 2.0], "2 of 2"),
    (pd.Series([1, 2], index=["a", "b"]), pd.Series([1, 2], index=["a", "c"]), "Row labels"),
    (FRAME[["town"]], FRAME, "Missing: 1. Too many: 0."),
    (FRAME.assign(more=1), FRAME, "Missing: 0. Too many: 1."),
    (FRAME.head(1), FRAME, "too few rows"),
    (FRAME.iloc[::-1], FRAME, "rows are right, but their order"),
    (FRAME.assign(people=[36, 8]), FRAME, "In the column 'people': 1 of 2"),
    (FRAME.set_index("people"), FRAME.set_index("town"), "Row labels"),
    (FRAME["people"].tolist(), FRAME, "a list, but a table"),
    (Point(1, 2), Point(1, 3), "Point is not right"),
    (Point(1, 2), (1, 2), "type Point, but a list"),
    (Place("Esch", 1.0), Place("Esch", 2.0), "Place is not right"),
    (Colour.BLUE, Colour.RED, "Colour is not right"),
    (Plain(1), Plain(2), "Plain is not right"),
    (object(), object(), "object is not right"),
    (len, print, "is not right"),
    (b"a", b"b", "bytes"),
]


@pytest.mark.parametrize(("answer", "expected"), EQUAL)
def test_what_a_person_calls_equal_is_equal(answer, expected):
    assert difference(answer, expected) is None
    assert difference(expected, answer) is None


@pytest.mark.parametrize(("answer", "expected", "words"), DIFFERENT)
def test_a_difference_is_said_in_words(answer, expected, words):
    assert words in (difference(answer, expected) or "")


def test_the_same_tables_differ_only_by_missing_values_of_another_kind():
    one = pd.DataFrame({"n": [1.0, np.nan], "t": ["a", None]})
    assert difference(one, pd.DataFrame({"n": [1.0, None], "t": ["a", np.nan]})) is None


def equal_to_all(kind: type) -> type:
    """A class that claims to equal everything: an old way to forge a pass."""
    return type(
        kind.__name__,
        (kind,),
        {"__eq__": lambda a, b: True, "__ne__": lambda a, b: False, "__hash__": lambda a: 0},
    )


@pytest.mark.parametrize(
    "expected",
    [
        3,
        2.5,
        "text",
        [1, 2],
        (1, 2),
        {1, 2},
        {"a": 1},
        np.array([1, 2]),
        FRAME,
        Point(1, 2),
        Plain(1),
        Colour.RED,
    ],
)
def test_a_forged_equality_equals_nothing(expected):
    forged = [equal_to_all(object)(), equal_to_all(int)(), equal_to_all(str)(), equal_to_all(list)([1])]
    forged += [
        equal_to_all(dict)(),
        equal_to_all(set)(),
        equal_to_all(Plain)(1),
        np.array([1, 2]).view(equal_to_all(np.ndarray)),
    ]
    for answer in forged:
        assert difference(answer, expected)
        assert difference([answer], [expected])
        assert difference({"a": answer}, {"a": expected})


def test_a_forged_key_or_element_equals_nothing():
    forged = equal_to_all(object)()
    assert difference({forged: 1}, {"a": 1})
    assert difference({forged}, {"a"})
    assert difference({Colour.RED: 1}, {Colour.RED: 1}) is None


def test_a_list_that_contains_itself_gets_a_sentence():
    endless: list = []
    endless.append(endless)
    other: list = []
    other.append(other)
    assert difference(endless, endless) is None
    assert "contains itself" in difference(endless, other)


def test_nothing_is_written_to_stderr(capfd):
    difference(np.array([np.inf, np.nan, -np.inf]), np.array([np.inf, 1, 2]))
    difference(np.array([1e308, -1e308]), np.array([-1e308, 1e308]))
    difference(1e308, -1e308)
    assert capfd.readouterr().err == ""


def test_tensors_are_compared_by_their_values():
    need(importlib.util.find_spec("torch"), "tensors are compared by their values", "torch is not installed")
    import torch

    assert difference(torch.tensor([1.0, 2.0]), [1, 2]) is None
    assert difference(torch.tensor(3.0, requires_grad=True), 3) is None
    assert difference(torch.tensor([0.1], dtype=torch.float16), [0.1]) is None
    assert difference(torch.tensor([0.5], dtype=torch.bfloat16), torch.tensor([0.5])) is None
    assert difference(torch.eye(2).to_sparse(), np.eye(2)) is None
    assert difference(torch.nn.Parameter(torch.ones(2)), torch.ones(2)) is None
    assert difference(torch.ones(2, dtype=torch.complex64).conj(), [1, 1]) is None
    assert "1 of 2" in difference(torch.tensor([1.0, 2.0]), torch.tensor([1.0, 5.0]))


def test_no_library_is_imported_to_compare_plain_values():
    code = "import sys; from lux_ai_edu.compare import difference; difference([1, 'a'], [2, 'b'])\n"
    code += "assert not {'numpy', 'pandas', 'torch'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(width=32)
    | st.text(max_size=8)
    | st.binary(max_size=4)
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(max_size=4) | st.integers(), inner, max_size=3)
        | st.sets(st.integers() | st.text(max_size=3), max_size=4)
    ),
    max_leaves=8,
)


@given(VALUES)
def test_a_copy_is_never_different(value):
    assert difference(copy.deepcopy(value), value) is None
    assert canonical(copy.deepcopy(value)) == canonical(value)


@given(VALUES, VALUES)
def test_a_difference_is_the_same_from_both_sides(one, other):
    assert (difference(one, other) is None) == (difference(other, one) is None)


@given(st.lists(st.floats(-1e6, 1e6) | st.integers(-999, 999), min_size=1, max_size=6), st.data())
def test_arrays_and_lists_get_the_same_verdict(values, data):
    other = [value + data.draw(st.sampled_from([0, 0, 0, 1e-12, 0.5])) for value in values]
    verdict = difference(values, other) is None
    assert verdict == all(
        math.isclose(*pair, rel_tol=1e-6, abs_tol=1e-9) for pair in zip(values, other, strict=True)
    )
    assert verdict == (difference(np.array(values, dtype=float), np.array(other, dtype=float)) is None)


SECRETS = (
    st.integers(10**7, 10**9)
    | st.from_regex(r"[QXZ]{6,9}", fullmatch=True)
    | st.floats(1e7, 1e8).map(lambda x: x + 0.123)
)
SECRET_VALUES = st.recursive(
    SECRETS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=4) | st.dictionaries(SECRETS, inner, min_size=1, max_size=3)
    ),
    max_leaves=6,
)


def tokens(value: object) -> set[str]:
    return set(re.findall(r"[A-Z]{6,}|\d[\d.]{5,}", repr(value)))


def disturb(value, data):
    """Change a value in one place, as a learner's mistake would."""
    if isinstance(value, list) and data.draw(st.booleans()):
        return [*value[:-1], disturb(value[-1], data)]
    if isinstance(value, dict) and data.draw(st.booleans()):
        last = list(value)[-1]
        return {**value, last: disturb(value[last], data)}
    if isinstance(value, list):
        return data.draw(st.sampled_from([value[::-1], value[1:], [*value, 1]]))
    if isinstance(value, str):
        return data.draw(
            st.sampled_from([value.lower(), value + "!", value[:-1], " " + value, "m" + value[1:]])
        )
    return (
        data.draw(st.sampled_from([None, "m", 0, [], np.array([1.5])]))
        if isinstance(value, dict)
        else round(value * 1.0001, 3)
    )


@given(SECRET_VALUES, st.data())
def test_no_sentence_tells_what_was_expected(expected, data):
    for answer in (disturb(expected, data), data.draw(VALUES)):
        said = difference(answer, expected) or ""
        assert not (tokens(expected) - tokens(answer)) & tokens(said)
        if isinstance(expected, list):
            said = difference(answer, np.array(expected, dtype=object)) or ""
            assert not (tokens(expected) - tokens(answer)) & tokens(said)


@given(st.lists(st.floats(1e7, 1e8), min_size=2, max_size=4), st.data())
def test_no_sentence_about_arrays_and_tables_tells_a_value(numbers, data):
    answer = disturb(numbers, data)
    for wrap in (np.array, pd.Series, lambda values: pd.DataFrame({"n": values})):
        said = difference(wrap(answer), wrap(numbers)) or ""
        assert not tokens(numbers) & tokens(said)
