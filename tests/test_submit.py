"""Handing in: what the learner hears, what is in the archive, and what `nbgrader zip_collect` takes."""

import json
import os
import re
import subprocess
import sys
import zipfile
from hashlib import sha256
from importlib import metadata
from pathlib import Path

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from lux_ai_edu import validate as validating
from lux_ai_edu.build.course import variants
from lux_ai_edu.errors import LearnerError
from lux_ai_edu.language import LANGUAGES, say
from lux_ai_edu.submit import student_id, submit
from lux_ai_edu.validate import validate
from lux_ai_edu.workspace import lay_out, remember, state

ROOT = Path(__file__).parents[1]
MODULE = "01-patterns"
RIGHT = {
    v.task: v.source for v in variants(ROOT / "course" / MODULE) if (v.file, v.kind) == ("exercise", "right")
}
pytestmark = pytest.mark.xdist_group("submit")


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An English workspace as `lux-ai learn` lays it out."""
    monkeypatch.setenv("LUX_AI_LANG", "en")
    lay_out(tmp_path / "lux-ai", "en")
    return tmp_path / "lux-ai"


def notebook_of(workspace: Path) -> NotebookNode:
    return nbformat.read(workspace / MODULE / "exercise.ipynb", as_version=4)


def save(workspace: Path, notebook: NotebookNode) -> None:
    nbformat.write(notebook, workspace / MODULE / "exercise.ipynb")


def cell(notebook: NotebookNode, name: str) -> NotebookNode:
    return next(one for one in notebook.cells if one.metadata.get("nbgrader", {}).get("grade_id") == name)


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def groups(said: str) -> dict[str, list[str]]:
    """What was printed: the indented lines below each line that ends with a colon."""
    found: dict[str, list[str]] = {}
    for line in said.splitlines():
        if line.startswith("  "):
            found[list(found)[-1]].append(line.strip())
        elif line.endswith(":"):
            found[line] = []
    return found


def test_the_learner_hears_how_each_question_went(workspace: Path, capfd: pytest.CaptureFixture) -> None:
    notebook = notebook_of(workspace)
    cell(notebook, "frame").source = RIGHT["frame"]
    cell(notebook, "bar").source = "def bar(board, n):\n    for x in range(n + 1):\n        board.on(x, 4)"
    cell(
        notebook, "roof"
    ).source = "def roof(board):\n    import warnings\n    warnings.warn('old')\n    1 / 0"
    cell(notebook, "explain").source = "It stops before 4."
    save(workspace, notebook)
    archive = submit(workspace, MODULE, "Zoé Weber")
    out, err = capfd.readouterr()
    found = groups(out)
    assert [line[0] for line in found["Right:"]] == ["3"]
    assert [line[0] for line in found["Not right yet:"] if line[0].isdigit()] == ["4", "6"]
    assert "There is one lamp too many" in found["Not right yet:"][1]
    assert [line[0] for line in found["Not tried yet:"]] == ["1", "2", "5"]
    assert [line[0] for line in found["Your teacher reads:"]] == ["7"]
    assert "the newest one counts" in out and str(archive) in out
    assert err == ""


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_in_the_language_of_the_learner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture, language: str
) -> None:
    english = "There is one lamp too many. range(n) gives n numbers already, because it begins at 0."
    monkeypatch.setenv("LUX_AI_LANG", language)
    lay_out(tmp_path, language)
    notebook = notebook_of(tmp_path)
    cell(notebook, "bar").source = "def bar(board, n):\n    for x in range(n + 1):\n        board.on(x, 4)"
    save(tmp_path, notebook)
    submit(tmp_path, MODULE, "Zoé Weber")
    said = capsys.readouterr().out
    assert "Not right yet:" not in said and say("Not right yet:") in said
    assert english not in said


def test_the_archive(workspace: Path) -> None:
    """It holds the notebook byte for byte and a manifest, and nothing of the learner's is touched."""
    before = files_in(workspace)
    archive = submit(workspace, MODULE, "  Zoé   Weber ")
    assert re.fullmatch(rf"{MODULE}_zoe-weber_\d{{4}}(-\d\d){{5}}\.zip", archive.name)
    assert archive.parent == workspace / "submitted"
    with zipfile.ZipFile(archive) as opened:
        manifest = json.loads(opened.read("manifest.json"))
        notebook = opened.read("exercise.ipynb")
        assert sorted(opened.namelist()) == ["exercise.ipynb", "manifest.json"]
    assert notebook == before[str(Path(MODULE, "exercise.ipynb"))]
    time = manifest.pop("time")
    assert time.endswith("+00:00") and re.sub(r"[T:]", "-", time[:19]) in archive.name
    assert manifest == {
        "module": MODULE,
        "name": "Zoé Weber",
        "sha256": sha256(notebook).hexdigest(),
        "course": metadata.version("lux-ai-edu"),
    }
    after = files_in(workspace)
    assert {name: after[name] for name in before} == before
    assert len(after) == len(before) + 1


def test_handing_in_again_makes_a_second_archive(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lux_ai_edu.submit.validate", lambda *_: ([], []))  # so that both are in one second
    first, second = (submit(workspace, MODULE, "Zoé Weber") for _ in range(2))
    assert first.name < second.name
    assert first.is_file() and second.is_file()


def test_cells_deleted_copied_and_changed(workspace: Path, capsys: pytest.CaptureFixture) -> None:
    """Each is said, with what to do; a changed or switched off check is tried as it was handed out."""
    notebook = notebook_of(workspace)
    notebook.cells.remove(cell(notebook, "test-letter"))
    twin = NotebookNode(cell(notebook, "frame"), id="twin")
    notebook.cells.append(twin)
    cell(notebook, "test-roof").source = "assert True"
    cell(notebook, "test-bar").metadata["tags"] = ["skip-execution"]
    save(workspace, notebook)
    submit(workspace, MODULE, "Zoé Weber")
    said = capsys.readouterr().out
    assert "“test-letter” is missing" in said and "run lux-ai learn" in said
    assert "“frame” is there more than once" in said
    assert "Right:" not in groups(said)


@pytest.mark.parametrize("code", ["import os; os._exit(1)", "while True: pass"])
def test_a_notebook_that_does_not_run_to_its_end(
    workspace: Path, capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    monkeypatch.setattr(validating, "SECONDS", 2)
    notebook = notebook_of(workspace)
    notebook.cells.insert(1, new_code_cell(code))
    save(workspace, notebook)
    assert submit(workspace, MODULE, "Zoé Weber").is_file()
    said = capsys.readouterr().out
    assert ("You may hand in anyway" in said) == ("_exit" in code)
    assert "Right:" not in groups(said)


def test_what_cannot_be_handed_in(workspace: Path, capfd: pytest.CaptureFixture) -> None:
    exercise = workspace / MODULE / "exercise.ipynb"
    with pytest.raises(LearnerError, match="There is no module 77-nothing. The modules are: 01-patterns"):
        submit(workspace, "77-nothing", "Zoé Weber")
    with pytest.raises(LearnerError, match="--name NAME"):
        submit(workspace, MODULE, " ")
    for text in (
        '{"cells": [',
        "[]",
        "{}",
        '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{}]}',
    ):
        exercise.write_text(text)
        with pytest.raises(LearnerError, match="not a whole notebook any more"):
            submit(workspace, MODULE, "Zoé Weber")
    assert capfd.readouterr().err == ""
    exercise.unlink()
    with pytest.raises(LearnerError, match="To get it, run: lux-ai learn 01-patterns"):
        submit(workspace, MODULE, "Zoé Weber")
    assert not (workspace / "submitted").exists()


def test_no_room_for_the_archive(workspace: Path) -> None:
    (workspace / "submitted").write_text("a file of the learner's")
    with pytest.raises(LearnerError, match="Nothing was handed in"):
        submit(workspace, MODULE, "Zoé Weber")
    assert (workspace / "submitted").read_text() == "a file of the learner's"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_the_disk_is_full(workspace: Path) -> None:
    import resource

    notebook = notebook_of(workspace)
    noise = "".join(sha256(str(number).encode()).hexdigest() for number in range(4000))
    notebook.cells.append(new_markdown_cell(noise))  # does not get small in a zip
    save(workspace, notebook)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(LearnerError, match="The disk is full: nothing was handed in"):
            submit(workspace, MODULE, "Zoé Weber")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list((workspace / "submitted").iterdir()) == []


def test_no_room_to_try_the_checks(
    workspace: Path, small_disk: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture
) -> None:
    """A full temporary disk, or none, keeps nobody from handing in."""
    (workspace / MODULE / "data.csv").write_bytes(b"x" * 100_000)  # more than the disk has
    for folder, reason in ((small_disk, "No space left"), (small_disk / "gone", "No such file")):
        with monkeypatch.context() as patch:  # pytest itself needs room there afterwards
            patch.setattr("tempfile.tempdir", str(folder))
            assert submit(workspace, MODULE, "Zoé Weber").is_file()
        out, err = capfd.readouterr()
        assert reason in out and "You may hand in anyway" in out and err == ""


def test_a_name_and_a_notebook_from_another_program(workspace: Path, capfd: pytest.CaptureFixture) -> None:
    """A terminal with another encoding gives lone surrogates; an old editor writes no ids of cells."""
    exercise = workspace / MODULE / "exercise.ipynb"
    notebook = json.loads(exercise.read_text(encoding="utf-8"))
    del notebook["cells"][0]["id"]
    exercise.write_text(json.dumps(notebook), encoding="utf-8")
    archive = submit(workspace, MODULE, "Zo\udce9 Weber")
    remember(workspace, name="Zo\udce9 Weber")
    with zipfile.ZipFile(archive) as opened:
        assert json.loads(opened.read("manifest.json"))["name"] == "Zo? Weber" == state(workspace)["name"]
    assert capfd.readouterr().err == ""


# Runs at the start of each Python, that of the kernel too: whatever is not this machine is written down and
# refused. (The kernel's own channels are made by libzmq, which Python does not see; they get 127.0.0.1.)
GUARD = """
import os, sys
def guard(event, data):
    if event in ("socket.connect", "socket.sendto"):
        host = data[1][0] if isinstance(data[1], tuple) else "127.0.0.1"  # a text names a unix socket
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = data[0]
    else:
        return
    if host not in ("127.0.0.1", "::1", "localhost"):
        with open(os.environ["OUTSIDE"], "a") as file:
            file.write(f"{event} {host}\\n")
        raise PermissionError(event)
sys.addaudithook(guard)
"""

SHOWN = """
import os, pathlib
from lux_ai_edu import Board, quiz, watch
from lux_ai_edu.board.widget import BoardWidget
def draw(n):
    Board().on(n, 0)
board, widget = Board(), "application/vnd.jupyter.widget-view+json"
BoardWidget(board)._repr_mimebundle_()
for thing in (board, quiz("lamps", "?", {"25": "y"}, {"5": "n"}), watch(draw, 2)):
    assert widget in thing._repr_mimebundle_()
board.icon("heart")
pathlib.Path(os.environ["SHOWN"]).write_text("all three")
"""

LEARNER = """
import pathlib, sys
from lux_ai_edu import progress, submit, workspace
import nbformat
mine = pathlib.Path(sys.argv[1])
workspace.lay_out(mine, "en")
exercise = mine / "01-patterns" / "exercise.ipynb"
notebook = nbformat.read(exercise, 4)
notebook.cells.append(nbformat.v4.new_code_cell(sys.argv[2]))
nbformat.write(notebook, exercise)
print(submit.submit(mine, "01-patterns", "Zoé Weber"))
progress.summary({}, mine)
"""


@pytest.mark.parametrize("more", ["", "import urllib.request; urllib.request.urlopen('http://192.0.2.1')"])
def test_a_learners_day_opens_no_connection_to_another_machine(tmp_path: Path, more: str) -> None:
    """Lay out, show what moves, hand in. With a connection in the learner's cell the guard would see it."""
    (tmp_path / "sitecustomize.py").write_text(GUARD)
    outside, shown = tmp_path / "outside", tmp_path / "shown"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "OUTSIDE": str(outside), "SHOWN": str(shown)}
    done = subprocess.run(
        [sys.executable, "-c", LEARNER, tmp_path / "mine", SHOWN + more],
        capture_output=True,
        encoding="utf-8",
        env={**environment, "PYTHONUTF8": "1"},
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert shown.read_text() == "all three"
    assert ("192.0.2.1" in outside.read_text()) if more else not outside.exists()


def test_the_questions_are_read_without_the_printed_exercise(workspace: Path) -> None:
    questions, sentences = validate(notebook_of(workspace), workspace / MODULE, given={})
    assert [question.state for question in questions] == ["not tried"] * 7
    assert sentences == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Zoé Weber", "zoe-weber"),
        ("  Jean-Émile  d'Or ", "jean-emile-d-or"),
        ("Jürgen Groß", "jurgen-gross"),
        ("Søren Łukasz", "soren-lukasz"),
        ("../../etc/passwd", "etc-passwd"),
    ],
)
def test_student_id(name: str, expected: str) -> None:
    assert student_id(name) == expected


@given(st.text(st.characters(exclude_categories=()), min_size=1))  # lone surrogates too
def test_every_name_has_a_safe_id(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", student_id(name))
    assert student_id(student_id(name)) == student_id(name)
