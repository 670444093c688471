"""What counts as right in module 01, which mistakes we know, and the sentence that helps with each.

The tasks of the lesson hold their solution. The tasks of the graded exercise hold no answer: only the pictures that the exercise itself
prints, pictures that are wrong, and sealed ones.
"""

from collections.abc import Callable

from lux_ai_edu import Board, Misconception, Task, quiz, sentences
from lux_ai_edu.board.checks import drawing, drawn_by, filmed_by, lamps, lit, looks_like

_ = sentences(__file__)


def draws(first: str, second: str = "") -> Callable[..., None]:
    """A function that draws this picture; the second one when it is called with 3, or on a board that is lit."""

    def function(board: Board, number: int = 0) -> None:
        board.icon(second if second and (number == 3 or "#" in board.picture()) else first)

    return function


def part_of(picture: str, count: int) -> Callable[[str], bool]:
    """For `when`: `count` lamps are lit, and all of them belong to the picture."""
    return lambda seen: seen.count("#") == count and all(b == "#" for a, b in zip(seen, picture, strict=True) if a == "#")


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

FOUR_CORNERS = "#...#\n.....\n.....\n.....\n#...#"

corners = Task(
    "corners",
    rule=looks_like(FOUR_CORNERS),
    view=lamps,
    wrong=[
        Misconception(
            lit((0, 0), (4, 0), (0, 4)),
            _("Three corners shine. Look at the board: which corner is dark? Is it left or right, up or down?"),
            when=part_of(FOUR_CORNERS, 3),
        ),
        Misconception(
            lit((0, 0), (4, 0)), _("Two corners shine, two are dark. Far right is x = 4. Far down is y = 4."), when=part_of(FOUR_CORNERS, 2)
        ),
        Misconception(lit((0, 0)), _("One corner is lit. Three more corners are waiting: write one line for each.")),
        Misconception(
            lit((0, 0), (1, 1), (1, 4), (4, 1), (4, 4)),
            _("Counting begins at 0: the first column is x = 0 and the first row is y = 0."),
            when=lit((1, 1), (1, 4), (4, 1), (4, 4)).picture().__eq__,
        ),
        Misconception(
            lit((0, 0), (3, 0), (0, 3), (3, 3)),
            _("Nearly: five lamps are counted 0, 1, 2, 3, 4. The last one has the number 4."),
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
    rule=looks_like("#....\n#....\n#....\n#....\n#...."),
    view=lamps,
    wrong=[
        Misconception(
            lit(*[(0, y) for y in range(1, 5)]), _("The top lamp is dark. Counting begins at 0. Which number does your loop begin with?")
        ),
        Misconception(lit(*[(2, y) for y in range(5)]), _("This is the middle column. Which x is at the left?")),
        Misconception(lit(*[(x, 2) for x in range(5)]), _("This is the row from above. In a column, x stays the same and y counts.")),
        Misconception(
            lit((0, 4)),
            _("Only the last lamp is lit. Is the line with on moved to the right, into the loop? Nothing else belongs in the loop."),
        ),
        Misconception(lit(*[(i, i) for i in range(5)]), _("This goes down like stairs: both numbers count. In a column only y counts.")),
        Misconception(lit(*[(x, y) for x in range(5) for y in range(5)]), _("All lamps are lit. One loop is enough: x stays 0.")),
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
        Misconception(lit((0, 0)), _("One lamp is lit, always the same. Which number has to change from turn to turn?")),
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
    rule=looks_like("#...#\n.#.#.\n..#..\n.#.#.\n#...#"),
    view=lamps,
    wrong=[
        Misconception(
            lit(*[(i, i) for i in range(5)], (4, 0)),
            _("The second line was done only once, at the end. Move it to the right, so that it is in the loop too."),
        ),
        Misconception(
            lit(*[(i, i) for i in range(4)], *[(i, 4 - i) for i in range(4)]),
            _("The last column is dark. range(4) counts 0, 1, 2, 3. How many turns do you need?"),
        ),
        Misconception(
            lit(*[(i, i) for i in range(4)], *[(i, 3 - i) for i in range(4)]),
            _("Your X is four lamps wide, but the board has five: 0, 1, 2, 3, 4."),
        ),
        Misconception(
            lit((0, 0)), _("One lamp is lit, then your program stopped. Read the text under your cell: it shows the line that stops it.")
        ),
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
    rule=looks_like(*["\n".join("#####" if row == y else "....." for row in range(5)) for y in range(5)], calls=ROW_CALLS),
    view=drawn_by((0,), (1,), (2,), (3,), (4,)),
    wrong=[
        Misconception(
            lambda board, y: _row(board, 1),
            _("Your function always lights the same row. Use y in it, instead of a number."),
            when=lambda seen: len(set(seen)) == 1 and seen[0].count("#####") == 1,
        ),
        Misconception(
            lambda board, y: [board.on(x, i) for i in range(5) for x in range(5)],
            _("All rows are lit. y is filled in when the function is called. You need a loop over x only."),
        ),
        Misconception(
            lambda board, y: [board.on(0, i) for i in range(5)],
            _("Your loop counts y, so it lights a column. y is given already. Let x count."),
        ),
        Misconception(
            lambda board, y: board.on(4, y), _("Only the last lamp is lit. Move the line with board.on to the right, into the loop.")
        ),
        Misconception(
            lambda board, y: [board.on(x, y) for x in range(1, 5)],
            _("The first lamp is dark. Counting begins at 0. Which number does your loop begin with?"),
        ),
        Misconception(
            lambda board, y: [board.on(x, y) for x in range(y)],
            _("The rows are too short. A row has always five lamps: which number belongs in range?"),
        ),
        Misconception(
            lambda board, y: [board.on(x, 4 - y) for x in range(5)],
            _("Your rows are upside down. y counts from the top, so use y as it is."),
        ),
        Misconception(
            lambda board, y: [board.on(i, i) for i in range(5)], _("This is a diagonal. In a row only x counts. The second number is y.")
        ),
        Misconception(
            lambda board, y: _row(board, y) if y in (1, 3) else None,
            _("It works for the rows 1 and 3 only. Use y itself, then it works for every row."),
        ),
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


ICON_NAMES = [
    "heart",
    "smile",
    "sad",
    "check",
    "cross",
    "plus",
    "ring",
    "wifi",
    *(f"arrow_{way}" for way in ("up", "down", "left", "right")),
]


def named(name: str) -> str:
    """The drawing of an icon that the board knows by name."""
    board = Board()
    board.icon(name)
    return board.picture()


HOUSE = "..#..\n.###.\n#####\n.#.#.\n.#.#."
ALL_ON = "#####\n#####\n#####\n#####\n#####"
ICONS = [named(name) for name in ICON_NAMES]


def _not_new(picture: object) -> str | None:
    known = picture in (HOUSE, ALL_ON, *ICONS)
    return _("The board knows this icon already. Draw something that is yours.") if known else None


my_icon = Task(
    "my-icon",
    rule=_not_new,
    view=drawing,
    wrong=[
        Misconception(HOUSE, _("This is the house from the lesson. Change it until it is yours.")),
        Misconception(ALL_ON, _("All lamps are on. Which ones can go dark, so that we see a shape?")),
        Misconception(ICONS[0], _("The board knows this icon already. Draw something that is yours."), when=ICONS.__contains__),
    ],
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
    view=drawing,
    wrong=[
        Misconception(
            "8388ae5b24e785db:abaabab332070144bd3c37cda35ad8982afa445b1e6592458b4f426aae6eee70",
            _("This goes down to the right. What is 4 - x when x is 0? Then look at the two lines after the loop."),
            is_sealed=True,
        ),
        Misconception(
            "7420cddcbacf200a:b86cce7945a8c6ba31e2185c29d15d3e43a0433f3210589c0449186516a705d3",
            _("The address is (x, y): right first, then down. Put in x = 0: which lamp is it?"),
            is_sealed=True,
        ),
        Misconception(
            "0a2b74001954755f:75b225c3fd7d0dd2f13c0a44a6d67a55c1868d80e41135390d7248e83786943d",
            _("There is only one line in the loop, so only one diagonal. Which one?"),
            is_sealed=True,
        ),
        Misconception(
            "750c13167610ea51:2f50a064b230dfb656f1e2738061aa386d8891a5bb27208e3b15c5153be1493d",
            _("Do the loop first. It lights one lamp in every turn. What comes later does not put those lamps out."),
            is_sealed=True,
        ),
        Misconception(
            "781ce7822a857bf9:3fd8509555b29104455b7271fc5605be4ccdfeb08eb527910119fdc84665a4c4",
            _("You went down to the right. What is 4 - x when x is 0?"),
            is_sealed=True,
        ),
        Misconception(
            "f1fb5e12299c87b4:64d56cc1155b23ba0cf2d08dbef0daaad488cb37b34b7f12a998fe100e60bd42",
            _("Nearly. Two lines come after the loop. What does each of them do?"),
            is_sealed=True,
        ),
        Misconception(
            "a585b2de6594269b:80436516c7e0045ef9bfdd49a38a4e2da267271830593d645891c11d24383ef8",
            _("Nearly. You did the line with board.off. One more line comes after it."),
            is_sealed=True,
        ),
        Misconception(
            "f73c7daa0a3e3e36:52f2aac2a91aa83d2fac1102dc4f4c2c1d824f717aa8834c4d1a09dac9273cef",
            _("Nearly. One of the lines after the loop switches a lamp off. Which lamp is it?"),
            is_sealed=True,
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
    rule=looks_like(LETTER),
    view=lamps,
    wrong=[
        Misconception(
            lit(*[(4, y) for y in range(5)], *[(x, 4) for x in range(5)]), _("Your column is at the right. Which x is at the left?")
        ),
        Misconception(
            lit(*[(x, y) for x in range(5) for y in range(5)]),
            _("All lamps are lit. One loop inside the other lights everything: put them one after the other."),
        ),
        Misconception(
            lit(*[(0, y) for y in range(5)], (4, 4)), _("The second line was done only once, at the end. It needs a loop of its own.")
        ),
        Misconception(
            lit(*[(0, y) for y in range(1, 5)], *[(x, 4) for x in range(1, 5)]),
            _("A lamp is missing at the top. range(1, 5) leaves out 0."),
        ),
        Misconception(
            lit(*[(x, 0) for x in range(5)], *[(x, 4) for x in range(5)]),
            _("These are two rows. In a column, x stays the same and y counts."),
        ),
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
        _("Two loops, one after the other: one over y, one over x. The second for begins at the left again."),
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
    rule=looks_like(FRAME, FRAMED_LAMP, calls=["frame(board)", "frame(board)"]),
    view=_frames,
    wrong=[
        Misconception(
            draws("...../...../...../...../.....", "...../...../..#../...../....."),
            _("The board stayed dark. Draw on the board in the brackets, and do not make a new Board() in your function."),
        ),
        Misconception(
            draws("#####/...../...../...../.....", "#####/...../..#../...../....."), _("The top is there. A frame has four sides.")
        ),
        Misconception(
            draws("#...#/#...#/#...#/#...#/#...#", "#...#/#...#/#.#.#/#...#/#...#"),
            _("The two sides are there. Now the top and the bottom: there, y stays the same and x counts."),
        ),
        Misconception(
            draws("#####/#..../#..../#..../#####", "#####/#..../#.#../#..../#####"),
            _("Three sides are there. The right one is missing: which x is it?"),
        ),
        Misconception(
            draws("#####/#...#/#...#/#...#/#...#", "#####/#...#/#.#.#/#...#/#...#"),
            _("Three sides are there. The bottom one is missing: which y is it?"),
        ),
        Misconception(
            draws(".####/#...#/#...#/#...#/#####", ".####/#...#/#.#.#/#...#/#####"),
            _("The corner at the top left is dark. range(1, 5) leaves out 0."),
        ),
        Misconception(
            draws("...../.###./.#.#./.###./.....", "...../.###./.###./.###./....."),
            _("Your frame is too small. The edge is where a number is 0 or 4."),
        ),
        Misconception(
            draws("#...#/...../...../...../#...#", "#...#/...../..#../...../#...#"),
            _("Only the corners are lit. Each side has five lamps: let a loop count."),
        ),
        Misconception(
            draws("#...#/...../...../...../#....", "#...#/...../..#../...../#...."),
            _("The loop makes one turn only. Is there a return inside it?"),
        ),
        Misconception(
            draws("#####/#####/#####/#####/#####", "#####/#####/#####/#####/#####"),
            _("The whole board is lit. A frame has only the edge: where x is 0 or 4, or where y is 0 or 4."),
        ),
        Misconception(
            draws("#####/#..../#..../#..../#....", "#####/#..../#.#../#..../#...."),
            _("The top and the left are there. A frame has four sides: the right one is x = 4, the bottom one is y = 4."),
        ),
        Misconception(
            draws("#####/#...#/#...#/#...#/####.", "#####/#...#/#.#.#/#...#/####."), _("One corner is dark. range(4) counts only to 3.")
        ),
        Misconception(
            draws("#####/...../...../...../#####", "#####/...../..#../...../#####"),
            _("The top and the bottom are there. Now the two sides: there, x stays the same and y counts."),
        ),
        Misconception(
            draws("#####/#...#/#...#/#...#/#####", "#####/#...#/#...#/#...#/#####"),
            _("The frame is right, but what was inside it has gone. Which line puts the inside out?"),
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
    rule=looks_like(BAR_1, BAR_3, calls=["bar(board, 1)", "bar(board, 3)"]),
    view=drawn_by((1,), (3,)),
    wrong=[
        Misconception(
            draws("...../...../...../...../.....", "...../...../...../...../.##.."),
            _("Your bar is too short, and its first lamp is dark. Counting begins at 0."),
        ),
        Misconception(
            draws("...../...../...../...../.#...", "...../...../...../...../.###."),
            _("Your bar has the right length, but it begins one lamp too far right. Counting begins at 0."),
        ),
        Misconception(
            draws("...../...../...../...../.....", "...../...../...../...../##..."),
            _("One lamp is missing. range(n) gives exactly n numbers."),
        ),
        Misconception(
            draws("...../...../...../...../....#", "...../...../...../...../..###"),
            _("Your bar begins at the right. Begin at the left: x = 0."),
        ),
        Misconception(
            draws("...../...../...../...../.#...", "...../...../...../...../...#."),
            _("Only one lamp is lit, at x = n. n says how many lamps: use it in range."),
        ),
        Misconception(
            draws("...../#####/...../...../.....", "...../...../...../#####/....."),
            _("Your bar is in row n. The row is always the bottom one: n says how many lamps."),
        ),
        Misconception(
            draws("...../#..../...../...../.....", "...../...../...../###../....."),
            _("The number of lamps is right. The row is not: it is always the bottom one."),
        ),
        Misconception(
            draws("...../...../...../...../#....", "...../...../#..../#..../#...."),
            _("Your bar grows upwards. This one lies down: x counts, y stays the same."),
        ),
        Misconception(
            draws("#..../#..../#..../#..../#....", "###../###../###../###../###.."),
            _("Too many rows are lit. One loop is enough: y stays the same."),
        ),
        Misconception(
            draws("...../...../...../...../#....", "...../...../...../...../#...."), _("Your bar always has one lamp. Is n in range?")
        ),
        Misconception(
            draws("...../...../...../...../##...", "...../...../...../...../####."),
            _("There is one lamp too many. range(n) gives n numbers already, because it begins at 0."),
        ),
        Misconception(
            draws("#..../...../...../...../.....", "###../...../...../...../....."),
            _("Your bar is in the top row. y goes down, so the bottom row is y = 4."),
        ),
        Misconception(
            draws("#..../...../...../...../.....", "#..../#..../#..../...../....."),
            _("Your bar stands upright. In a row, x counts and y stays the same."),
        ),
        Misconception(
            draws("...../...../...../...../#....", "...../...../...../...../..#.."),
            _("Only the last lamp of the bar is lit. Use a loop, so that all lamps before it light too."),
        ),
        Misconception(
            draws("...../...../...../...../###..", "...../...../...../...../###.."),
            _("Your bar always has three lamps. Use n in your function, instead of a number."),
        ),
        Misconception(
            draws("...../...../...../...../#####", "...../...../...../...../#####"),
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
            return _(
                "Nobody can see your film. Wait with board.sleep(0.5) after each picture, and do not make a new Board() in your function."
            )
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


def _plays(*scenes: tuple[str, float], turns: Callable[[int], int] = lambda beats: beats) -> Callable[[Board, int], None]:
    """A function that shows these icons, each for its seconds ("" is a dark board), again and again."""

    def film(board: Board, beats: int) -> None:
        for _turn in range(turns(beats)):
            for icon, seconds in scenes:
                board.icon(icon) if icon else board.clear()
                board.sleep(seconds)

    return film


heartbeat = Task(
    "heartbeat",
    rule=_beating,
    view=filmed_by((2,), (3,)),
    wrong=[
        Misconception(
            _plays(("heart", 1.0), ("", 0.5), turns=lambda beats: 1),
            _("Only one long heart. Clear the board and wait inside the loop too: move these lines to the right."),
        ),
        Misconception(_plays(("heart", 0.0), ("", 0.5)), _("The heart shows for no time at all. Wait before you clear the board.")),
        Misconception(_plays(("heart", 0.5), ("", 0.0)), _("The dark picture has no time of its own. Wait after board.clear() too.")),
        Misconception(
            _plays(("heart", 0.5), ("heart", 0.5)), _("The heart never goes dark. Use board.clear() before you wait the second time.")
        ),
        Misconception(
            _plays(("heart", 5.0), ("", 5.0)), _("Each picture stays for five seconds. Half a second is written with a point: 0.5.")
        ),
        Misconception(_plays(("", 0.5), ("heart", 0.5)), _("Your film begins dark. Show the heart first, then clear.")),
        Misconception(
            _plays(("smile", 0.5), ("", 0.5)), _('The order and the time are right, but where is the heart? The icon is called "heart".')
        ),
        Misconception(
            _plays(("heart", 0.5), ("", 0.5), turns=lambda beats: 1),
            _("The heart beats once only. Put all four lines into a loop: for turn in range(beats):"),
        ),
        Misconception(
            _plays(("heart", 0.5), ("", 0.5), turns=lambda beats: 3),
            _("The heart always beats three times. Write beats in range, in the place of 3."),
        ),
        Misconception(
            _plays(("heart", 0.5), ("", 0.5), turns=lambda beats: 5),
            _("The heart always beats five times. Write beats in range, in the place of 5."),
        ),
        Misconception(
            _plays(("heart", 0.5), ("", 0.5), turns=lambda beats: beats + 1),
            _("There is one beat too many. range(beats) gives the right number of turns."),
        ),
        Misconception(
            _plays(("heart", 0.5), ("", 0.5), turns=lambda beats: beats - 1),
            _("There is one beat too few. range(beats) gives the right number of turns."),
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
    rule=looks_like(ROOF, calls=["roof(board)"]),
    view=drawn_by(()),
    wrong=[
        Misconception(
            draws("...../#..../##.../###../####."),
            _("Row 0 is empty, but it should be the longest. The number in range has to get smaller from row to row."),
        ),
        Misconception(
            draws("....#/...##/..###/.####/#####"),
            _("You turned the stairs left to right. Turn them upside down: the longest row is at the top."),
        ),
        Misconception(draws("#####/####./###../##.../....."), _("The last row is dark. How many rows are there?")),
        Misconception(
            draws("....#/...#./..#../.#.../#...."),
            _("One lamp in each row. You need a second loop, inside the first one, to fill the rows."),
        ),
        Misconception(
            draws("#####/...../...../...../....."), _("Only row 0 is there. You need a loop over y, with the other loop inside it.")
        ),
        Misconception(
            draws("#..../##.../###../####./#####"),
            _("These are the stairs of the lesson. Here the longest row is at the top. How many lamps has row 0? And row 1?"),
        ),
        Misconception(
            draws("####./###../##.../#..../....."), _("Each row has one lamp too few. Row 0 has five lamps, so range needs 5 when y is 0.")
        ),
        Misconception(
            draws("#####/.####/..###/...##/....#"),
            _("The lengths are right, but the rows hang at the right side. They begin at the left: x = 0."),
        ),
        Misconception(
            draws("#####/#####/#####/#####/#####"),
            _("Every row has five lamps. The number in the inner range has to get smaller when y gets bigger."),
        ),
    ],
    hints=[
        _("Write a little table: y is 0, five lamps. y is 1, four lamps. Go on. Which sum gives the number of lamps?"),
        _("When y gets bigger by one, there is one lamp less: 5 - y."),
    ],
    praise=_("The roof is on."),
)
