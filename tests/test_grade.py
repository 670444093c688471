"""Marking with nbgrader: one class of odd submissions, and what must be true of its marks and feedback."""

import gettext
import re
import shutil
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbgrader.api import Gradebook
from odd_class import (
    HIDDEN,
    LEARNERS,
    MODULE,
    SENTENCE,
    copied,
    deleted,
    hand_in,
    html,
    right,
    right_in_french,
    source,
    spy_by_name_of_an_exception,
    spy_by_value_error,
    untouched,
    wrong_at_sight,
    wrong_when_hidden,
)

from lux_ai_edu.grade.command import nbgrader

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.xdist_group("marked")  # the class is marked once, in one process


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
