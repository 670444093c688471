"""Keep hidden tests out of the feedback: their text, and everything that running them could give away."""

import builtins
import textwrap
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader import preprocessors, utils
from traitlets import List

from lux_ai_edu.grade.execute import BEGIN_HIDDEN, is_marker
from lux_ai_edu.grade.speak import speaking
from lux_ai_edu.language import say


class HideHiddenTests(preprocessors.ClearHiddenTests):
    """Take hidden tests out of a marked notebook, and say in one sentence how they went.

    What the shown part of a cell brought out stays, so the learner reads the same sentence as in their own
    notebook. From the first hidden test on nothing stays: prints, values, tracebacks and the texts of
    exceptions can all hold what the hidden test passed in.
    """

    # Not used here: HTMLExporter configures it for every preprocessor, and warns where it is not known.
    display_data_priority: List[Any] = List(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Return the notebook as the learner may see it."""
        with speaking(nb):
            nb, resources = super().preprocess(nb, resources)
        for output in (output for cell in nb.cells for output in cell.get("outputs", [])):
            if output.output_type == "error" and len(output.traceback) == 1:  # one sentence of ours
                output.traceback = [textwrap.fill(output.traceback[0], 100)]  # the page cuts what is wider
        return nb, resources

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict, cell_index: int
    ) -> tuple[NotebookNode, dict]:
        """Hide the hidden tests of one cell."""
        if BEGIN_HIDDEN not in cell.source:
            return cell, resources
        if not utils.is_grade(cell):  # a learner typed the marker into a cell of their own: it hides nothing
            return cell, resources
        cell, resources = super().preprocess_cell(cell, resources, cell_index)
        if cell.cell_type != "code":
            return cell, resources
        # A cell that was not run by our Execute has no marker: then all of it counts as hidden.
        cut = next((index for index, output in enumerate(cell.outputs) if is_marker(output)), 0)
        shown, hidden = cell.outputs[:cut], cell.outputs[cut:]
        cell.outputs = shown
        if not any(output.output_type == "error" or output.get("name") == "stderr" for output in shown):
            cell.outputs = [
                *shown,
                new_output("stream", name="stdout", text=textwrap.fill(_verdict(cell, hidden), 100) + "\n"),
            ]
        return cell, resources


def _verdict(cell: NotebookNode, hidden: list[NotebookNode]) -> str:
    error = next((output for output in hidden if output.output_type == "error"), None)
    if error is None:
        grade = cell.metadata.nbgrader
        if grade.get("score") == grade.get("points"):
            return say("✓ The hidden checks are right too.")
        return say("A hidden check is not right yet: try your answer with other values.")
    if error.ename == "CellTimeoutError":
        return say("A hidden check did not come to an end in time: does your code stop for every value?")
    if error.ename in ("AssertionError", "NotYet", "NotTried"):
        return say("A hidden check is not right yet: try your answer with other values.")
    if error.ename == "EnvironmentFault":
        return say("A hidden check could not run. That is no mistake of yours: your teacher will look.")
    # Only the name of one of Python's own exceptions is shown: another name is the learner's text too.
    known = getattr(builtins, error.ename, None)
    kind = (
        error.ename
        if isinstance(known, type) and issubclass(known, BaseException)
        else say("an error of its own")
    )
    return say(
        "In a hidden check your code stopped with {kind}: try your answer with other values.", kind=kind
    )
