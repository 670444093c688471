"""See a program run, line by line, with its variables and the lamps of its board."""

import contextlib
import html
import inspect
import numbers
import sys
import textwrap
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lux_ai_edu.errors import LearnerError, in_words, is_learners
from lux_ai_edu.explore.step import Source, Step, describe, draw
from lux_ai_edu.kinds import KINDS
from lux_ai_edu.language import say
from lux_ai_edu.notebook import in_a_notebook
from lux_ai_edu.shortened import shortened

_SCRIPT = Path(__file__).with_suffix(".js")
LONGEST = 2_000  # steps; more than anybody looks at, and the end of a loop that never ends
_NOTHING = Source("", 0, ())


class _Enough(BaseException):
    """Ends a program that runs too long; no `except Exception` of the learner's catches it."""


class Watched:
    """A program that has run: its steps, to be looked at one by one."""

    def __init__(self, program: str, steps: list[Step]) -> None:
        self.program, self.steps = program, steps
        self._widget: Any = None

    def __len__(self) -> int:
        return len(self.steps)

    def text(self, number: int) -> str:
        """Say step `number` (from 1) in a sentence."""
        return describe(self.steps[number - 1], number, len(self), self.program)

    def html(self, number: int) -> str:
        """Draw step `number` (from 1) as HTML: the code, the variables, the lamps."""
        return draw(self.steps[number - 1])

    def __repr__(self) -> str:
        shown = [self.text(number) for number in range(1, min(len(self), 10) + 1)]
        return "\n".join([*shown, "…", self.text(len(self))] if len(self) > 10 else shown)

    def _static(self) -> str:
        """Draw the first steps and the last one, for where nothing can be moved."""
        numbers = sorted({*range(1, min(len(self), 3) + 1), len(self)})
        listed = "".join(f"<li>{html.escape(self.text(n))}</li>" for n in range(1, min(len(self), 50) + 1))
        summary = html.escape(say("The first steps in words"))
        drawn = "<hr>".join(f"{self.html(n)}<p>{html.escape(self.text(n))}</p>" for n in numbers)
        return f"{drawn}<details><summary>{summary}</summary><ol>{listed}</ol></details>"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        """Show with a slider where widgets can run, and otherwise as a page (IPython's protocol)."""
        bundle = {"text/plain": repr(self), "text/html": self._static()}
        if in_a_notebook():
            with contextlib.suppress(ImportError):  # no anywidget here: the page does it
                self._widget = self._widget or _widget(self)
                bundle = self._widget._repr_mimebundle_()[0] | bundle
        return bundle


def watch(program: Callable[..., Any], *arguments: Any) -> Watched:
    """Run a function and keep what is true before each of its lines: its variables, the lamps of its board.

    Functions of the learner's that it calls are watched too, a library's are not. After 2,000 steps the
    program is stopped. An error ends it with a sentence.
    Raises LearnerError for what is not a function written in Python, such as `watch(draw(board))`.

    >>> def double(n):
    ...     return 2 * n
    >>> watch(double, 4)
    Step 1 of 2, line 2: n = 4.
    Step 2 of 2: double gives back 8.
    """
    if not isinstance(program, types.FunctionType | types.MethodType):
        raise LearnerError(say("Give watch a function without brackets, then its values: watch(draw, 3)."))
    recorder = _Recorder(arguments)
    stop: BaseException | None = None
    result = None
    before = sys.gettrace()
    sys.settrace(recorder.call)
    try:
        result = program(*arguments)
    except (Exception, _Enough) as error:
        stop = error
    finally:
        sys.settrace(before)
    if isinstance(stop, _Enough):
        ending = say("Stopped here, after {number} steps. Does the program ever end?", number=LONGEST)
    elif stop:
        ending = say("The program stops. {why}", why=in_words(stop))
    elif result is None or hasattr(result, "picture"):  # a board is drawn in the steps
        ending = say("{function} has ended.", function=program.__name__)
    else:
        ending = say("{function} gives back {value}.", function=program.__name__, value=shortened(result))
    return Watched(program.__name__, [*recorder.steps, recorder.last(ending)])


class _Recorder:
    """Takes a note at each line: Python calls `call` for each frame, and `line` for what happens in it."""

    def __init__(self, arguments: tuple[Any, ...]) -> None:
        self.steps: list[Step] = []
        self._board: Any = next(filter(_is_board, arguments), None)
        self._sources: dict[types.CodeType, Source] = {}

    def call(self, frame: types.FrameType, event: str, argument: Any) -> Any:
        code = frame.f_code
        inner = code.co_name.startswith("<") and code.co_name != "<lambda>"  # a list comprehension
        return self.line if is_learners(code.co_filename) and not inner else None

    def line(self, frame: types.FrameType, event: str, argument: Any) -> Any:
        if event == "line":
            if len(self.steps) >= LONGEST:
                raise _Enough
            self.steps.append(self._step(frame))
        return self.line

    def last(self, ending: str) -> Step:
        """Give the step after the last line: nothing runs any more, and the board shows what it shows."""
        source = self.steps[0].source if self.steps else _NOTHING
        return Step(source, 0, (), self._picture(), ending)

    def _step(self, frame: types.FrameType) -> Step:
        seen = frame.f_locals
        used = (frame.f_globals.get(name) for name in frame.f_code.co_names)
        if self._board is None:
            self._board = next(filter(_is_board, (*seen.values(), *used)), None)
        variables = tuple(
            (name, shortened(value))
            for name, value in seen.items()
            if not name.startswith(".") and (type(value) in KINDS or isinstance(value, numbers.Number))
        )
        return Step(self._source(frame.f_code), frame.f_lineno, variables, self._picture())

    def _source(self, code: types.CodeType) -> Source:
        if code not in self._sources:
            try:
                lines, first = inspect.getsourcelines(code)
            except (OSError, TypeError):  # typed into a console, or made by exec
                lines, first = [], code.co_firstlineno
            text = textwrap.dedent("".join(lines)).splitlines()
            self._sources[code] = Source(code.co_name, first, tuple(text))
        return self._sources[code]

    def _picture(self) -> str:
        return str(self._board.picture()) if self._board is not None else ""


def _is_board(value: Any) -> bool:
    return callable(getattr(type(value), "picture", None))


def _widget(watched: Watched) -> Any:
    import anywidget
    import traitlets

    class WatchWidget(anywidget.AnyWidget):  # made here, so that importing this file needs no widget library
        _esm = _SCRIPT
        words = traitlets.Dict().tag(sync=True)
        steps = traitlets.Int(len(watched)).tag(sync=True)
        number = traitlets.Int(1).tag(sync=True)
        page = traitlets.Unicode(watched.html(1)).tag(sync=True)
        sentence = traitlets.Unicode(watched.text(1)).tag(sync=True)

    widget = WatchWidget(words={"step": say("Step"), "back": say("◀ Back"), "next": say("Next ▶")})

    def show(change: dict[str, Any]) -> None:
        number = min(max(change["new"], 1), len(watched))
        with widget.hold_sync():  # the picture and its sentence arrive together
            widget.page, widget.sentence = watched.html(number), watched.text(number)

    widget.observe(show, "number")
    return widget
