"""The printed course through nbgrader: solutions, releases, every language, and `make demo`."""

import importlib.util
import shutil
import sys
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from odd_class import hand_in

from lux_ai_edu.grade.command import nbgrader
from lux_ai_edu.language import LANGUAGES

ROOT = Path(__file__).parents[1]
MODULES = sorted(folder.name for folder in (ROOT / "solutions").iterdir())
pytestmark = pytest.mark.xdist_group("course")  # the course is marked once, in one process


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


@pytest.mark.parametrize("module", MODULES)
def test_the_solution_scores_full_marks(course: Path, module: str) -> None:
    """What a person marks is left to the person; everything else is full."""
    found = grades(course, "solution", module)
    assert any(not by_hand for _, _, by_hand in found.values())
    assert [name for name, (score, most, by_hand) in found.items() if not by_hand and score != most] == []


@pytest.mark.parametrize("module", MODULES)
def test_the_release_scores_zero(course: Path, module: str) -> None:
    """An exercise that nobody touched has no points, and waits for nobody."""
    found = grades(course, "release", module)
    assert [name for name, (score, _, by_hand) in found.items() if score or by_hand] == []


@pytest.mark.parametrize("module", MODULES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_marked_alike(course: Path, module: str, language: str) -> None:
    assert grades(course, f"in-{language}", module) == grades(course, "solution", module)


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


@pytest.mark.parametrize("module", MODULES)
def test_release_into_the_gradebook_prints_what_the_build_prints(course: Path, module: str) -> None:
    """`nbgrader generate_assignment` is safe to run in the repository: it changes no byte of exercises/."""
    made, printed = (
        {file.name: file.read_bytes() for file in (top / "exercises" / module).iterdir() if file.is_file()}
        for top in (course, ROOT)
    )
    assert made == printed


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
