"""The board as a widget: Python sends scenes, the browser plays them and sends back what fingers do.

Imported only when a board is shown in a notebook, because it needs anywidget.
"""

import contextlib
import io
import weakref
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from lux_ai_edu.board.display import label
from lux_ai_edu.board.model import Board
from lux_ai_edu.board.picture import draw
from lux_ai_edu.board.scene import scene
from lux_ai_edu.errors import LearnerError, in_words, learners_line
from lux_ai_edu.language import say

LONGEST_PRINT = 2000  # characters of what a function printed; the end is kept


class BoardWidget(anywidget.AnyWidget):
    """One drawing of a board in the page. The same board may be drawn several times."""

    _esm = Path(__file__).parent / "board.js"
    picture = traitlets.Unicode().tag(sync=True)
    scene = traitlets.Dict().tag(sync=True)
    labels = traitlets.Dict().tag(sync=True)
    printed = traitlets.Unicode().tag(sync=True)
    error = traitlets.Unicode().tag(sync=True)

    def __init__(self, board: Board) -> None:
        self.board = board
        super().__init__(picture=draw(board.frame(), label(board)), labels=_labels(board), scene=scene(board))
        board._film.end()
        self._sent = board._film.number
        self.on_msg(lambda _widget, content, _buffers: self._finger(content))
        _drawn.add(self)

    def play(self) -> None:
        """Send what the last program did, and what the board goes on doing."""
        self.scene = scene(self.board)
        self.board._film.end()
        self._sent = self.board._film.number

    def play_if_changed(self) -> None:
        if self._sent != self.board._film.settle():
            self.play()

    def _finger(self, content: dict[str, Any]) -> None:
        """A button went down or up in the page; `passed`: ms of real time since the last we know of."""
        button = self.board.a if content.get("button") == "A" else self.board.b
        self.board._film.idle(max(0, int(content.get("passed", 0))))
        if content.get("type") == "press":
            button.press()
            return
        printed = io.StringIO()
        error = ""
        # A notebook has no place for what is printed between two cells, so the widget shows it.
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            try:
                button.release()
            except Exception as problem:  # whatever a learner's function does, it becomes a sentence
                error = _sentence(problem)
        self.printed = printed.getvalue()[-LONGEST_PRINT:]
        self.error = error
        for widget in list(_drawn):
            widget.play_if_changed()


_drawn: "weakref.WeakSet[BoardWidget]" = weakref.WeakSet()


def widget_bundle(board: Board) -> dict[str, object]:
    """The widget's part of what a notebook shows."""
    bundle: Any = BoardWidget(board)._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    return {kind: value for kind, value in (data or {}).items() if kind != "text/plain"}


def _labels(board: Board) -> dict[str, str]:
    name = label(board)
    return {
        "board": say("Board {name}", name=name)
        if name
        else say("Board with 25 lamps and the buttons A and B"),
        "a": say("Button A"),
        "b": say("Button B"),
        "play": say("Play"),
        "again": say("Play again"),
        "stop": say("Stop"),
        "keys": say("Click a button. Then the keys a and b press them too."),
    }


def _sentence(problem: Exception) -> str:
    """Tell what went wrong in the learner's own function, in one sentence with their own line."""
    if isinstance(problem, LearnerError):
        return " ".join(problem._render_traceback_())
    number, source = learners_line(problem)
    sentence = in_words(problem)
    if not source:
        return sentence
    return say("Line {number}, {source}: {sentence}", number=number, source=source, sentence=sentence)
