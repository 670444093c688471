"""Twelve made-up learners hand in module 01: collect, mark, write feedback, and print their marks.

    python demo/class_of_twelve.py [--quiet]

All of it is real: the learners' workspaces, `lux-ai submit`, nbgrader. It happens in build/demo/ only.
"""

import argparse
import contextlib
import io
import shutil
import time
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook

from lux_ai_edu.build.course import variants
from lux_ai_edu.grade.command import nbgrader
from lux_ai_edu.grade.speak import speaking
from lux_ai_edu.submit import student_id, submit
from lux_ai_edu.workspace import lay_out

REPOSITORY = Path(__file__).resolve().parents[1]
MODULE = "01-patterns"


@dataclass(frozen=True)
class Learner:
    """Who hands in, in which language, what they did, in words and as a change of their notebook."""

    name: str
    language: str
    story: str
    work: Callable[[NotebookNode], None]


@dataclass(frozen=True)
class Mark:
    """One line of the table; the points of a question are None while a person has to mark it."""

    name: str
    points: dict[str, float | None]
    total: float
    state: str


def cell(notebook: NotebookNode, name: str) -> NotebookNode:
    """Find a marked cell by its name."""
    return next(one for one in notebook.cells if one.metadata.get("nbgrader", {}).get("grade_id") == name)


def answer(kind: str, number: int, first: int | None = None) -> Callable[[NotebookNode], None]:
    """Answer with what the author of the exercise wrote down as right or wrong.

    Of each question the answer with this number is taken, counted round; of the first few questions only, if
    `first` is given.
    """

    def work(notebook: NotebookNode) -> None:
        known = [
            v for v in variants(REPOSITORY / "course" / MODULE) if v.file == "exercise" and v.kind == kind
        ]
        for task in list(dict.fromkeys(variant.task for variant in known))[:first]:
            sources = [variant.source for variant in known if variant.task == task]
            cell(notebook, task).source = sources[number % len(sources)]
        if first is None:
            cell(notebook, "explain").source = "The lamp at the right stays dark: the loop stops at 3."

    return work


def nothing(notebook: NotebookNode) -> None:
    """Hand in what was handed out."""


def with_a_copied_cell(notebook: NotebookNode) -> None:
    """Answer right, and have one answer and one check twice."""
    answer("right", 2)(notebook)
    for name in ("frame", "test-bar"):
        twin = NotebookNode(deepcopy(cell(notebook, name)), id=f"{name}-copy")
        notebook.cells.insert(notebook.cells.index(cell(notebook, name)) + 1, twin)


def with_a_deleted_check(notebook: NotebookNode) -> None:
    """Answer right, and have lost one check."""
    answer("right", 2)(notebook)
    notebook.cells.remove(cell(notebook, "test-roof"))


def with_a_crash_at_the_start(notebook: NotebookNode) -> None:
    """Answer right, after a cell that stops with an error."""
    answer("right", 0)(notebook)
    notebook.cells.insert(1, nbformat.v4.new_code_cell("import kniwelino"))


CLASS = (
    Learner("Zoé Weber", "fr", "everything right", answer("right", 0)),
    Learner("Luca Schmit", "de", "everything right, in other ways", answer("right", 1)),
    Learner("Lena Hoffmann", "lb", "each question wrong in the first known way", answer("wrong", 0)),
    Learner("Noah Kieffer", "en", "wrong in the second way", answer("wrong", 1)),
    Learner("Mia Thill", "fr", "wrong in the third way", answer("wrong", 2)),
    Learner("Tom Reuter", "de", "wrong in the fourth way", answer("wrong", 3)),
    Learner("Emma Müller", "lb", "three questions, then no time", answer("right", 1, first=3)),
    Learner("Ben Faber", "en", "nothing done", nothing),
    Learner("Sara Klein", "fr", "right, with cells copied", with_a_copied_cell),
    Learner("Jo Wagner", "de", "right, with a check deleted", with_a_deleted_check),
    Learner("Anouk Biver", "lb", "right, with an error at the start", with_a_crash_at_the_start),
    Learner("Max Kremer", "en", "wrong in the fifth way, and late", answer("wrong", 4)),
)


def main(quiet: bool = False, root: Path = REPOSITORY / "build" / "demo") -> list[Mark]:
    """Run the whole way once, print the table, and return its lines.

    Args:
        quiet: print the table only.
        root: the folder for all of it; what is there is removed.
    """
    tell = (lambda line: None) if quiet else print
    nbgrader_log = "--log-level=CRITICAL" if quiet else "--log-level=ERROR"
    shutil.rmtree(root, ignore_errors=True)
    for name in ("solutions", "exercises"):
        shutil.copytree(REPOSITORY / name / MODULE, root / name / MODULE)
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    archives = root / "build" / "nbgrader" / "downloaded" / MODULE / "archive"
    archives.mkdir(parents=True)

    tell("The teacher enters the exercise into the gradebook: nbgrader generate_assignment " + MODULE)
    nbgrader(root, "generate_assignment", MODULE, nbgrader_log)
    for learner in CLASS:
        if learner is CLASS[-1]:
            now = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC"
            tell(f"The deadline passes: nbgrader db assignment add {MODULE} --duedate '{now}'")
            nbgrader(root, "db", "assignment", "add", MODULE, f"--duedate={now}", nbgrader_log)
            time.sleep(1)  # an archive's time is in whole seconds
        tell(f"{learner.name} ({learner.language}) hands in: {learner.story}")
        archive, said = hand_in(learner, root / "workspaces")
        shutil.copy(archive, archives)
        if learner.name == "Lena Hoffmann":
            tell(
                "  What lux-ai submit says to her:\n" + "".join(f"  | {line}\n" for line in said.split("\n"))
            )
    for command in ("zip_collect", "autograde", "generate_feedback"):
        tell(f"The teacher: nbgrader {command} {MODULE}")
        if nbgrader(root, command, MODULE, nbgrader_log):
            print(f"nbgrader {command} could not process every submission.")

    marks = read_marks(root)
    print(table(marks))
    print(f"Feedback for each learner: {root / 'build/nbgrader/feedback'}/<learner>/{MODULE}/exercise.html")
    return marks


def hand_in(learner: Learner, workspaces: Path) -> tuple[Path, str]:
    """Lay out a workspace, do the learner's work in it, and submit; return the archive and what was said."""
    workspace = workspaces / student_id(learner.name)
    lay_out(workspace, learner.language)
    file = workspace / MODULE / "exercise.ipynb"
    notebook = nbformat.read(file, as_version=4)
    learner.work(notebook)
    nbformat.write(notebook, file)
    with speaking(notebook), contextlib.redirect_stdout(io.StringIO()) as said:
        return submit(workspace, MODULE, learner.name), said.getvalue()


def read_marks(root: Path) -> list[Mark]:
    """Read the marks of the class from the gradebook."""
    marks = []
    with Gradebook(f"sqlite:///{(root / 'build/nbgrader/gradebook.db').as_posix()}") as gradebook:
        for learner in CLASS:
            submission = gradebook.find_submission(MODULE, student_id(learner.name))
            grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
            grades.sort(
                key=lambda grade: [c.name for c in grade.notebook.notebook.source_cells].index(grade.name)
            )
            points = {
                grade.name.removeprefix("test-"): None if grade.needs_manual_grade else grade.score
                for grade in grades
            }
            states = [f"a person marks {task}" for task, value in points.items() if value is None]
            states += ["late"] if submission.total_seconds_late else []
            marks.append(Mark(learner.name, points, submission.score, ", ".join(states)))
    return marks


def table(marks: list[Mark]) -> str:
    """Draw the marks as text, one learner a line."""
    tasks = list(marks[0].points)
    rows = [["learner", *tasks, "total", "state"]]
    for mark in marks:
        points = ("?" if value is None else f"{value:g}" for value in mark.points.values())
        rows.append([mark.name, *points, f"{mark.total:g}", mark.state])
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for row in rows:
        middle = (f"{text:>{width}}" for text, width in zip(row[1:-1], widths[1:-1], strict=True))
        lines.append("  ".join([f"{row[0]:<{widths[0]}}", *middle, row[-1]]).rstrip())
    lines.insert(1, "-" * max(map(len, lines)))
    return "\n".join(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quiet", action="store_true", help="print the table only")
    main(parser.parse_args().quiet)
