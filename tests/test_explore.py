"""A watched program shows what was true at each line: the numbers behind the picture are tested."""

import contextlib
import functools
import html.parser
import re
import sys
import xml.etree.ElementTree as ET

import nbclient
import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lux_ai_edu import Board
from lux_ai_edu.errors import LearnerError
from lux_ai_edu.explore import watch as room
from lux_ai_edu.explore.step import Source, Step, describe, draw, lamps_on, lamps_svg
from lux_ai_edu.explore.watch import Watched, watch


def row(board, length):
    for x in range(length):
        board.on(x, 0)
    return length * 10


FIRST = row.__code__.co_firstlineno


def test_each_line_is_a_step_with_its_variables_and_lamps():
    seen = watch(row, Board(), 2)
    assert [step.line - FIRST for step in seen.steps[:-1]] == [1, 2, 1, 2, 1, 3]
    assert [dict(step.variables).get("x") for step in seen.steps[:-1]] == [None, "0", "0", "1", "1", "1"]
    assert [lamps_on(step.picture) for step in seen.steps] == [
        *[[]] * 2,
        *[[(0, 0)]] * 2,
        *[[(0, 0), (1, 0)]] * 3,
    ]
    assert seen.text(4) == f"Step 4 of 7, line {FIRST + 2}: length = 2, x = 1. Lamps on: (0, 0)."
    assert seen.text(1) == f"Step 1 of 7, line {FIRST + 1}: length = 2. All lamps are off."
    assert seen.text(7) == "Step 7 of 7: row gives back 20. Lamps on: (0, 0), (1, 0)."
    assert [number for number in range(1, 8) if "<b>▶" not in seen.html(number)] == [7]


def test_functions_of_the_learners_are_watched_and_a_librarys_are_not():
    def double(n):
        return 2 * n

    def program():
        numbers = [double(n) for n in (1, 2)]
        return functools.reduce(lambda a, b: a + double(b), numbers)

    functions = [step.source.function for step in watch(program).steps[:-1]]
    assert functions == ["program", "double", "double", "program", "<lambda>", "double"]
    assert "in double: n = 1." in watch(program).text(2)


def test_only_simple_variables_show_and_long_ones_are_short():
    def program():
        text = "x" * 500
        rows = [1, 2.5, (None, True)]
        parser = html.parser.HTMLParser()
        return text, rows, parser

    shown = dict(watch(program).steps[-2].variables)
    assert set(shown) == {"text", "rows"}
    assert shown["rows"] == "[1, 2.5, (None, True)]"
    assert len(shown["text"]) < 50


board = Board()


def test_a_board_outside_the_function_is_found():
    def program():
        board.icon("heart")

    assert [step.picture == board.picture() for step in watch(program).steps] == [False, True]


def test_a_program_that_seems_endless_is_stopped_whatever_it_catches():
    def program():
        with contextlib.suppress(Exception):
            for n in range(room.LONGEST):
                print(end=n * "")

    seen = watch(program)
    assert len(seen) == room.LONGEST + 1
    assert "after 2000 steps. Does the program ever end?" in seen.text(len(seen))


def test_an_error_ends_the_program_with_a_sentence():
    def program(there):
        there.on(0, 0)
        there.on(7, 0)

    seen = watch(program, Board())
    assert (
        seen.text(3)
        == "Step 3 of 3: The program stops. There is no lamp at x = 7. Use 0, 1, 2, 3 or 4. Lamps on: (0, 0)."
    )
    assert "divides by zero" in watch(lambda: 1 / 0).text(2)
    assert watch(row).text(1).startswith("Step 1 of 1: The program stops. A function is called with")


def test_an_interrupt_stays_one_and_tracing_ends():
    def program():
        raise KeyboardInterrupt

    before = sys.gettrace()
    with pytest.raises(KeyboardInterrupt):
        watch(program)
    assert sys.gettrace() is before


@pytest.mark.parametrize("wrong", [3, None, len, "draw", Board])
def test_what_is_not_a_function_gets_a_sentence(wrong):
    with pytest.raises(LearnerError, match="without brackets"):
        watch(wrong)


def test_a_program_without_its_text_says_so():
    names: dict = {}
    exec(compile("def program(n):\n    return n", "<typed in a console>", "exec"), names)
    seen = watch(names["program"], 3)
    assert seen.text(1) == "Step 1 of 2, line 2: n = 3."
    assert "The text of program cannot be found" in seen.html(1)


class Texts(html.parser.HTMLParser):
    """Collects the tags and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)

    def handle_data(self, data):
        self.text += data


NASTY = st.text(st.sampled_from("<>&\"'/ascript=!-\n"), max_size=20)


@given(NASTY, NASTY, NASTY, NASTY)
def test_every_text_is_escaped(code, name, value, ending):
    step = Step(Source("f", 1, (code, "pass")), 2, ((name, value),), "#.", ending)
    page = Texts(draw(step))
    assert set(page.tags) <= {
        "div",
        "pre",
        "b",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "code",
        "svg",
        "circle",
        "rect",
        "p",
    }
    assert code in page.text
    assert value in page.text


@given(st.lists(st.text("#.", min_size=5, max_size=5), min_size=5, max_size=5))
def test_the_drawn_lamps_are_the_lamps_of_the_picture(rows):
    picture = "\n".join(rows)
    svg = ET.fromstring(lamps_svg(picture))
    board, *lamps = svg  # a lamp that is on is bigger too, so that it does not hang on colour
    full = [(int(c.get("cx")) // 26, int(c.get("cy")) // 26) for c in lamps if c.get("r") == "9"]
    assert full == lamps_on(picture)
    assert board.tag.endswith("rect") and len(lamps) == 25
    spoken = re.findall(r"\((\d), (\d)\)", svg.get("aria-label"))
    assert [(int(x), int(y)) for x, y in spoken] == full


def test_a_number_too_long_to_write_stops_no_program():
    def huge():
        number = 10**5000
        return number

    seen = watch(huge)
    assert [dict(step.variables).get("number") for step in seen.steps[:2]] == [None, "<int>"]
    assert seen.text(len(seen)).endswith("huge gives back <int>.")


def test_without_a_board_there_is_no_picture():
    assert lamps_svg("") == ""
    step = Step(Source("f", 1, ("def f():", "    pass")), 2, ())
    assert describe(step, 1, 1, "f") == "Step 1 of 1, line 2: no variables."
    assert "svg" not in draw(step)


def test_outside_jupyter_it_is_a_page_and_words():
    bundle = watch(row, Board(), 5)._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html"}
    assert bundle["text/plain"].splitlines()[-2:] == [
        "…",
        "Step 13 of 13: row gives back 50. " + "Lamps on: (0, 0), (1, 0), (2, 0), (3, 0), (4, 0).",
    ]
    assert bundle["text/html"].count("<svg") == 4
    assert isinstance(watch(row, Board(), 0), Watched)


def test_the_slider_moves_through_the_steps():
    seen = watch(row, Board(), 2)
    widget = room._widget(seen)
    for asked, shown in ((2, 2), (7, 7), (99, 7), (-1, 1)):  # a browser may send anything
        widget.number = asked
        assert (widget.page, widget.sentence) == (seen.html(shown), seen.text(shown))


def test_in_a_real_kernel_a_cell_is_watched_with_its_text():
    source = "from lux_ai_edu import *\nboard = Board()\ndef draw(n):\n    board.on(n, 0)\nwatch(draw, 1)"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    nbclient.NotebookClient(notebook).execute()
    (output,) = notebook.cells[0].outputs
    assert "application/vnd.jupyter.widget-view+json" in output.data
    assert output.data["text/plain"].splitlines() == [
        "Step 1 of 2, line 4: n = 1. All lamps are off.",
        "Step 2 of 2: draw has ended. Lamps on: (1, 0).",
    ]
    assert "<b>▶   4      board.on(n, 0)</b>" in output.data["text/html"]
