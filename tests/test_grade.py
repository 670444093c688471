"""Marking with nbgrader: one class of odd submissions, and what must be true of its marks and feedback."""

import gettext
import importlib.util
import re
import shutil
import sys
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook

from lux_ai_edu.grade.command import nbgrader
from lux_ai_edu.language import LANGUAGES

ROOT = Path(__file__).parents[1]
MODULES = sorted(folder.name for folder in (ROOT / "solutions").iterdir())
MODULE = "99-tricky"
HIDDEN = ("31337", "62674", "4711", "14133", "8128", "16256", "HIDDEN", "secretly")
SENTENCE = "Twice one is two."
pytestmark = pytest.mark.xdist_group("marked")  # each class below is marked once, in one process


def mark(name: str, **more: object) -> dict:
    base = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3}
    return {"nbgrader": {**base, "grade_id": name, **more}}


def answer(name: str, code: str) -> NotebookNode:
    source = f"def {name}(n):\n    ### BEGIN SOLUTION\n    {code}\n    ### END SOLUTION"
    return new_code_cell(source, metadata=mark(name, solution=True), id=name)


def check(name: str, code: str, points: int) -> NotebookNode:
    more = {"grade": True, "locked": True, "points": points}
    return new_code_cell(code, metadata=mark(f"test-{name}", **more), id=f"test-{name}")


def source() -> NotebookNode:
    hidden = "### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS".format
    return new_notebook(
        cells=[
            new_code_cell(
                "from lux_ai_edu.verdict import NotYet", metadata=mark("set-up", locked=True), id="a"
            ),
            new_markdown_cell("## Double", id="b"),
            answer("double", "return 2 * n"),
            check(
                "double",
                f'if double(1) != 2:\n    raise NotYet("{SENTENCE}")\n'
                + hidden("secretly = 31337\nassert double(secretly) == 62674"),
                points=2,
            ),
            answer("triple", "return 3 * n"),
            check(
                "triple", "assert triple(1) == 3\n" + hidden("3 if triple(4711) == 14133 else 1"), points=3
            ),
            answer("twice", "return 2 * n"),
            check(
                "twice",
                "for n in (1, 2):\n    assert twice(n) == 2 * n\n    "
                "### BEGIN HIDDEN TESTS\n    assert twice(8128) == 16256\n    ### END HIDDEN TESTS",
                points=1,
            ),
            new_markdown_cell(
                "Because.", metadata=mark("why", grade=True, solution=True, points=2), id="why"
            ),
        ],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    )


def cell(nb: NotebookNode, name: str) -> NotebookNode:
    return next(one for one in nb.cells if one.metadata.get("nbgrader", {}).get("grade_id") == name)


def fill(nb: NotebookNode, double: str = "return 2 * n", triple: str = "return 3 * n") -> NotebookNode:
    cell(nb, "double").source = f"def double(n):\n    {double}"
    cell(nb, "triple").source = f"def triple(n):\n    {triple}"
    cell(nb, "twice").source = "def twice(n):\n    return n + n"
    return nb


# ── the submissions: a release notebook comes in, what a learner made of it goes out ──


def untouched(nb: NotebookNode) -> NotebookNode:
    return nb


def right(nb: NotebookNode) -> NotebookNode:
    cell(nb, "why").source = "Because two times."
    return fill(nb)


def right_in_french(nb: NotebookNode) -> NotebookNode:
    nb.metadata["lux_ai"] = {"language": "fr"}
    cell(nb, "test-double").source = "# Un commentaire traduit\n" + cell(nb, "test-double").source
    return right(nb)


def wrong_at_sight(nb: NotebookNode) -> NotebookNode:
    return fill(nb, double="print('I was here')\n    return 3 * n")


def wrong_when_hidden(nb: NotebookNode) -> NotebookNode:
    return fill(nb, double="return 2", triple="return 3")


SPY = "print('got', n)\n    if n > 100:\n        {}\n    return 2 * n"


def spy_by_value_error(nb: NotebookNode) -> NotebookNode:
    return fill(
        nb, double=SPY.format("raise ValueError(f'it was {n}')"), triple="return 3 * n if n < 100 else 1 / 0"
    )


def spy_by_our_own_verdict(nb: NotebookNode) -> NotebookNode:
    return fill(nb, double=SPY.format("raise NotYet(f'it was {n}')"))


def spy_by_name_of_an_exception(nb: NotebookNode) -> NotebookNode:
    return fill(nb, double=SPY.format("raise type(f'E{n}', (Exception,), {})"))


def spy_by_warning(nb: NotebookNode) -> NotebookNode:
    return fill(nb, double=SPY.format("import warnings; warnings.warn(f'it was {n}')"))


def spy_by_display(nb: NotebookNode) -> NotebookNode:
    return fill(nb, double=SPY.format("display({'text/plain': str(n)}, raw=True)"))


def spy_in_a_loop(nb: NotebookNode) -> NotebookNode:
    fill(nb)
    cell(nb, "twice").source = "def twice(n):\n    print(n)\n    assert n < 100, n\n    return 2 * n"
    return nb


def copy_of(one: NotebookNode) -> NotebookNode:
    """A cell as JupyterLab pastes it: the same, with a cell id of its own."""
    return NotebookNode(deepcopy(one), id=f"{one.id}-copy")


def copied(nb: NotebookNode) -> NotebookNode:
    right(nb)
    for name in ("double", "test-double", "set-up"):
        nb.cells.insert(nb.cells.index(cell(nb, name)) + 1, copy_of(cell(nb, name)))
    # The copy of the written answer holds the answer; the first one is as it was handed out.
    second = copy_of(cell(nb, "why"))
    cell(nb, "why").source = "✏️ …"
    nb.cells.append(second)
    return nb


def deleted(nb: NotebookNode) -> NotebookNode:
    """Answer and check of one question, the set-up and the written answer are gone."""
    right(nb)
    for name in ("double", "test-double", "set-up", "why"):
        nb.cells.remove(cell(nb, name))
    return nb


def stripped(nb: NotebookNode) -> NotebookNode:
    """As after copying all cells into a new notebook."""
    right(nb)
    for one in nb.cells:
        one.metadata.pop("nbgrader", None)
    return nb


def retyped(nb: NotebookNode) -> NotebookNode:
    right(nb)
    cell(nb, "test-double").metadata.nbgrader.update(points=100, schema_version=1)
    cell(nb, "test-triple").metadata.nbgrader["grade"] = False
    cell(nb, "why").metadata.nbgrader["locked"] = True
    nb.cells.append(new_code_cell("1 + 1", metadata=mark("not-of-this-exercise", grade=True, points=50)))
    nb.cells.append(new_markdown_cell("my notes", metadata={"nbgrader": {}}))
    check = cell(nb, "test-twice")
    nb.cells[nb.cells.index(check)] = new_markdown_cell(check.source, metadata=check.metadata)
    return nb


def checks_switched_off(nb: NotebookNode) -> NotebookNode:
    """Wrong, with tags that make nbclient leave a cell out, and with tests rewritten to pass."""
    fill(nb, double="return 0", triple="return 0")
    for name in ("test-double", "test-triple"):
        cell(nb, name).metadata["tags"] = ["skip-execution"]
        cell(nb, name).source = "assert True"
    return nb


def stops_at_once(nb: NotebookNode) -> NotebookNode:
    right(nb)
    nb.cells.insert(1, new_code_cell("raise SystemExit"))
    nb.cells.insert(1, new_code_cell("import no_such_module"))
    return nb


ALERT = "<script>alert(1)</script><img src='x' onerror='alert(1)'><a href='javascript:alert(1)'>x</a>"


def html(nb: NotebookNode) -> NotebookNode:
    """Every way that I know to bring a script into a page, beside a table and a picture that shall stay."""
    right(nb)
    cell(nb, "why").source = f"**bold** {ALERT} [link](javascript:alert(1)) ![lost](attachment:lost.png)"
    bundles = [
        {"text/html": ALERT + "<table><tr><td>cell of a table</td></tr></table>"},
        {
            "text/plain": "five\nlamps",
            "image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg' width='9'></svg>",
        },
        {"image/svg+xml": f"<svg xmlns='http://www.w3.org/2000/svg'>{ALERT}<title>my board</title></svg>"},
        {"application/javascript": "alert(1)", "text/plain": "in place of javascript"},
        {"text/markdown": ALERT},
        {"text/latex": ALERT},
        {"image/png": '"><script>alert(1)</script>'},
        {"text/plain": ALERT},
        {"text/vnd.mermaid": ALERT, "text/plain": "in place of a diagram"},
    ]
    shown = "\n".join(f"display({bundle!r}, raw=True)" for bundle in bundles)
    nb.cells.append(new_code_cell(shown, metadata={"tags": ['"><script>alert(1)</script>']}))
    nb.cells.append(new_code_cell(f"print({ALERT!r})\nraise ValueError({ALERT!r})"))
    nb.cells.append(new_markdown_cell(ALERT, metadata={"magics_language": '"><script>'}))
    nb.cells.append(nbformat.v4.new_raw_cell(ALERT, metadata={"raw_mimetype": "text/html"}))
    nb.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {"a": "</script>"}}}
    return nb


LEARNERS: dict[Callable[[NotebookNode], NotebookNode], tuple[float, set[str]]] = {
    # the marks without a person's, and the cells that wait for a person
    untouched: (0, set()),
    right: (6, {"why"}),
    right_in_french: (6, {"why"}),
    wrong_at_sight: (4, set()),
    wrong_when_hidden: (2, set()),
    spy_by_value_error: (1, set()),
    spy_by_our_own_verdict: (4, set()),
    spy_by_name_of_an_exception: (4, set()),
    spy_by_warning: (4, set()),
    spy_by_display: (6, set()),
    spy_in_a_loop: (5, set()),
    copied: (6, {"why"}),
    deleted: (4, {"why"}),
    stripped: (6, {"why"}),
    retyped: (6, {"why"}),
    checks_switched_off: (1, set()),
    stops_at_once: (6, {"why"}),
    html: (6, {"why"}),
}


@pytest.fixture(scope="session")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course folder in which the class above handed in, was marked and got feedback."""
    root = tmp_path_factory.mktemp("course")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    (root / "solutions" / MODULE).mkdir(parents=True)
    nbformat.write(source(), root / "solutions" / MODULE / "exercise.ipynb")
    assert nbgrader(root, "generate_assignment", MODULE) == 0
    release = nbformat.read(root / "exercises" / MODULE / "exercise.ipynb", as_version=4)
    for learner in LEARNERS:
        hand_in(root, learner.__name__, nbformat.writes(learner(deepcopy(release))))
    hand_in(root, "broken", '{"cells": [')
    assert nbgrader(root, "autograde", MODULE) == 1  # one cannot be read
    assert nbgrader(root, "generate_feedback", MODULE) == 0
    return root


def hand_in(root: Path, learner: str, text: str, module: str = MODULE) -> None:
    folder = root / "build" / "nbgrader" / "submitted" / learner.replace("_", "-") / module
    folder.mkdir(parents=True)
    (folder / "exercise.ipynb").write_text(text, encoding="utf-8")


def feedback(root: Path, learner: Callable) -> str:
    folder = root / "build" / "nbgrader" / "feedback" / learner.__name__.replace("_", "-") / MODULE
    return (folder / "exercise.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("learner", LEARNERS, ids=lambda learner: learner.__name__)
def test_marks(marked: Path, learner: Callable) -> None:
    with Gradebook(f"sqlite:///{marked}/build/nbgrader/gradebook.db") as gradebook:
        notebook = gradebook.find_submission_notebook("exercise", MODULE, learner.__name__.replace("_", "-"))
        points = notebook.score
        waiting = {grade.name for grade in notebook.grades if grade.needs_manual_grade}
    assert (points, waiting) == LEARNERS[learner]


@pytest.mark.parametrize("learner", LEARNERS, ids=lambda learner: learner.__name__)
def test_nothing_hidden_is_in_the_feedback(marked: Path, learner: Callable) -> None:
    page = feedback(marked, learner)
    assert "Grade cell" in page
    assert [hidden for hidden in HIDDEN if hidden in BeautifulSoup(page, "html.parser").get_text()] == []
    assert [hidden for hidden in HIDDEN if hidden in page] == []


def test_feedback_says_why(marked: Path) -> None:
    """The sentence of the shown check stays, with what the learner printed; of a hidden one, how it went."""
    texts = {
        learner: BeautifulSoup(feedback(marked, learner), "html.parser").get_text() for learner in LEARNERS
    }
    assert SENTENCE in texts[wrong_at_sight] and "I was here" in texts[wrong_at_sight]
    assert "The hidden checks are right too." not in texts[untouched]
    assert texts[right].count("The hidden checks are right too.") == 3
    assert texts[wrong_when_hidden].count("A hidden check is not right yet") == 2
    assert "stopped with ValueError" in texts[spy_by_value_error]
    assert "stopped with ZeroDivisionError" in texts[spy_by_value_error]
    assert "stopped with an error of its own" in texts[spy_by_name_of_an_exception]
    assert "“test-double” was missing" in texts[deleted]


def test_a_sentence_of_feedback_is_in_the_learners_language(marked: Path) -> None:
    french = sentence_in("fr", "✓ The hidden checks are right too.")
    assert french in feedback(marked, right_in_french)
    assert french not in feedback(marked, right)


def sentence_in(language: str, sentence: str) -> str:
    """The sentence as the library's own catalogue has it; there has to be one."""
    with (ROOT / "lux_ai_edu" / "locale" / f"{language}.mo").open("rb") as file:
        translated = gettext.GNUTranslations(file).gettext(sentence)
    assert translated != sentence
    return translated


def test_no_script_of_a_learner_is_in_the_feedback(marked: Path) -> None:
    page = BeautifulSoup(feedback(marked, html), "html.parser")
    plain = BeautifulSoup(feedback(marked, right), "html.parser")
    assert page.find_all("script") == plain.find_all("script")  # nbgrader's own
    for tag in page.find_all(True):
        assert not [name for name in tag.attrs if name.startswith("on")], tag
        links = [str(tag.attrs.get(name, "")) for name in ("href", "src")]
        assert not [link for link in links if link.startswith("javascript:") or link == "x"], tag
    assert not page.find_all(["iframe", "object", "embed", "form", "svg"])
    assert page.find("td", string="cell of a table")
    assert [picture["alt"] for picture in page.find_all("img", src=re.compile("^data:image/svg"))][
        0
    ] == "five\nlamps"
    for text in ("bold", "in place of javascript", "in place of a diagram", "![lost](attachment:lost.png)"):
        assert text in page.get_text()


def test_no_word_of_a_learner_is_lost(marked: Path) -> None:
    """Every cell of a submission is in what the teacher sees, but for the checks, which are restored."""
    for learner in LEARNERS:
        about = learner.__name__.replace("_", "-"), MODULE
        cells = {
            step: nbformat.read(marked.joinpath("build/nbgrader", step, *about, "exercise.ipynb"), 4).cells
            for step in ("submitted", "autograded")
        }
        there = [one.source for one in cells["autograded"]]
        for one in cells["submitted"]:
            if not one.metadata.get("nbgrader", {}).get("locked"):
                assert one.source in there, learner.__name__


def test_marking_again_gives_the_same_marks(marked: Path) -> None:
    options = (MODULE, "--student=copied", "--force")
    assert nbgrader(marked, "autograde", *options) == 0
    test_marks(marked, copied)


# ── the course itself: every module that is printed ──


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course folder with the printed modules: solutions and releases handed in, marked, with feedback."""
    root = tmp_path_factory.mktemp("printed")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    shutil.copytree(ROOT / "solutions", root / "solutions")
    for module in MODULES:
        assert nbgrader(root, "generate_assignment", module) == 0
        solution = nbformat.read(root / "solutions" / module / "exercise.ipynb", as_version=4)
        hand_in(root, "solution", nbformat.writes(solution), module)
        hand_in(root, "release", (root / "exercises" / module / "exercise.ipynb").read_text("utf-8"), module)
        for language in LANGUAGES:
            printed = nbformat.read(
                ROOT / "lux_ai_edu/printed" / language / module / "exercise.ipynb", as_version=4
            )
            answers = {_name(one): one for one in solution.cells if _mark(one).get("solution")}
            for one in printed.cells:
                if _name(one) in answers:
                    one.source = answers[_name(one)].source
            hand_in(root, f"in-{language}", nbformat.writes(printed), module)
        assert nbgrader(root, "autograde", module) == 0
        assert nbgrader(root, "generate_feedback", module) == 0
    return root


def _mark(one: NotebookNode) -> dict:
    return one.metadata.get("nbgrader", {})


def _name(one: NotebookNode) -> str | None:
    return _mark(one).get("grade_id")


def grades(root: Path, learner: str, module: str) -> dict[str, tuple[float, float, bool]]:
    """Points, the most there are, and whether a person has to look, for each graded cell."""
    with Gradebook(f"sqlite:///{root}/build/nbgrader/gradebook.db") as gradebook:
        notebook = gradebook.find_submission_notebook("exercise", module, learner)
        return {one.name: (one.score, one.max_score, one.needs_manual_grade) for one in notebook.grades}


@pytest.mark.xdist_group("course")
@pytest.mark.parametrize("module", MODULES)
def test_the_solution_scores_full_marks(course: Path, module: str) -> None:
    """What a person marks is left to the person; everything else is full."""
    found = grades(course, "solution", module)
    assert any(not by_hand for _, _, by_hand in found.values())
    assert [name for name, (score, most, by_hand) in found.items() if not by_hand and score != most] == []


@pytest.mark.xdist_group("course")
@pytest.mark.parametrize("module", MODULES)
def test_the_release_scores_zero(course: Path, module: str) -> None:
    """An exercise that nobody touched has no points, and waits for nobody."""
    found = grades(course, "release", module)
    assert [name for name, (score, _, by_hand) in found.items() if score or by_hand] == []


@pytest.mark.xdist_group("course")
@pytest.mark.parametrize("module", MODULES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_marked_alike(course: Path, module: str, language: str) -> None:
    assert grades(course, f"in-{language}", module) == grades(course, "solution", module)


@pytest.mark.xdist_group("course")
@pytest.mark.parametrize("module", MODULES)
def test_no_hidden_line_of_the_course_is_in_the_feedback(course: Path, module: str) -> None:
    for learner in ("solution", "release"):
        page = course.joinpath("build/nbgrader/feedback", learner, module, "exercise.html").read_text("utf-8")
        assert hidden_lines_in(page, module) == []


def hidden_lines_in(page: str, module: str) -> list[str]:
    """Lines of hidden tests, which are in the solutions and neither in the release nor in an answer."""
    source = nbformat.read(ROOT / "solutions" / module / "exercise.ipynb", as_version=4)
    released = nbformat.read(ROOT / "exercises" / module / "exercise.ipynb", as_version=4)

    def lines(cells: list[NotebookNode]) -> set[str]:
        return {" ".join(line.split()) for one in cells for line in one.source.split("\n")}

    answers = [one for one in source.cells if _mark(one).get("solution")]
    hidden = lines(source.cells) - lines(released.cells) - lines(answers)
    assert len(hidden) > 3
    text = " ".join(BeautifulSoup(page, "html.parser").get_text().split())
    return [line for line in hidden if line in text]


@pytest.mark.xdist_group("course")
@pytest.mark.parametrize("module", MODULES)
def test_release_into_the_gradebook_prints_what_the_build_prints(course: Path, module: str) -> None:
    """`nbgrader generate_assignment` is safe to run in the repository: it changes no byte of exercises/."""
    made, printed = (
        {file.name: file.read_bytes() for file in (top / "exercises" / module).iterdir() if file.is_file()}
        for top in (course, ROOT)
    )
    assert made == printed


@pytest.mark.xdist_group("demo")
def test_the_class_of_twelve(tmp_path: Path) -> None:
    """`make demo`: the marks of each learner, and who is late or waits for a person."""
    spec = importlib.util.spec_from_file_location("class_of_twelve", ROOT / "demo" / "class_of_twelve.py")
    assert spec and spec.loader
    demo = importlib.util.module_from_spec(spec)
    sys.modules["class_of_twelve"] = demo  # dataclasses look their module up
    spec.loader.exec_module(demo)
    marks = {mark.name: mark for mark in demo.main(quiet=True, root=tmp_path)}
    waits = "a person marks explain"
    assert {name: (list(mark.points.values()), mark.total, mark.state) for name, mark in marks.items()} == {
        "Zoé Weber": ([2, 2, 3, 3, 3, 2, None], 15, waits),
        "Luca Schmit": ([2, 2, 3, 3, 3, 2, None], 15, waits),
        "Lena Hoffmann": ([0, 0, 0, 0, 0, 0, None], 0, waits),
        "Noah Kieffer": ([0, 0, 0, 0, 0, 0, None], 0, waits),
        "Mia Thill": ([0, 0, 0, 0, 0, 0, None], 0, waits),
        "Tom Reuter": ([0, 0, 0, 0, 0, 0, None], 0, waits),
        "Emma Müller": ([2, 2, 3, 0, 0, 0, 0], 7, ""),
        "Ben Faber": ([0, 0, 0, 0, 0, 0, 0], 0, ""),
        "Sara Klein": ([2, 2, 3, 3, 3, 2, None], 15, waits),
        "Jo Wagner": ([2, 2, 3, 3, 3, 2, None], 15, waits),
        "Anouk Biver": ([2, 2, 3, 3, 3, 2, None], 15, waits),
        "Max Kremer": ([0, 0, 0, 1, 0, 0, None], 1, f"{waits}, late"),
    }
    assert demo.CLASS[0].language == "fr" and demo.CLASS[1].language == "de"
    pages = {page.parents[1].name: page for page in tmp_path.rglob("exercise.html")}
    assert set(pages) == {demo.student_id(name) for name in marks}
    for page in pages.values():
        assert hidden_lines_in(page.read_text("utf-8"), "01-patterns") == []
