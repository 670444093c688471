"""Handing in: what the learner hears, what is in the archive, and what `nbgrader zip_collect` takes."""

import json
import re
import shutil
import stat
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
from lux_ai_edu.grade.command import nbgrader
from lux_ai_edu.language import LANGUAGES, say
from lux_ai_edu.submit import student_id, submit
from lux_ai_edu.validate import validate
from lux_ai_edu.workspace import lay_out

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


def test_what_cannot_be_handed_in(workspace: Path) -> None:
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


@given(st.text(min_size=1))
def test_every_name_has_a_safe_id(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", student_id(name))
    assert student_id(student_id(name)) == student_id(name)


# ── collecting ──


def make_archive(file: Path, name: str, notebook: str = "{}", /, **more: object) -> None:
    """An archive as `submit` makes it, or changed by hand: `more` replaces what the manifest says."""
    manifest = {"module": MODULE, "name": name, "sha256": sha256(notebook.encode()).hexdigest(), **more}
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("exercise.ipynb", notebook)
        archive.writestr("manifest.json", json.dumps(manifest))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A course folder with the exercise released."""
    root = tmp_path / "course"
    (root / "build/nbgrader/downloaded" / MODULE / "archive").mkdir(parents=True)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    shutil.copytree(ROOT / "exercises", root / "exercises")
    return root


def collected(root: Path) -> dict[str, tuple[str, str]]:
    """What nbgrader holds of each learner: the notebook, and the time (UTC)."""
    folders = sorted((root / "build/nbgrader/submitted").glob("*"))
    return {
        folder.name: tuple(
            (folder / MODULE / name).read_text() for name in ("exercise.ipynb", "timestamp.txt")
        )
        for folder in folders
    }


def test_zip_collect_takes_what_submit_makes(root: Path, workspace: Path) -> None:
    archive = submit(workspace, MODULE, "Zoé Weber")
    shutil.copy(archive, root / "build/nbgrader/downloaded" / MODULE / "archive")
    assert nbgrader(root, "zip_collect", MODULE) == 0
    with zipfile.ZipFile(archive) as opened:
        time = json.loads(opened.read("manifest.json"))["time"]
    text = (workspace / MODULE / "exercise.ipynb").read_text(encoding="utf-8")
    assert collected(root) == {"zoe-weber": (text, time.replace("T", " ").removesuffix("+00:00"))}


def test_the_newest_counts_and_names_may_be_changed_on_the_way(root: Path) -> None:
    folder = root / "build/nbgrader/downloaded" / MODULE / "archive"
    make_archive(folder / f"{MODULE}_zoe-weber_2026-11-23-10-00-59.zip", "Zoé Weber", "new")
    make_archive(folder / f"{MODULE}_zoe-weber_2026-11-23-10-00-02 (1).zip", "Zoé Weber", "old")
    moodle = folder / "Ben Faber_4711_assignsubmission_file_"
    moodle.mkdir()
    make_archive(moodle / f"{MODULE}_ben-faber_2026-11-24-00-00-00.zip", "Ben Faber", "ben")
    make_archive(folder / f"Lea_Lux_12_{MODULE}_lea-lux_2026-11-24-00-00-00.zip", "Lea Lux", "lea")
    expected = {
        "ben-faber": ("ben", "2026-11-24 00:00:00"),
        "lea-lux": ("lea", "2026-11-24 00:00:00"),
        "zoe-weber": ("new", "2026-11-23 10:00:59"),
    }
    for _ in range(2):  # collecting again is normal
        assert nbgrader(root, "zip_collect", MODULE) == 0
        assert collected(root) == expected


def test_a_bad_archive_is_refused_by_name_and_the_others_are_taken(
    root: Path, capsys: pytest.CaptureFixture
) -> None:
    folder = root / "build/nbgrader/downloaded" / MODULE / "archive"

    def path(who: str, day: int = 23) -> Path:
        return folder / f"{MODULE}_{who}_2026-11-{day}-10-00-00.zip"

    make_archive(path("good"), "Good")
    make_archive(path("late", 30), "Late")
    reasons = {}

    def bad(who: str, reason: str) -> Path:
        reasons[path(who).name] = reason
        return path(who)

    make_archive(bad("cut", "damaged"), "Cut", "x" * 1000)
    path("cut").write_bytes(path("cut").read_bytes()[:-100])
    make_archive(bad("flipped", "damaged"), "Flipped", "x" * 1000)
    path("flipped").write_bytes(path("flipped").read_bytes().replace(b"xxxx", b"xxxy", 1))
    make_archive(bad("other-sum", "checksum differs"), "Other", sha256="0" * 64)
    make_archive(bad("other-module", "it is for 02-decisions"), "Other", module="02-decisions")
    make_archive(bad("no-name", "manifest is not complete"), "x", name=None)
    bad("empty", "damaged").write_bytes(b"")
    bad("no-manifest", "is missing in it").touch()
    with zipfile.ZipFile(path("no-manifest"), "w") as archive:
        archive.writestr("exercise.ipynb", "{}")
    make_archive(bad("slip", "“evil.py”, which lux-ai submit does not put there"), "Slip")
    with zipfile.ZipFile(path("slip"), "a") as archive:
        archive.writestr("../../../evil.py", "print('got out')")
    make_archive(bad("twice", "is there twice"), "Twice")
    with zipfile.ZipFile(path("twice"), "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("exercise.ipynb", "other")
    link = zipfile.ZipInfo("exercise.ipynb")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    bad("link", "“exercise.ipynb”, which lux-ai submit does not put there").touch()
    with zipfile.ZipFile(path("link"), "w") as archive:
        archive.writestr(link, "/etc/passwd")
    make_archive(bad("zoe-weber", "has the same id"), "Zoe Weber")
    make_archive(path("zoe-weber", 20), "Zoé Weber", "of Zoé")
    (folder / "holiday.pdf").write_bytes(b"%PDF")
    reasons["holiday.pdf"] = "has a name like"

    assert nbgrader(root, "zip_collect", MODULE) == 0
    said = capsys.readouterr().err
    for name, reason in reasons.items():
        assert any(f"{name} was not collected" in line and reason in line for line in said.splitlines()), name
    assert f"{len(reasons)} of the files were not collected" in said
    assert list(collected(root)) == ["good", "late", "zoe-weber"]
    assert collected(root)["zoe-weber"][0] == "of Zoé"
    assert not list(root.parent.rglob("evil.py"))
