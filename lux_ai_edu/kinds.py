"""What kind of value an answer is, and one canonical way to write each value down."""

import math
import sys
import unicodedata
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any

from lux_ai_edu.language import say

# Exact types only: a subclass with an `__eq__` of its own could otherwise claim to equal everything.
KINDS: dict[type, str] = {
    type(None): "nothing",
    bool: "truth",
    **dict.fromkeys((int, float, complex, Fraction, Decimal), "number"),
    str: "text",
    **dict.fromkeys((bytes, bytearray), "bytes"),
    **dict.fromkeys((list, tuple, range, deque), "sequence"),
    **dict.fromkeys((set, frozenset), "set"),
    **dict.fromkeys((dict, OrderedDict, defaultdict, Counter), "dict"),
}


def plain(value: Any) -> tuple[str, Any]:
    """Name the kind of a value, and give the plainest value that holds the same.

    Scalars of numpy become Python's, tensors become arrays, columns become arrays or lists.
    A library is looked up, never imported: a value of its type exists only where it is loaded already.

    >>> plain(range(3))
    ('sequence', range(0, 3))
    """
    if kind := KINDS.get(type(value)):
        return kind, value
    numpy, pandas, torch = (sys.modules.get(name) for name in ("numpy", "pandas", "torch"))
    if torch and type(value) in (torch.Tensor, torch.nn.Parameter):
        tensor = value.detach().cpu()
        tensor = tensor.to_dense() if tensor.layout != torch.strided else tensor
        value = (tensor.float() if tensor.dtype == torch.bfloat16 else tensor).resolve_conj().numpy()
    if pandas and type(value) is pandas.DataFrame:
        return "table", value
    if pandas and type(value) is pandas.Series:
        if isinstance(value.dtype, numpy.dtype) and value.dtype.kind in "biufc":  # type: ignore[union-attr]
            return "array", value.to_numpy()
        missing = value.isna()
        return "sequence", [None if gap else item for item, gap in zip(value, missing, strict=True)]
    if pandas and isinstance(value, pandas.Index | pandas.api.extensions.ExtensionArray):
        return "sequence", list(value)
    if numpy and type(value) is numpy.ndarray:
        if value.ndim and value.dtype.kind in "biufc":
            return "array", value
        if value.ndim:  # texts, dates, objects
            return "sequence", value.tolist()
        value = value[()]
    if numpy and type(value) in numpy.sctypeDict.values() and value.dtype.kind in "biufcSU":
        value = value.item()
        return KINDS.get(type(value), "other"), value
    return ("function" if callable(value) else "other"), value


def kind_in_words(value: object) -> str:
    """Name the kind of a value for a learner.

    >>> kind_in_words({"a": 1})
    'a dictionary'
    """
    names = {
        "nothing": say("nothing (None)"),
        "truth": say("a truth value (bool)"),
        "number": say("a number"),
        "text": say("a text"),
        "bytes": say("a row of bytes"),
        "sequence": say("a list"),
        "set": say("a set"),
        "dict": say("a dictionary"),
        "array": say("an array"),
        "table": say("a table (DataFrame)"),
        "function": say("a function"),
    }
    return names.get(plain(value)[0]) or say("a value of the type {type}", type=type(value).__name__)


def canonical(value: Any, other: Callable[[Any], str] | None = None) -> str:
    """Write a value so that values which a person would call equal are written alike.

    3 and 3.0 are written alike, and a list, a tuple and an array with the same elements, and -0.0 and 0.0.
    Numbers are rounded to 9 significant digits. `other` writes a value whose type is none of the plain ones;
    without it such a value raises ValueError.

    >>> canonical((3, -0.0)) == canonical([3.0, 0])
    True
    >>> canonical(True) == canonical(1)
    False
    """
    write = partial(canonical, other=other)
    kind, bare = plain(value)
    if kind == "number":
        return _canonical_number(bare)
    if kind in ("sequence", "array"):
        return "[" + ",".join(map(write, bare)) + "]"
    if kind == "set":
        return "{" + ",".join(sorted(map(write, bare))) + "}"
    if kind == "table":
        kind, bare = "dict", {name: bare[name] for name in bare.columns}
    if kind == "dict":
        return "{" + ",".join(sorted(f"{write(key)}:{write(item)}" for key, item in bare.items())) + "}"
    if kind in ("nothing", "truth", "text", "bytes"):
        return repr(unicodedata.normalize("NFC", bare) if kind == "text" else bare)
    if other is None:
        raise ValueError(f"A value of the type {type(value).__name__} cannot be written down for comparing.")
    return other(value)


def _canonical_number(number: Any) -> str:
    if isinstance(number, complex):
        if number.imag:
            return f"{_canonical_number(number.real)}+{_canonical_number(number.imag)}j"
        number = number.real
    if isinstance(number, float | Decimal) and not math.isfinite(number):
        return str(float(number))
    if number != int(number):
        number = float(f"{float(number):.9g}")
    return f"{int(number):x}" if number == int(number) else f"{number:.9g}"  # hex: any size of int is quick
