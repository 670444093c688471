"""The one error that a learner meets: a sentence, with the learner's own line, and never our traceback."""

import linecache
import sysconfig
import traceback
import types
from collections.abc import Collection
from pathlib import Path

from lux_ai_edu.language import say

# Not the learner's code: this library, Python's own library, everything installed with pip, and code that was
# never written down, such as the methods that `dataclass` makes.
_NOT_THE_LEARNERS = (
    str(Path(__file__).parent),
    *(sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")),
    "<frozen",
    "<string>",
)


class LearnerError(ValueError):
    """Something the learner asked for cannot be done; the text is one sentence that says what to do next.

    In Jupyter it shows as one line, with the number and the text of the learner's own line.
    (IPython asks an exception for `_render_traceback_` before it draws a traceback of its own.)

    >>> raise LearnerError("There is no lamp at x = 7. Use 0 to 4.")
    Traceback (most recent call last):
    lux_ai_edu.errors.LearnerError: There is no lamp at x = 7. Use 0 to 4.
    """

    def _render_traceback_(self) -> list[str]:
        number, source = learners_line(self)
        if not source:
            return [str(self)]
        return [say("Line {number}, {source}: {sentence}", number=number, source=source, sentence=str(self))]


def is_learners(file: str) -> bool:
    """Tell whether a code file (a cell of a notebook counts as one) is the learner's own.

    >>> is_learners(linecache.__file__)
    False
    """
    return not file.startswith(_NOT_THE_LEARNERS)


def learners_line(error: BaseException, but_not_in: Collection[str] = ()) -> tuple[int, str]:
    """Find the line of the learner's own code that led to an error: its number and its text, or (0, "").

    `but_not_in` names further files that are not the learner's, such as the file of a task's author.
    """
    found = (0, "")
    for frame, number in traceback.walk_tb(error.__traceback__):
        file = frame.f_code.co_filename
        if is_learners(file) and file not in but_not_in:
            # A cell of IPython is in linecache too; a line we cannot read is no help to anyone.
            source = linecache.getline(file, number).strip()
            found = (number, source) if source else found
    return found


def in_words(error: BaseException) -> str:
    """Say in a sentence why Python stopped: the commonest errors in plain words, the others by name.

    >>> in_words(ZeroDivisionError("division by zero"))
    'It divides by zero (ZeroDivisionError).'
    """
    try:
        text = str(error)
    except Exception:  # an exception class of the learner's own whose __str__ fails
        text = ""
    match error:
        case LearnerError():
            return text
        case UnboundLocalError():
            name = text.partition("'")[2].partition("'")[0]  # Python leaves error.name empty here
            return say("It uses the name {name} before it has a value in this function.", name=name)
        case NameError():
            return say(
                "Python does not know the name {name}. Is it spelled right? Was its cell run on this page? "
                "Text needs quotes.",
                name=error.name,
            )
        case TypeError() if "positional argument" in text or "keyword argument" in text:
            return say("A function is called with too many or too few values: {message}.", message=text)
        case TypeError() | AttributeError() if "NoneType" in text:
            return say("It uses None as if it were a value. Does a function before it forget `return`?")
        case AttributeError() if isinstance(error.obj, types.FunctionType):
            return say(
                "A function has no {name}. Use the name that stands in the brackets of def.", name=error.name
            )
        case AttributeError():
            return say("Something is used that does not exist (AttributeError): {message}.", message=text)
        case TypeError():
            return say("It mixes kinds that do not go together (TypeError): {message}.", message=text)
        case IndexError():
            return say("It reaches past the end of a list or a text (IndexError). Positions start at 0.")
        case KeyError():
            return say("It looks for a key that is not in the dictionary: {key}.", key=text)
        case ZeroDivisionError():
            return say("It divides by zero (ZeroDivisionError).")
        case RecursionError():
            return say("A function calls itself without end (RecursionError). When should it stop?")
        case EOFError() | SystemExit():
            return say("It uses input() or exit(). A check cannot wait for a person: leave them out.")
    return say("It stopped with {kind}: {message}", kind=type(error).__name__, message=text)
