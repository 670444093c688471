"""Try the checks of an exercise on a copy of the learner's notebook, and read how each went."""

import copy
import json
import os
import re
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lux_ai_edu.language import current, say

if (
    TYPE_CHECKING
):  # at run time nbclient is imported where it is used: learner rooms start with Python's library
    from nbformat import NotebookNode

SECONDS = 60  # for one cell
_PRINTED = Path(__file__).parent / "printed" / "en"


@dataclass(frozen=True)
class Question:
    """One graded question; its state is "right", "not yet", "not tried" or "read" (by the teacher)."""

    title: str
    state: str
    sentence: str = ""


def original(module: str) -> dict[str, Any]:
    """Return the marked cells of an exercise as it was handed out, by id; {} where it is not at hand."""
    try:
        cells = json.loads((_PRINTED / module / "exercise.ipynb").read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError):
        return {}
    return {_mark(cell)["grade_id"]: cell for cell in cells if _mark(cell).get("grade_id")}


def validate(
    notebook: "NotebookNode", folder: Path, given: dict[str, Any]
) -> tuple[list[Question], list[str]]:
    """Run a copy of the notebook in a folder of its own; nothing of the learner's is changed.

    Args:
        notebook: the learner's notebook.
        folder: where it lies; the files beside it are copied too.
        given: the cells as they were handed out, from `original`.

    Returns:
        The questions in order, and a sentence for each thing that the learner should know.
    """
    from nbclient import NotebookClient

    trial = copy.deepcopy(notebook)
    for cell in trial.cells:
        cell.metadata.pop("tags", None)  # a cell tagged "skip-execution" would not be run
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        as_given = given.get(_mark(cell).get("grade_id", ""))
        if as_given and _mark(as_given).get("locked"):
            cell.source = "".join(as_given["source"])  # marking restores a changed check
    sentences = _warnings(notebook, given)
    try:
        # On Windows the kernel may still hold the folder when it is cleaned up.
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as elsewhere:
            for file in folder.iterdir():
                if file.is_file() and file.suffix != ".ipynb":
                    shutil.copy(file, elsewhere)
            client = NotebookClient(
                trial,
                timeout=SECONDS,
                interrupt_on_timeout=True,
                error_on_timeout={"ename": "TimeoutError", "evalue": "", "traceback": []},
                allow_errors=True,
                kernel_name="python3",
                resources={"metadata": {"path": elsewhere}},
                shutdown_kernel="immediate",
                extra_arguments=["--IPKernelApp.log_level=ERROR"],
            )
            client.execute(env={**os.environ, "LUX_AI_LANG": current()})
    except Exception as error:  # no room for a copy, the kernel died: that must keep nobody from handing in
        told = isinstance(error, OSError) and error.strerror or str(error).strip().split("\n")[0]
        reason = told or type(error).__name__
        sentences.append(say("Not all could be tried ({reason}). You may hand in anyway.", reason=reason))
    return _questions(trial), sentences


def _mark(cell: Any) -> dict[str, Any]:
    mark = cell["metadata"].get("nbgrader")
    return mark if isinstance(mark, dict) and isinstance(mark.get("grade_id"), str) else {}


def _questions(notebook: "NotebookNode") -> list[Question]:
    title, seen, questions = "", set(), []
    for cell in notebook.cells:
        mark = _mark(cell)
        if cell.cell_type == "markdown" and not mark and (heading := re.match(r"#+ +(.+)", cell.source)):
            title = heading[1].strip()
        name = mark.get("grade_id")
        if mark.get("grade") and name not in seen:
            seen.add(name)
            questions.append(Question(title or str(name), *_state(cell, mark)))
    return questions


def _state(cell: "NotebookNode", mark: dict[str, Any]) -> tuple[str, str]:
    if mark.get("solution"):
        return ("not tried" if cell.source.strip() in ("", "✏️ …") else "read"), ""
    if cell.get("execution_count") is None:  # the notebook stopped before this cell
        return "not tried", ""
    for output in cell.get("outputs", []):
        if output.output_type == "error":
            if output.ename == "NotTried":
                return "not tried", ""
            if output.ename in ("NotYet", "EnvironmentFault", "LearnerError"):
                return "not yet", output.evalue
            if output.ename in ("TimeoutError", "KeyboardInterrupt"):
                return "not yet", say("It did not come to an end within {seconds} seconds.", seconds=SECONDS)
            return "not yet", f"{output.ename}: {output.evalue}"
        if output.output_type == "stream" and output.name == "stderr":  # nbgrader gives no points then
            return "not yet", say("Your code writes a warning. Mend this: {text}", text=output.text.strip())
    return "right", ""


def _warnings(notebook: "NotebookNode", given: dict[str, Any]) -> list[str]:
    there = Counter(_mark(cell).get("grade_id") for cell in notebook.cells)
    missing = [
        say(
            "The cell “{cell}” is missing in your notebook. It is put back when your teacher collects. "
            "To get it back now: rename exercise.ipynb, run lux-ai learn, "
            "and copy your answers into the new exercise.ipynb.",
            cell=name,
        )
        for name in given
        if not there[name]
    ]
    twice = [
        say("The cell “{cell}” is there more than once. Delete the copies: only one counts.", cell=name)
        for name in given
        if there[name] > 1
    ]
    return missing + twice
