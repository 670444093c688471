"""Look at an answer: run the learner's code quietly, and put into words why it stopped."""

import contextlib
import copy
import dis
import errno
import io
import types
from collections.abc import Callable, Collection, Iterator
from typing import Any

from lux_ai_edu.errors import in_words, learners_line
from lux_ai_edu.kinds import kind_in_words
from lux_ai_edu.language import say
from lux_ai_edu.shortened import shortened
from lux_ai_edu.verdict import EnvironmentFault, NotYet

Calls = list[tuple[Any, ...]]


def untried(answer: object) -> bool:
    """Tell whether there is no answer yet: None, `...`, or a function whose body is empty.

    >>> def heart():
    ...     "Draw a heart."
    >>> untried(heart), untried(0)
    (True, False)
    """
    if answer is None or answer is ...:
        return True
    if not isinstance(answer, types.FunctionType):
        return False
    # An empty body (docstring, pass, ..., return) compiles to nothing but "return None".
    steps = [step for step in dis.get_instructions(answer) if step.opname not in ("RESUME", "NOP")]
    names = [step.opname for step in steps]
    return names in (["LOAD_CONST", "RETURN_VALUE"], ["RETURN_CONST"]) and steps[0].argval in (None, ...)


def see(answer: Any, calls: Calls | None, view: Callable[[Any], Any] | None) -> Any:
    """Give what a task looks at: the results of the calls, the view of the answer, or the answer itself.

    Arguments are copied for each call, so that an answer which changes them spoils nothing.
    """
    if calls is None:
        return view(answer) if view else answer
    if not callable(answer):
        raise NotYet(
            say(
                "A function is expected, but this is {this}. Give its name without brackets.",
                this=kind_in_words(answer),
            )
        )
    return [answer(*copy.deepcopy(arguments)) for arguments in calls]


@contextlib.contextmanager
def quietly() -> Iterator[io.StringIO]:
    """Catch what runs inside prints, and give it. nbgrader takes the mark away for a warning on stderr."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
        yield printed


def stopped(error: BaseException, authors: Collection[str]) -> NotYet | EnvironmentFault:
    """Turn what stopped a learner's code into a verdict: theirs to mend, or the machine's fault."""
    if fault := environment_fault(error):
        return EnvironmentFault(fault)
    number, source = learners_line(error, authors)
    if not source:
        return NotYet(say("Your code stops. {why}", why=in_words(error)))
    why = in_words(error)
    return NotYet(
        say("Your code stops at line {number}: {source} – {why}", number=number, source=source, why=why)
    )


def environment_fault(error: BaseException) -> str | None:
    """Say what is wrong with the machine and what to do; None where the machine is not to blame."""
    kinds = {kind.__name__ for kind in type(error).__mro__}  # names, so that requests' own errors count too
    number = getattr(error, "errno", None)
    if kinds & {"ConnectionError", "TimeoutError", "URLError", "gaierror"}:
        return say("The network does not answer. Connect this computer, then run the cell again.")
    if number in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return say("The disk is full. Make room, then run the cell again.")
    if number == errno.EROFS:
        return say("This disk can be read but not written. Work in another folder, or ask for help.")
    if isinstance(error, ModuleNotFoundError):
        return say("The library {name} is not installed here. Install it, or ask for help.", name=error.name)
    if isinstance(error, RuntimeError | AssertionError):
        text = str(error)
        if any(sign in text for sign in ("No CUDA", "not compiled with CUDA", "no NVIDIA driver")):
            return say('There is no GPU here. Use device "cpu", or a computer with a GPU.')
    return None


def about_call(name: str, arguments: tuple[Any, ...], result: Any, found: str, printed: str) -> str:
    """Say what a call of the learner's function gave, and what is not right about it."""
    call = f"{name}({', '.join(map(_short, arguments))})"
    if result is None and printed:
        return say("{call} prints, but gives nothing back. Use `return` in place of print().", call=call)
    if result is None:
        return say("{call} gives nothing back (None). Did you forget `return`?", call=call)
    return say("{call} gives {result}. {difference}", call=call, result=_short(result), difference=found)


def _short(value: Any) -> str:
    text = shortened(value)
    return f"<{type(value).__name__}>" if "\n" in text else text
