"""What counts as right in module 01, which mistakes we know, and the sentence that helps with each.

The tasks of the lesson hold their solution. The tasks of the graded exercise hold no answer: only the pictures that the exercise itself
prints, and a sealed one.
"""

from collections.abc import Callable, Sequence

from lux_ai_edu import Board, Misconception, Task, quiz, sentences
from lux_ai_edu.errors import LearnerError
from lux_ai_edu.verdict import NotTried

_ = sentences(__file__)


def lamps(board: object) -> str:
    """What a learner's board shows now: five rows of # and . joined by newlines."""
    if callable(board):
        raise LearnerError(_("Give the check your board, not a function: write the name of the board in the brackets."))
    if not isinstance(board, Board):
        raise LearnerError(_("Give the check your board: write the name of the board in the brackets."))
    if "#" not in board.picture():
        raise NotTried(_("The board is still dark. Write your lines, run the cell, then check again."))
    return board.picture()


def like(*wanted: str, calls: Sequence[str] = ()) -> Callable[[object], str | None]:
    """A rule: the boards seen look like these pictures. `calls`: how the function was called for each of them."""

    def rule(seen: object) -> str | None:
        pictures = [seen] if isinstance(seen, str) else list(seen)  # type: ignore[call-overload]
        for number, (picture, target) in enumerate(zip(pictures, wanted, strict=True)):
            if picture != target:
                what = _what_differs(picture, target, called=bool(calls))
                return _("I called {call}. {what}").format(call=calls[number], what=what) if calls else what
        return None

    return rule


def _what_differs(picture: str, target: str, called: bool) -> str:
    if called and "#" not in picture:
        return _("The board stayed dark. Draw on the board in the brackets, and do not make a new Board() in your function.")
    rows = list(enumerate(zip(picture.split("\n"), target.split("\n"), strict=True)))
    dark = [str(y) for y, (mine, theirs) in rows if (".", "#") in zip(mine, theirs, strict=True)]
    lit_up = [str(y) for y, (mine, theirs) in rows if ("#", ".") in zip(mine, theirs, strict=True)]
    if not lit_up:
        return _("Row {rows} of the board: a lamp is still dark. (The top row is row 0.)").format(rows=", ".join(dark))
    if not dark:
        return _("Row {rows} of the board: a lamp is lit that should be dark. (The top row is row 0.)").format(rows=", ".join(lit_up))
    both = sorted({*dark, *lit_up})
    return _("Row {rows} of the board is not right yet. (The top row is row 0.)").format(rows=", ".join(both))


def drawn_by(*values: tuple[object, ...]) -> Callable[[object], list[str]]:
    """A view: what a function draws on an empty board, for each set of values."""

    def view(function: object) -> list[str]:
        if not callable(function):
            raise LearnerError(_("Give the check your function: write its name in the brackets, without calling it."))
        pictures = []
        for more in values:
            board = Board()
            function(board, *more)
            pictures.append(board.picture())
        return pictures

    return view


def films_of(*beats: int) -> Callable[[object], list[list[tuple[str, float]]]]:
    """A view: the film that a function makes on an empty board, as pictures with their seconds, for each number."""

    def view(function: object) -> list[list[tuple[str, float]]]:
        if not callable(function):
            raise LearnerError(_("Give the check your function: write its name in the brackets, without calling it."))
        films = []
        for number in beats:
            board = Board()
            function(board, number)
            films.append(film(board))
        return films

    return view


def film(board: Board) -> list[tuple[str, float]]:
    """The board's film up to now: each picture with the seconds it stayed; pictures of no duration are left out."""
    frames = board.film()
    ends = [frame.seconds for frame in frames[1:]] + [board.seconds]
    scenes: list[tuple[str, float]] = []
    for frame, end in zip(frames, ends, strict=True):
        seconds = round(end - frame.seconds, 3)
        if scenes and scenes[-1][0] == frame.picture():
            scenes[-1] = (frame.picture(), round(scenes[-1][1] + seconds, 3))
        elif seconds:
            scenes.append((frame.picture(), seconds))
    return scenes


def _five_rows(text: object) -> str:
    """A learner's drawing without the spaces and empty lines around it."""
    if not isinstance(text, str):
        raise LearnerError(_("Write the drawing as text: five rows of # and . between three quotes."))
    rows = text.split()
    if len(rows) != 5 or any(len(row) != 5 or set(row) - set("#.") for row in rows):
        raise LearnerError(_("A drawing has five rows, and each row has five signs: # for on, . for off. Count them."))
    if "#" not in "".join(rows):
        raise NotTried(_("All dots: no lamp is lit in your drawing yet. Put a # where a lamp should light."))
    return "\n".join(rows)


def lit(*addresses: tuple[int, int]) -> Board:
    """A board with these lamps on."""
    board = Board()
    for x, y in addresses:
        board.on(x, y)
    return board


# ── Lesson ────────────────────────────────────────────────────────────────────────────────────────────────────────

two_numbers = quiz(
    "two-numbers",
    _("What does the first number in board.on(4, 0) say?"),
    right={_("how far to the right the lamp is"): _("Yes. The first number is x. It goes from left to right.")},
    wrong={
        _("how far down the lamp is"): _(
            "That is the second number. Run board.on(4, 0) again and look: the lamp is at the right of the top row."
        ),
        _("how bright the lamp is"): _("All lamps are equally bright. The two numbers together are an address."),
        _("how many lamps light up"): _("One line with board.on lights one lamp. Which one? Look where it is."),
    },
)

corners = Task(
    "corners",
    rule=like("#...#\n.....\n.....\n.....\n#...#"),
    view=lamps,
    wrong=[
        Misconception(lit((0, 0)), _("One corner is lit. Three more corners are waiting: write one line for each.")),
        Misconception(
            lit((0, 0), (1, 1), (1, 4), (4, 1), (4, 4)),
            _("Counting begins at 0: the first column is x = 0 and the first row is y = 0."),
        ),
        Misconception(
            lit((0, 0), (3, 0), (0, 3), (3, 3)),
            _("Nearly: five lamps are counted 0, 1, 2, 3, 4. The last one has the number 4."),
        ),
        Misconception(
            lit((0, 0), (4, 4)),
            _("Two corners are lit. Which numbers has the corner at the top right? It is far right, and not down."),
        ),
        Misconception(
            lit((0, 0), (4, 0), (0, 4), (4, 4), (2, 2)),
            _("The four corners are lit, and one more lamp. Which line lights it? Take that line away."),
        ),
    ],
    hints=[
        _("A lamp has an address (x, y). What is the address of the lamp at the top right?"),
        _("Top right: x is 4 and y is 0. Now the two corners at the bottom: there, y is 4."),
    ],
    solution="corners = Board()\ncorners.on(0, 0)\ncorners.on(4, 0)\ncorners.on(0, 4)\ncorners.on(4, 4)\ncorners",
    praise=_("All four corners shine."),
)

at_the_end = quiz(
    "at-the-end",
    _("What does the board show at the end?"),
    right={
        _("one lamp at the bottom"): _("Yes. board.clear() switches all lamps off, then one lamp is switched on."),
    },
    wrong={
        _("a smile and one lamp at the bottom"): _("Read the line before the last one again. What does board.clear() do with the smile?"),
        _("a heart"): _("The heart is first. What comes after it takes its place."),
        _("nothing"): _("After board.clear() the board is dark. But there is one more line after it."),
    },
)

how_many = quiz(
    "how-many",
    _("Which numbers does range(4) count?"),
    right={_("0, 1, 2, 3"): _("Yes: four numbers, and the first one is 0.")},
    wrong={
        _("1, 2, 3, 4"): _("These are four numbers, but computers begin counting at 0."),
        _("0, 1, 2, 3, 4"): _("Count them: these are five numbers. range(4) stops before 4."),
        _("4"): _("range(4) gives one number after the other, four times. Move the slider above and watch x."),
    },
)

column = Task(
    "column",
    rule=like("#....\n#....\n#....\n#....\n#...."),
    view=lamps,
    wrong=[
        Misconception(
            lit(*[(x, 0) for x in range(5)]),
            _("This is the top row. For a column, x stays the same and y counts. Swap the two in the brackets."),
        ),
        Misconception(
            lit(*[(0, y) for y in range(4)]),
            _("The last lamp is dark. range(4) counts 0, 1, 2, 3. How many do you need?"),
        ),
        Misconception(
            lit(*[(1, y) for y in range(5)]),
            _("This is the second column. Counting begins at 0, so the left column is x = 0."),
        ),
        Misconception(
            lit(*[(4, y) for y in range(5)]),
            _("This is the right column. The left one is where x is smallest."),
        ),
        Misconception(lit((0, 0)), _("One lamp is lit. Is your line moved to the right, so that it is inside the loop?")),
    ],
    hints=[
        _("In the row, x counted and y stayed the same. In a column it is the other way round."),
        _("Begin like this: for y in range(5):"),
        _("In the loop, the first number in the brackets is always 0. The second one is y."),
    ],
    solution="column = Board()\nfor y in range(5):\n    column.on(0, y)\ncolumn",
    praise=_("The whole column is lit."),
)

other_way = quiz(
    "other-way",
    _("Which lamps does board.on(x, 4 - x) light, when x counts from 0 to 4?"),
    right={
        _("the diagonal from the bottom left to the top right"): _("Yes. While x goes right, 4 - x goes up."),
    },
    wrong={
        _("the same diagonal as before"): _("Put in a number: when x is 0, then 4 - x is 4. Where is the lamp (0, 4)?"),
        _("the last column"): _("x changes in every turn, so the lamps are in five different columns."),
        _("nothing, because 4 - x is too small"): _("When x is 4, then 4 - x is 0. That is still an address."),
    },
)

cross = Task(
    "cross",
    rule=like("#...#\n.#.#.\n..#..\n.#.#.\n#...#"),
    view=lamps,
    wrong=[
        Misconception(
            lit(*[(i, i) for i in range(5)]),
            _("One diagonal is there. Now the other: which number goes with x?"),
        ),
        Misconception(
            lit(*[(i, 4 - i) for i in range(5)]),
            _("One diagonal is there. The other one goes down to the right."),
        ),
        Misconception(
            lit(*[(i, 2) for i in range(5)], *[(2, i) for i in range(5)]),
            _("This is a plus. For an X, the lamps have to go down and up like stairs."),
        ),
        Misconception(
            lit(*[(x, y) for x in range(5) for y in range(5)]),
            _("All lamps are lit. In one turn of the loop you need two lamps only: one for each diagonal."),
        ),
    ],
    hints=[
        _("You need both lines: one lights (x, x), the other one lights (x, 4 - x)."),
        _("Both lines can stand in the same loop, one below the other."),
    ],
    solution="cross = Board()\nfor x in range(5):\n    cross.on(x, x)\n    cross.on(x, 4 - x)\ncross",
    praise=_("X marks the spot."),
)


def _row(board: Board, y: int) -> None:
    for x in range(5):
        board.on(x, y)


def _always_row_two(board: Board, y: int) -> None:
    _row(board, 2)


def _column(board: Board, y: int) -> None:
    for i in range(5):
        board.on(y, i)


def _short_row(board: Board, y: int) -> None:
    for x in range(4):
        board.on(x, y)


def _one_lamp(board: Board, y: int) -> None:
    board.on(0, y)


ROW_CALLS = [f"light_row(board, {y})" for y in range(5)]

light_row = Task(
    "light-row",
    rule=like(*["\n".join("#####" if row == y else "....." for row in range(5)) for y in range(5)], calls=ROW_CALLS),
    view=drawn_by((0,), (1,), (2,), (3,), (4,)),
    wrong=[
        Misconception(_always_row_two, _("Your function always lights the same row. Use y in it, instead of a number.")),
        Misconception(_column, _("Your function lights a column. In a row, x counts and y stays the same.")),
        Misconception(_short_row, _("The last lamp of the row stays dark. range(4) counts only to 3.")),
        Misconception(_one_lamp, _("Only one lamp is lit. Put the line with board.on into a loop over x.")),
    ],
    hints=[
        _("Look at the loop for the middle row in part 4. Which number has to become y?"),
        _("The loop stands inside the function, so it is moved to the right. The line in the loop is moved twice."),
    ],
    solution="def light_row(board, y):\n    for x in range(5):\n        board.on(x, y)",
    praise=_("One function, five different rows."),
)


KNOWN_ICONS = {
    "..#..\n.###.\n#####\n.#.#.\n.#.#.": _("This is the house from the lesson. Change it until it is yours."),
    ".#.#.\n#.#.#\n#...#\n.#.#.\n..#..": _("The board knows this heart already. Draw something that is yours."),
    "#####\n#####\n#####\n#####\n#####": _("All lamps are on. Which ones can go dark, so that we see a shape?"),
}

my_icon = Task(
    "my-icon",
    rule=KNOWN_ICONS.get,
    view=_five_rows,
    wrong=[Misconception(drawing, says) for drawing, says in KNOWN_ICONS.items()],
    hints=[
        _("Draw it on squared paper first: five squares wide, five squares high."),
        _("Begin in the middle. A few lamps are enough: two eyes and a mouth are a face."),
    ],
    solution='my_icon = """\n..#..\n.#.#.\n#...#\n.#.#.\n..#..\n"""',
    praise=_("A new icon. Show it to someone: can they guess what it is?"),
)

last_question = quiz(
    "last-question",
    _("Why do people write a function?"),
    right={
        _("to use the same lines again, with other values"): _("Yes. Write it once, use it wherever you need it."),
    },
    wrong={
        _("because a program without one does not run"): _("Your first programs had no function, and they ran."),
        _("to make the computer faster"): _("The computer does the same work. It is the people who have less to write and to read."),
        _("to repeat lines five times"): _("That is what a loop is for. A function gives lines a name."),
    },
)

# ── Exercise (graded: no answers here) ────────────────────────────────────────────────────────────────────────────

LETTER = "#....\n#....\n#....\n#....\n#####"
FRAME = "#####\n#...#\n#...#\n#...#\n#####"
FRAMED_LAMP = "#####\n#...#\n#.#.#\n#...#\n#####"
ROOF = "#####\n####.\n###..\n##...\n#...."
BAR_1 = ".....\n.....\n.....\n.....\n#...."
BAR_3 = ".....\n.....\n.....\n.....\n###.."


prediction = Task(
    "prediction",
    seal="a8da5b303dc36bed:16362ed56df640e492b64b4a95ff7b1c6642b7ce61e885a6b7df4fded24336f1",
    view=_five_rows,
    wrong=[
        Misconception("#.... .#... ..... ...#. ....#", _("You went down to the right. What is 4 - x when x is 0?")),
        Misconception(
            "....# ...#. ..#.. .#... #....",
            _("Nearly. Two lines come after the loop. What does each of them do?"),
        ),
        Misconception(
            "....# ...#. ..... .#... #....",
            _("Nearly. You did the line with board.off. One more line comes after it."),
        ),
        Misconception(
            "#...# ...#. ..#.. .#... #....",
            _("Nearly. One line after the loop switches a lamp off. Which one?"),
        ),
    ],
    hints=[
        _("Draw 25 squares on paper. For every turn of the loop, write down x and 4 - x, then mark that square."),
        _("The two lines after the loop are done once, at the end."),
    ],
    praise=_("You can read a program without running it."),
)

letter = Task(
    "letter",
    rule=like(LETTER),
    view=lamps,
    wrong=[
        Misconception(
            lit(*[(0, y) for y in range(5)]),
            _("The column is there. Now the bottom row: there, y stays 4 and x counts."),
        ),
        Misconception(
            lit(*[(x, 4) for x in range(5)]),
            _("The bottom row is there. Now the left column: there, x stays 0 and y counts."),
        ),
        Misconception(
            lit(*[(0, y) for y in range(5)], *[(x, 0) for x in range(5)]),
            _("Your row is at the top. y goes down, so the bottom row is y = 4."),
        ),
        Misconception(
            lit(*[(0, y) for y in range(4)], *[(x, 4) for x in range(4)]),
            _("range(4) counts 0, 1, 2, 3. One lamp is missing at the end."),
        ),
    ],
    hints=[
        _("The letter has two parts: a column and a row. You have made both in the lesson."),
        _("Two loops, one after the other: one over y, one over x."),
    ],
    praise=_("L as in Lëtzebuerg."),
)


def _frames(function: object) -> list[str]:
    """The frame on an empty board, and around a lamp that is lit already."""
    (empty,) = drawn_by(())(function)
    board = lit((2, 2))
    function(board)  # type: ignore[operator]
    return [empty, board.picture()]


frame = Task(
    "frame",
    rule=like(FRAME, FRAMED_LAMP, calls=["frame(board)", "frame(board)"]),
    view=_frames,
    wrong=[
        Misconception(
            lambda board: [board.on(x, y) for x in range(5) for y in range(5)],
            _("The whole board is lit. A frame has only the edge: where x is 0 or 4, or where y is 0 or 4."),
        ),
        Misconception(
            lambda board: [(board.on(i, 0), board.on(0, i)) for i in range(5)],
            _("The top and the left are there. A frame has four sides: the right one is x = 4, the bottom one is y = 4."),
        ),
        Misconception(
            lambda board: [(board.on(i, 0), board.on(i, 4), board.on(0, i), board.on(4, i)) for i in range(4)],
            _("One corner is dark. range(4) counts only to 3."),
        ),
        Misconception(
            lambda board: [(board.on(i, 0), board.on(i, 4)) for i in range(5)],
            _("The top and the bottom are there. Now the two sides: there, x stays the same and y counts."),
        ),
        Misconception(
            lambda board: board.icon(FRAME),
            _("The frame is right, but what was inside it has gone. Light the lamps of the edge one by one, with board.on."),
        ),
    ],
    hints=[
        _("A frame is four lines: two rows and two columns. Which numbers stay the same in each?"),
        _("One loop can light all four sides: four lines with board.on stand in it."),
    ],
    praise=_("A frame, ready for a picture."),
)

bar = Task(
    "bar",
    rule=like(BAR_1, BAR_3, calls=["bar(board, 1)", "bar(board, 3)"]),
    view=drawn_by((1,), (3,)),
    wrong=[
        Misconception(
            lambda board, n: [board.on(x, 4) for x in range(n + 1)],
            _("There is one lamp too many. range(n) gives n numbers already, because it begins at 0."),
        ),
        Misconception(
            lambda board, n: [board.on(x, 0) for x in range(n)],
            _("Your bar is in the top row. y goes down, so the bottom row is y = 4."),
        ),
        Misconception(
            lambda board, n: [board.on(0, y) for y in range(n)],
            _("Your bar stands upright. In a row, x counts and y stays the same."),
        ),
        Misconception(
            lambda board, n: board.on(n - 1, 4),
            _("Only the last lamp of the bar is lit. Use a loop, so that all lamps before it light too."),
        ),
        Misconception(
            lambda board, n: [board.on(x, 4) for x in range(3)],
            _("Your bar always has three lamps. Use n in your function, instead of a number."),
        ),
        Misconception(
            lambda board, n: [board.on(x, 4) for x in range(5)],
            _("Your bar always has five lamps. How often should the loop count? The number is n."),
        ),
    ],
    hints=[
        _("In the lesson, range(5) lit five lamps. How many lamps do you need here?"),
        _("The row is always y = 4. Only how often the loop counts depends on n."),
    ],
    praise=_("Both examples are right. Does it work for every number from 0 to 5? Try it."),
)

HEART = ".#.#.\n#.#.#\n#...#\n.#.#.\n..#.."
DARK = ".....\n.....\n.....\n.....\n....."


def _beating(seen: object) -> str | None:
    for beats, scenes in zip((2, 3), seen, strict=True):  # type: ignore[call-overload]
        pictures = [picture for picture, _seconds in scenes]
        if not scenes:
            return _("The film has no length: nobody can see it. Wait with board.sleep(0.5) after each picture.")
        if HEART not in pictures:
            return _("There is no heart in the film. Show it with board.icon, and then wait.")
        if DARK not in pictures:
            return _("The heart never goes dark. After the heart: board.clear(), and then wait again.")
        if pictures.count(HEART) != beats:
            return _("I called heartbeat(board, {beats}). The heart beats {seen} times.").format(beats=beats, seen=pictures.count(HEART))
        if pictures != [HEART, DARK] * beats:
            return _("After every heart the board should be dark, also after the last one.")
        if any(seconds != 0.5 for _picture, seconds in scenes):
            return _("The order is right. Now the time: each picture stays for half a second, board.sleep(0.5).")
    return None


def _beats(heart: float = 0.5, dark: float = 0.5, clear: bool = True) -> Callable[[Board, int], None]:
    """A wrong heartbeat: its times, and whether the board is cleared."""

    def heartbeat(board: Board, beats: int) -> None:
        for _turn in range(beats):
            board.icon("heart")
            board.sleep(heart)
            if clear:
                board.clear()
            board.sleep(dark)

    return heartbeat


heartbeat = Task(
    "heartbeat",
    rule=_beating,
    view=films_of(2, 3),
    wrong=[
        Misconception(
            _beats(0, 0),
            _("Without sleep the film has no length: nobody can see it. Wait after each picture."),
        ),
        Misconception(
            _beats(clear=False),
            _("The heart never goes dark. Use board.clear() before you wait the second time."),
        ),
        Misconception(_beats(dark=0), _("The board is dark for no time at all. Wait after board.clear() too.")),
        Misconception(
            _beats(1, 1),
            _("The order is right. Now the time: each picture stays for half a second, sleep(0.5)."),
        ),
        Misconception(
            lambda board, beats: _beats()(board, 1),
            _("The heart beats once only. Put all four lines into a loop that counts to beats."),
        ),
        Misconception(
            lambda board, beats: _beats()(board, 5),
            _("The heart always beats five times. The loop should count to beats, not to 5."),
        ),
    ],
    hints=[
        _("One beat has four lines: heart, wait, dark, wait. You have seen them in the lesson."),
        _("Put the four lines into a loop: for turn in range(beats):"),
    ],
    praise=_("It beats!"),
)

roof = Task(
    "roof",
    rule=like(ROOF, calls=["roof(board)"]),
    view=drawn_by(()),
    wrong=[
        Misconception(
            lambda board: [board.on(x, y) for y in range(5) for x in range(y + 1)],
            _("These are the stairs of the lesson. Here the longest row is at the top. How many lamps has row 0? And row 1?"),
        ),
        Misconception(
            lambda board: [board.on(x, y) for y in range(5) for x in range(4 - y)],
            _("Each row has one lamp too few. Row 0 has five lamps, so range needs 5 when y is 0."),
        ),
        Misconception(
            lambda board: [board.on(4 - x, y) for y in range(5) for x in range(5 - y)],
            _("The lengths are right, but the rows hang at the right side. They begin at the left: x = 0."),
        ),
        Misconception(
            lambda board: [board.on(x, y) for y in range(5) for x in range(5)],
            _("Every row has five lamps. The number in the inner range has to get smaller when y gets bigger."),
        ),
    ],
    hints=[
        _("Write a little table: y is 0, five lamps. y is 1, four lamps. Go on. Which sum gives the number of lamps?"),
        _("When y gets bigger by one, there is one lamp less: 5 - y."),
    ],
    praise=_("A loop in a loop, turned round."),
)
