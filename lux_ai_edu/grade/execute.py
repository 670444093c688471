"""Run a submission in the learner's language, and keep what hidden tests bring out apart from the rest."""

import ast

from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader import preprocessors, utils

from lux_ai_edu.grade.speak import speaking
from lux_ai_edu.language import say

BEGIN_HIDDEN = "BEGIN HIDDEN TESTS"
_REMEMBER, _FORGET = (
    f"__import__('lux_ai_edu.grade.forget').grade.forget.{name}()" for name in ("remember", "forget")
)


class Execute(preprocessors.Execute):
    """nbgrader's Execute, with three differences.

    The kernel speaks the notebook's language. A test cell runs in two steps, the shown part and from the
    first hidden test on, with a marker between their outputs: feedback leaves out what comes after it.
    Of the second step IPython keeps nothing that a later cell could show: no input, value, failure or name.
    The marks are the same, as long as no cell needs a name that only hidden tests gave.
    """

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Return the notebook with the outputs of this run."""
        with speaking(nb):
            return super().preprocess(nb, resources)

    def preprocess_cell(self, cell: NotebookNode, resources: dict, index: int) -> tuple[NotebookNode, dict]:
        """Run one cell; one with hidden tests in two steps."""
        whole = cell.source
        if cell.cell_type != "code" or BEGIN_HIDDEN not in whole or not utils.is_grade(cell):
            return super().preprocess_cell(cell, resources, index)
        shown, hidden = split_hidden(whole)
        try:
            outputs = []
            cell.outputs, cell.execution_count = [], None
            if shown.strip():
                cell.source = shown
                super().preprocess_cell(cell, resources, index)
                # In one run the value of this last line would not have shown, nor counted as points.
                outputs = [output for output in cell.outputs if output.output_type != "execute_result"]
            outputs.append(_marker())
            if not utils.has_failed(cell):
                outputs += self._run_hidden(cell, hidden, index)
            cell.outputs = outputs
        finally:
            cell.source = whole
        return cell, resources

    def _run_hidden(self, cell: NotebookNode, hidden: str, index: int) -> list[NotebookNode]:
        outputs, count = {}, cell.execution_count
        for source in (_REMEMBER, hidden, _FORGET):
            cell.source = source
            self.execute_cell(cell, index, store_history=False)
            outputs[source] = cell.outputs
        cell.execution_count = count  # that of the shown part: this one has no number of its own
        return outputs[hidden]


def split_hidden(source: str) -> tuple[str, str]:
    """Split the code of a test cell before its first hidden test.

    Where the two halves are no programs of their own (a hidden test inside a loop), all counts as hidden.

    >>> split_hidden("check(f)\\n### BEGIN HIDDEN TESTS\\nassert f(7)\\n### END HIDDEN TESTS")[0]
    'check(f)'
    >>> split_hidden("for n in (1, 2):\\n    check(n)\\n    ### BEGIN HIDDEN TESTS\\n    check(n + 7)")[0]
    ''
    """
    lines = source.split("\n")
    first = next(number for number, line in enumerate(lines) if BEGIN_HIDDEN in line)
    shown, hidden = "\n".join(lines[:first]), "\n".join(lines[first:])
    try:
        ast.parse(shown)
        ast.parse(hidden)
    except (SyntaxError, ValueError):
        return "", source
    return shown, hidden


def _marker() -> NotebookNode:
    text = say("Hidden checks start here. Feedback leaves out what follows.")
    return new_output("display_data", {"text/plain": text}, metadata={"lux_ai": "hidden from here"})


def is_marker(output: NotebookNode) -> bool:
    """Tell whether this output is where the hidden tests of a cell begin."""
    return output.output_type == "display_data" and output.metadata.get("lux_ai") == "hidden from here"
