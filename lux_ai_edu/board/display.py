"""Showing a board: the widget where one can run, with a picture and words beside it where it cannot."""

from typing import TYPE_CHECKING

from lux_ai_edu.notebook import in_a_notebook

if TYPE_CHECKING:
    from lux_ai_edu.board.model import Board


def mimebundle(board: "Board") -> dict[str, object]:
    """Everything a notebook may show for the board; each viewer takes the richest form it knows.

    JupyterLab takes the widget; nbconvert and GitHub the SVG; a terminal and a plain-text reader the words.
    """
    from lux_ai_edu.board.picture import draw
    from lux_ai_edu.board.scene import still

    bundle: dict[str, object] = {"text/plain": repr(board), "image/svg+xml": draw(still(board), label(board))}
    if in_a_notebook():
        try:
            from lux_ai_edu.board.widget import widget_bundle
        except ImportError:  # no anywidget here: the picture is what can be shown
            return bundle
        bundle |= widget_bundle(board)
    return bundle


def show(board: "Board") -> None:
    """Draw the board where the program stands; without a notebook, print it."""
    if not in_a_notebook():
        print(board)
        return
    from IPython.display import display

    display(board)


def label(board: "Board") -> str:
    """The name written on the board, if its owner gave it one."""
    return "" if board.name.startswith("Kniwwelino_") else board.name
