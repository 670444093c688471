"""Marking with nbgrader: one class of odd submissions, and what must be true of its marks and feedback."""

import gettext
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
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
    looks_around,
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
    """Also: a ";" at the end of a shown part (in test-triple) does not hide the points of the hidden one."""
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


def test_a_learner_who_looks_around_finds_what_is_theirs(marked: Path) -> None:
    """Hidden tests leave nothing behind (see above); what the learner's own cells gave is still there."""
    text = BeautifulSoup(feedback(marked, looks_around), "html.parser").get_text()
    for there in ("def twice(n):", "No traceback available", "twice      function"):
        assert there in text


def assert_no_script_of_a_learner(page: BeautifulSoup, plain: BeautifulSoup) -> None:
    """`plain` is the page of another learner, who tried nothing: it has nbgrader's own scripts."""
    sources = [[tag.get("src") for tag in one.find_all("script")] for one in (page, plain)]
    assert sources[0] == sources[1]
    assert "alert" not in "".join(tag.get_text() for tag in page.find_all("script"))
    handlers = [
        [(name, value) for tag in one.find_all(True) for name, value in tag.attrs.items() if name[:2] == "on"]
        for one in (page, plain)
    ]
    assert handlers[0] == handlers[1]
    for tag in page.find_all(True):
        links = [str(tag.attrs.get(name, "")) for name in ("href", "src")]
        assert not [link for link in links if link.startswith("javascript:") or link == "x"], tag
    assert not page.find_all(["iframe", "object", "embed", "form", "svg"])
    assert page.find("td", string="cell of a table")
    assert page.find("img", src=re.compile("^data:image/svg"))["alt"] == "five\nlamps"
    for text in ("bold", "in place of javascript", "in place of a diagram", "![lost](attachment:lost.png)"):
        assert text in page.get_text()


def assert_asks_nothing_of_the_outside(page: BeautifulSoup) -> None:
    """No link of the head, source, style or script leads to another machine."""
    asked = [str(tag["href"]) for tag in page.find_all("link")]
    asked += [str(tag["src"]) for tag in page.find_all(src=True)]
    for text in [tag.get_text() for tag in page.find_all(["style", "script"])] + [
        str(tag["style"]) for tag in page.find_all(style=True)
    ]:
        asked += re.findall(r"""(?:url\(|@import|src *=|from)\s*["']?([^\s"')]+)""", text)
    assert asked
    assert [address for address in asked if re.match(r"[a-z]+://|//", address)] == []


def test_no_script_of_a_learner_is_in_the_feedback_and_nothing_from_outside(marked: Path) -> None:
    page, plain = (BeautifulSoup(feedback(marked, learner), "html.parser") for learner in (html, right))
    assert_no_script_of_a_learner(page, plain)
    assert_asks_nothing_of_the_outside(page)


@pytest.fixture
def server(marked: Path, tmp_path: Path) -> Iterator[Callable[[str], BeautifulSoup]]:
    """A Jupyter server in the folder of the course, as a teacher starts it: from a path it makes a page."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    options = ["--no-browser", "--allow-root", f"--ServerApp.port={address.rpartition(':')[2]}"]
    environment = {**os.environ, "JUPYTER_TOKEN": "secret", "JUPYTER_CONFIG_DIR": str(tmp_path)}
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyter_server", *options],
            cwd=marked,
            env=environment,
            stdout=log,
            stderr=log,
        )
    # Without a proxy; the cookie keeps the login where formgrader leads on to another address.
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor()
    )

    def get(path: str) -> BeautifulSoup:
        with opener.open(f"{address}/{path}?token=secret", timeout=60) as answer:
            assert answer.status == 200
            return BeautifulSoup(answer.read(), "html.parser")

    try:
        for _ in range(600):
            with suppress(OSError):
                get("api/status")
                break
            assert process.poll() is None, (tmp_path / "log").read_text()
            time.sleep(0.1)
        yield get
    finally:
        process.terminate()
        process.wait(15)


def test_formgrader_opens_with_no_script_of_a_learner(marked: Path, server: Callable) -> None:
    assert "Manage Assignments" in server("formgrader").get_text()
    with Gradebook(f"sqlite:///{marked}/build/nbgrader/gradebook.db") as gradebook:
        ids = [gradebook.find_submission_notebook("exercise", MODULE, who).id for who in ("html", "right")]
    page, plain = (server(f"formgrader/submissions/{one}/") for one in ids)
    assert_no_script_of_a_learner(page, plain)
    assert_asks_nothing_of_the_outside(page)


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
