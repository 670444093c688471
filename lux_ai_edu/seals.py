"""Seal an answer: it can be checked, and nobody can read it out of the file."""

import hashlib
import hmac
import re
import secrets

from lux_ai_edu.kinds import canonical

_ROUNDS = 5_000  # 2 ms here; makes guessing slow, and stays under 0.1 s where only Python can hash


def sealed(value: object) -> str:
    """Make a salted, slow digest (PBKDF2, RFC 8018) of a value: the text for `Task(seal=...)`.

    The seal of 3 fits 3.0, that of a list fits the same tuple or array. Numbers count to 9 digits.
    A seal hides what is hard to guess: a number below ten can be found by trying them all.
    Raises ValueError for a value that is not plain data, such as a function.

    >>> fits((3.0, 4), sealed([3, 4]))
    True
    """
    salt = secrets.token_hex(8)
    return f"{salt}:{_digest(canonical(value), salt)}"


def fits(value: object, seal: str) -> bool:
    """Tell whether a value is the sealed one."""
    try:
        text = canonical(value)
    except ValueError:  # not plain data, so nothing that could be sealed
        return False
    salt, _, digest = seal.partition(":")
    return hmac.compare_digest(_digest(text, salt), digest)


def is_seal(seal: object) -> bool:
    """Tell whether this is a text that `sealed` makes."""
    return isinstance(seal, str) and re.fullmatch("[0-9a-f]{16}:[0-9a-f]{64}", seal) is not None


def _digest(text: str, salt: str) -> str:
    try:
        return hashlib.pbkdf2_hmac("sha256", text.encode(), salt.encode(), _ROUNDS).hex()
    except AttributeError:  # a Python without OpenSSL, as in the browser (Pyodide)
        return _pbkdf2(text.encode(), salt.encode()).hex()


def _pbkdf2(password: bytes, salt: bytes) -> bytes:
    """Compute PBKDF2-HMAC-SHA256 with the standard's own loop, for one block of 32 bytes."""
    block = hmac.digest(password, salt + (1).to_bytes(4, "big"), "sha256")
    total = int.from_bytes(block, "big")
    for _ in range(_ROUNDS - 1):
        block = hmac.digest(password, block, "sha256")
        total ^= int.from_bytes(block, "big")
    return total.to_bytes(32, "big")
