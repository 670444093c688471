"""A task says right, not yet, not tried, or not your mistake; in one line, and without the answer."""

import errno
import hashlib
import io
import logging
import sys
import urllib.error
import warnings

import nbclient
import nbformat
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lux_ai_edu import seals, tasks
from lux_ai_edu.errors import LearnerError
from lux_ai_edu.seeing import environment_fault, untried
from lux_ai_edu.tasks import Misconception, Task, sealed
from lux_ai_edu.verdict import EnvironmentFault, NotTried, NotYet

NOT_TRIED = (
    "○ Not tried yet: Write your answer first, then check it. Give a function by its name, without brackets."
)


@pytest.fixture
def heard():
    """What the listeners hear, besides one listener that always fails."""
    states: list[tuple[str, str]] = []

    def fails(name, state):
        raise RuntimeError

    before = tasks.listeners[:]
    tasks.listeners[:] = [fails, lambda name, state: states.append((name, state))]
    yield states
    tasks.listeners[:] = before


def verdict(task: Task, answer: object) -> str:
    with pytest.raises((NotTried, NotYet, EnvironmentFault)) as caught:
        task.check(answer)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None  # IPython prints an ExceptionGroup in it to stderr
    assert caught.value._render_traceback_() == [str(caught.value)]
    return str(caught.value)


# ---- right


@pytest.mark.parametrize(
    ("task", "answer"),
    [
        (Task("t", right=3), 3.0),
        (Task("t", right=lambda n: n + 1, calls=[(1,), (2,)]), lambda n: 1 + n),
        (Task("t", shows=[2, 3], calls=[(1,), (2,)]), lambda n: 1 + n),
        (Task("t", right=[3, 1], view=sorted), [1, 3]),
        (Task("t", shows="ab", view="".join), ["a", "b"]),
        (Task("t", seal=sealed([1, 2.5])), np.array([1, 2.5])),
        (Task("t", seal=sealed([2]), calls=[(1,)]), lambda n: n + 1),
        (Task("t", rule=lambda seen: None if seen > 2 else "More."), 3),
        (Task("t", right=str, calls=[(3,)]), str),
    ],
)
def test_right_prints_one_line_and_gives_nothing_back(task, answer, capsys, heard):
    assert task.check(answer) is None
    assert capsys.readouterr().out == "✓ Right.\n"
    assert heard == [("t", "right")]


def test_praise_follows_the_word_right(capsys):
    Task("t", right=3, praise="Three it is.").check(3)
    assert capsys.readouterr().out == "✓ Right. Three it is.\n"


# ---- not tried


def empty():
    """Only a docstring."""


def dots(n): ...


def passes(n):
    pass


def gives_none(n):
    return None


def one_line(n):
    """Do something."""
    n + 1


@pytest.mark.parametrize("answer", [None, ..., empty, dots, passes, gives_none, lambda: None])
def test_an_empty_answer_is_not_tried(answer, heard):
    said = verdict(Task("t", right=lambda n: n + 1, calls=[(1,)]), answer)
    assert said == NOT_TRIED
    assert heard == [("t", "not tried")]


def test_no_answer_at_all_is_not_tried():
    with pytest.raises(NotTried):
        Task("t", right=3).check()


@pytest.mark.parametrize(
    "answer", [0, "", [], False, one_line, lambda: 0, lambda: (yield), len, float("nan")]
)
def test_what_is_something_is_tried(answer):
    assert not untried(answer)


# ---- not yet


def test_the_sentence_of_a_call_names_it_and_what_came_back(heard):
    def double(n):
        return n**2

    task = Task("t", right=lambda n: 2 * n, calls=[(2,), (7,)])
    assert verdict(task, double) == "✗ Not yet: double(7) gives 49. This number is not right yet."
    assert heard == [("t", "not yet")]


def test_a_forgotten_return_and_a_print_are_named():
    task = Task("t", right=lambda n: 2 * n, calls=[(7,)])
    assert "(7) gives nothing back (None). Did you forget `return`?" in verdict(task, lambda n: [].append(n))
    assert "(7) prints, but gives nothing back" in verdict(task, lambda n: print(2 * n))


def test_a_misconception_has_its_own_sentence_and_right_comes_first():
    squares = Misconception(lambda n: n * n, "That squares.", when=lambda seen: seen[0] > 40)
    task = Task("t", right=lambda n: 2 * n, calls=[(7,), (2,)], wrong=[squares], hints=["Twice."])
    assert verdict(task, lambda n: n**2) == "✗ Not yet: That squares."
    assert verdict(task, lambda n: n * 10) == "✗ Not yet: That squares."  # widened by `when`
    task = Task("t", right=50, wrong=[Misconception(49, "One less.", when=lambda seen: seen > 40)])
    task.check(50)


def test_a_misconception_may_be_an_answer_that_stops():
    past = Misconception(lambda row: row[len(row)], "The last position is len(row) - 1.")
    task = Task("t", right=lambda row: row[-1], calls=[([1, 2],)], wrong=[past])
    assert verdict(task, lambda row: row[99]) == "✗ Not yet: The last position is len(row) - 1."
    assert "divides by zero" in verdict(task, lambda row: 1 / 0)


def test_a_rule_gives_its_own_sentence_and_survives_any_answer():
    task = Task("t", rule=lambda seen: None if seen.upper() == "A" else "Begin with A.")
    assert verdict(task, "b") == "✗ Not yet: Begin with A."
    assert verdict(task, 3) == "✗ Not yet: This is a number, which this task does not ask for."


def test_a_function_is_expected_where_there_are_calls():
    said = verdict(Task("t", right=len, calls=[("ab",)]), 2)
    assert said == "✗ Not yet: A function is expected, but this is a number. Give its name without brackets."


def test_an_answer_that_changes_its_arguments_spoils_nothing():
    task = Task("t", right=lambda row: len(row), calls=[([1, 2],), ([1, 2],)])
    task.check(lambda row: [row.append(0), len(row) - 1][1])
    task.check(lambda row: [row.clear(), 2][1])


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda: 1, "too many or too few values"),
        (lambda n: n.picture(), "does not exist (AttributeError)"),
        (lambda n: exit(), "leave them out"),
        (
            lambda n: (_ for _ in ()).throw(LearnerError("There is no lamp at x = 7.")),
            "There is no lamp at x = 7.",
        ),
        (lambda n: (_ for _ in ()).throw(ExceptionGroup("g", [ValueError()])), "stopped with ExceptionGroup"),
    ],
)
def test_what_stops_a_learners_code_becomes_a_sentence(answer, words):
    said = verdict(Task("t", right=lambda n: n, calls=[(1,)]), answer)
    assert said.startswith("✗ Not yet: Your code stops.")
    assert words in said


def test_an_interrupt_shows_nothing_of_the_authors_file():
    def endless(n):
        raise KeyboardInterrupt  # as the stop button of Jupyter does

    with pytest.raises(NotYet, match="You stopped the check. Does your loop come to an end?"):
        Task("t", rule=lambda seen: None, calls=[(1,)]).check(endless)


def test_what_a_learners_code_writes_stays_out_of_the_cell(capfd):
    def noisy(n):
        print("out")
        print("err", file=sys.stderr)
        warnings.warn("careful", stacklevel=1)
        logging.getLogger("noisy").warning("logged")
        return n

    with warnings.catch_warnings():
        warnings.simplefilter("always")
        Task("t", right=lambda n: n, calls=[(1,)]).check(noisy)
    captured = capfd.readouterr()
    assert (captured.out, captured.err) == ("✓ Right.\n", "")


# ---- not the learner's mistake


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ConnectionRefusedError(), "network does not answer"),
        (TimeoutError(), "network does not answer"),
        (urllib.error.URLError("no route"), "network does not answer"),
        (OSError(errno.ENOSPC, "No space left on device"), "disk is full"),
        (OSError(errno.EROFS, "Read-only file system"), "can be read but not written"),
        (
            ModuleNotFoundError("No module named 'sklearn'", name="sklearn"),
            "library sklearn is not installed",
        ),
        (RuntimeError("No CUDA GPUs are available"), "no GPU here"),
        (AssertionError("Torch not compiled with CUDA enabled"), "no GPU here"),
    ],
)
def test_the_environment_is_never_the_learners_mistake(error, words, heard):
    def answer(n):
        raise error

    said = verdict(Task("t", right=lambda n: n, calls=[(1,)]), answer)
    assert said.startswith("⚠ Not your mistake: ")
    assert words in said
    assert heard == [("t", "environment")]


@pytest.mark.parametrize(
    "error", [ValueError(), FileNotFoundError(errno.ENOENT, "no"), RuntimeError("CUDA"), ImportError()]
)
def test_other_errors_are_not_blamed_on_the_environment(error):
    assert environment_fault(error) is None


def test_a_library_missing_for_the_author_is_said_at_the_check_and_not_at_import(heard):
    def right(n):
        import no_such_library_anywhere  # noqa: F401

    task = Task("t", right=right, calls=[(1,)], wrong=[Misconception(lambda n: 0, "No.")])
    assert "no_such_library_anywhere is not installed" in verdict(task, lambda n: n)


# ---- hints, solution, repr


def test_hints_come_one_by_one_and_the_last_says_so(capsys):
    task = Task("t", right=3, hints=["Count.", "More than two."], solution="It is 3.")
    task.hint()
    assert capsys.readouterr().out == "Hint 1: Count.\n"
    for _ in range(2):
        task.hint()
        assert capsys.readouterr().out == "Hint 2: More than two.\nThis is the last hint.\n"
    task.solution()
    assert capsys.readouterr().out == "It is 3.\n"
    assert repr(task) == "<Task t>"


def test_a_graded_task_has_no_solution_yet(capsys):
    Task("t", right=3).solution()
    assert "comes with your feedback" in capsys.readouterr().out
    Task("t", right=3).hint()
    assert "no hint" in capsys.readouterr().out


# ---- what an author may not write


def stops(n):
    raise LookupError("slip")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "exactly one of right, shows, seal and rule; here: none"),
        ({"right": 1, "shows": 1}, "here: ['right', 'shows']"),
        ({"right": 1, "hints": "abc"}, "hints must be a list of texts"),
        ({"right": 1, "hints": [""]}, "hints must be a list of texts"),
        ({"right": 1, "wrong": ["x"]}, "wrong must be a list of Misconception"),
        ({"right": 1, "wrong": [Misconception(1.0, "No.")]}, "misconception is the right answer: 'No.'"),
        ({"right": 1, "wrong": [Misconception(2, "A."), Misconception(2.0, "B.")]}, "same answer: 'B.'"),
        ({"right": 1, "wrong": [Misconception(None, "No.")]}, "misconception is empty"),
        (
            {"rule": lambda seen: None, "wrong": [Misconception(2, "No.")]},
            "misconception is the right answer",
        ),
        ({"seal": sealed(2), "wrong": [Misconception(2, "No.")]}, "misconception is the right answer"),
        ({"seal": "3"}, "seal must be a text made by sealed"),
        ({"right": None}, "right is empty"),
        ({"right": passes, "calls": [(1,)]}, "right is empty"),
        ({"right": stops, "calls": [(1,)]}, "right stops with LookupError('slip')"),
        ({"right": len, "calls": ["ab"]}, "calls must be tuples"),
        ({"right": len, "calls": [("ab",)], "view": len}, "calls or view, not both"),
    ],
)
def test_an_author_hears_at_once_what_does_not_fit(given, words):
    with pytest.raises(ValueError, match="Task 'heart': ") as caught:
        Task("heart", **given)
    assert words in str(caught.value)


# ---- seals


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=3)
    )
)
def test_a_seal_fits_its_value_and_shows_nothing_of_it(value):
    seal = sealed(value)
    assert seals.fits(value, seal)
    assert not seals.fits([value, 1], seal)
    assert seal != sealed(value)  # salted: two tasks with one answer do not look alike


def test_a_seal_keeps_kinds_apart_that_are_not_equal():
    assert seals.fits((3.0, 0.1 + 0.2, -0.0), sealed([3, 0.3, 0]))
    assert not seals.fits(True, sealed(1))
    assert not seals.fits("1", sealed(1))
    assert not seals.fits(object(), sealed(1))
    with pytest.raises(ValueError, match="function"):
        sealed([len, 1])


@given(st.binary(max_size=80), st.binary(max_size=20))
def test_the_seal_without_openssl_is_the_same(password, salt):
    rounds = hashlib.pbkdf2_hmac("sha256", password, salt, seals._ROUNDS)
    assert seals._pbkdf2(password, salt) == rounds


# ---- what a learner sees in IPython and in a real kernel

CELLS = [
    (
        "from lux_ai_edu import *\nimport warnings\n"
        "double = Task('double', right=lambda n: 2 * n, calls=[(3,), (5,)])",
        [],
    ),
    ("double.check(lambda n: n + n)", ["✓ Right."]),
    (
        "double.check(...)",
        [f"NotTried: {NOT_TRIED}"],
    ),
    (
        "def twice(n):\n    warnings.warn('hm')\n    return n + 3\ndouble.check(twice)",
        ["NotYet: ✗ Not yet: twice(5) gives 8. This number is not right yet."],
    ),
    (
        "def twice(n):\n    return n / 0\ndouble.check(twice)",
        [
            "NotYet: ✗ Not yet: Your code stops at line 2: return n / 0 – "
            "It divides by zero (ZeroDivisionError)."
        ],
    ),
    (
        "def twice(n):\n    raise ExceptionGroup('many', [ValueError('one')])\ndouble.check(twice)",
        [
            "NotYet: ✗ Not yet: Your code stops at line 2: "
            "raise ExceptionGroup('many', [ValueError('one')]) – "
            "It stopped with ExceptionGroup: many (1 sub-exception)"
        ],
    ),
    (
        "Task('t', rule=lambda seen: None, calls=[(1,)]).check(lambda n: __import__('no_such_library'))",
        [
            "EnvironmentFault: ⚠ Not your mistake: The library no_such_library is not installed here. "
            "Install it, or ask for help."
        ],
    ),
    (
        "board = Board()\n\nboard.on(7, 2)",
        ["LearnerError: Line 3, board.on(7, 2): There is no lamp at x = 7. Use 0, 1, 2, 3 or 4."],
    ),
    (
        "lamps = quiz('lamps', '?', right={'25': 'Five rows of five.'}, wrong={'5': 'One row has five.'})\n"
        "lamps.check('5')",
        ["NotYet: ✗ Not yet: One row has five."],
    ),
]


def outputs(cell: nbformat.NotebookNode) -> list[str]:
    """Each output as a line: a text, or the kind of an error and its whole traceback."""
    lines = []
    for output in cell.outputs:
        if output.output_type == "error":
            assert output.traceback == [output.evalue] or output.ename == "LearnerError"
            lines.append("\n".join([f"{output.ename}: {output.traceback[0]}", *output.traceback[1:]]))
        else:
            assert output.name == "stdout"  # nbgrader takes the mark away for anything on stderr
            lines.append(output.text.rstrip())
    return lines


def test_a_real_kernel_shows_one_line(tmp_path):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source, _ in CELLS])
    client = nbclient.NotebookClient(
        notebook, allow_errors=True, resources={"metadata": {"path": str(tmp_path)}}
    )
    client.execute()
    assert [outputs(cell) for cell in notebook.cells] == [lines for _, lines in CELLS]


def test_ipython_in_a_terminal_shows_one_line(monkeypatch):
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell()
    printed = io.StringIO()
    monkeypatch.setattr(sys, "stdout", printed)
    shell.run_cell("from lux_ai_edu import Task\nTask('t', right=3).check(4)")
    assert printed.getvalue().splitlines() == ["✗ Not yet: This number is not right yet."]
