"""How a task looks at a board: the views and rules of `Task` for what lamps, drawings and films show."""

from collections.abc import Callable, Sequence

from lux_ai_edu.board.icons import read
from lux_ai_edu.board.model import Board
from lux_ai_edu.errors import LearnerError
from lux_ai_edu.language import say
from lux_ai_edu.verdict import NotTried, NotYet

Scene = tuple[str, float]  # a picture and the seconds it stays


def lamps(board: object) -> str:
    """View a learner's board: what it shows now, five rows of # and . joined by newlines.

    >>> lamps(lit((0, 0), (4, 0))).split()
    ['#...#', '.....', '.....', '.....', '.....']
    """
    if callable(board):
        sentence = say(
            "Give the check your board, not a function: write the name of the board in the brackets."
        )
        raise NotYet(sentence)
    if not isinstance(board, Board):
        raise NotYet(say("Give the check your board: write the name of the board in the brackets."))
    if board._hardware.refused:
        raise NotYet(
            say(
                "Your program stopped: {sentence} Repair that line, then run your cell again.",
                sentence=board._hardware.refused,
            )
        )
    if "#" not in board.picture():
        raise NotTried(
            say(
                "The board is still dark. Did your cell stop with red text? "
                "Do your lines begin with the name of this board?"
            )
        )
    return board.picture()


def drawing(text: object) -> str:
    """View a learner's drawing: five rows of # and ., without the spaces and empty lines around it."""
    if not isinstance(text, str):
        raise NotYet(say("Write the drawing as text: five rows of # and . between three quotes."))
    try:
        rows = "\n".join(read(text).rows)
    except LearnerError as error:
        raise NotYet(str(error)) from None
    if "#" not in rows:
        raise NotTried(
            say("All dots: no lamp is lit in your drawing yet. Put a # where a lamp should light.")
        )
    return rows


def drawn_by(*values: tuple[object, ...]) -> Callable[[object], list[str]]:
    """Make a view: what a learner's function draws on an empty board, called with each set of values."""
    return lambda function: [board.picture() for board in _boards(function, values)]


def filmed_by(*values: tuple[object, ...]) -> Callable[[object], list[list[Scene]]]:
    """Make a view: the film that a learner's function makes on an empty board, for each set of values."""
    return lambda function: [film(board) for board in _boards(function, values)]


def film(board: Board) -> list[Scene]:
    """Give the board's film up to now; pictures that stayed for no time are left out.

    >>> board = Board()
    >>> board.icon("heart")
    >>> board.sleep(0.5)
    >>> [seconds for picture, seconds in film(board)]
    [0.5]
    """
    frames = board.film()
    ends = [frame.seconds for frame in frames[1:]] + [board.seconds]
    scenes: list[Scene] = []
    for frame, end in zip(frames, ends, strict=True):
        seconds = round(end - frame.seconds, 3)
        if scenes and scenes[-1][0] == frame.picture():
            scenes[-1] = (frame.picture(), round(scenes[-1][1] + seconds, 3))
        elif seconds:
            scenes.append((frame.picture(), seconds))
    return scenes


def looks_like(*wanted: str, calls: Sequence[str] = ()) -> Callable[[object], str | None]:
    """Make a rule: the boards seen look like these pictures. `calls`: how the function was called."""

    def rule(seen: object) -> str | None:
        pictures = [seen] if isinstance(seen, str) else list(seen)  # type: ignore[call-overload]
        if calls and not any("#" in picture for picture in pictures):
            return say(
                "The board stayed dark. Draw on the board in the brackets, "
                "and do not make a new Board() in your function."
            )
        for number, (picture, target) in enumerate(zip(pictures, wanted, strict=True)):
            if picture != target:
                what = _what_differs(picture, target)
                return say("I called {call}. {what}", call=calls[number], what=what) if calls else what
        return None

    return rule


def lit(*addresses: tuple[int, int]) -> Board:
    """Make a board with these lamps on."""
    board = Board()
    for x, y in addresses:
        board.on(x, y)
    return board


def _boards(function: object, values: Sequence[tuple[object, ...]]) -> list[Board]:
    if not callable(function):
        raise NotYet(say("Give the check your function: write its name in the brackets, without calling it."))
    boards = []
    for more in values:
        boards.append(Board())
        function(boards[-1], *more)
    return boards


def _what_differs(picture: str, target: str) -> str:
    rows = list(enumerate(zip(picture.split("\n"), target.split("\n"), strict=True)))
    dark = [str(y) for y, (mine, theirs) in rows if (".", "#") in zip(mine, theirs, strict=True)]
    bright = [str(y) for y, (mine, theirs) in rows if ("#", ".") in zip(mine, theirs, strict=True)]
    both = ", ".join(sorted({*dark, *bright}))
    if not bright:
        return say(
            "Row {rows} of the board: one or more lamps are still dark. (The top row is row 0.)", rows=both
        )
    if not dark:
        return say(
            "Row {rows} of the board: a lamp is lit that should be dark. (The top row is row 0.)", rows=both
        )
    return say("Row {rows} of the board is not right yet. (The top row is row 0.)", rows=both)
