"""Repair what happens to cells in a learner's hands: copied, retyped, deleted, their marks changed.

Plain nbgrader gives no mark at all to a submission with one copied cell. Here every cell of the exercise is
found again before nbgrader looks at it, and no text of the learner's is lost: what does not count stays an
ordinary cell.
"""

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.api import Gradebook, Notebook
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import compute_checksum

from lux_ai_edu.grade.speak import speaking
from lux_ai_edu.language import say


class RepairCells(NbGraderPreprocessor):
    """Give each cell of the exercise its mark back, once, before nbgrader restores the locked ones."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Return the notebook with every cell of the exercise in it, each once."""
        about = resources["nbgrader"]
        with Gradebook(about["db_url"]) as gradebook:
            notebook = gradebook.find_notebook(about["notebook"], about["assignment"])
            marks = _marks(notebook)
            sources = {cell.name: cell.source for cell in notebook.source_cells}
        copies: dict[str, list[NotebookNode]] = {name: [] for name in marks}
        for cell in nb.cells:
            name = _name(cell)
            if name in copies:
                copies[name].append(cell)
            else:
                cell.metadata.pop("nbgrader", None)
        with speaking(nb):
            for name, cells in copies.items():
                if not cells and marks[name]["solution"] and not marks[name]["grade"]:
                    continue  # an empty answer would only undo one that the learner wrote in another cell
                if not cells:
                    self.log.warning("Cell %r was deleted by the learner; it is put back", name)
                    _put_back(nb, name, marks, sources[name])
                    continue
                if len(cells) > 1:
                    self.log.warning("Cell %r is there %d times; one counts", name, len(cells))
                _mark_one(cells, marks[name])
        return nb, resources


def _name(cell: NotebookNode) -> str:
    meta = cell.metadata.get("nbgrader")
    name = meta.get("grade_id") if isinstance(meta, dict) else ""
    return name if isinstance(name, str) else ""


def _marks(notebook: Notebook) -> dict[str, dict]:
    """The nbgrader metadata of every cell of the exercise, in order, as the gradebook knows it."""
    points = {cell.name: cell.max_score for cell in [*notebook.grade_cells, *notebook.task_cells]}
    graded = {cell.name for cell in notebook.grade_cells}
    answers = {cell.name for cell in notebook.solution_cells}
    tasks = {cell.name for cell in notebook.task_cells}
    marks = {}
    for cell in notebook.source_cells:
        marks[cell.name] = {
            "schema_version": 3,
            "grade_id": cell.name,
            "grade": cell.name in graded,
            "solution": cell.name in answers,
            "task": cell.name in tasks,
            "locked": cell.locked,
            "cell_type": cell.cell_type,
            "checksum": cell.checksum,
        }
        if cell.name in points:
            marks[cell.name]["points"] = points[cell.name]
    return marks


def _mark_one(cells: list[NotebookNode], mark: dict) -> None:
    """Of several copies one counts: the first one; of an answer, the first one that the learner changed."""
    for cell in cells:
        # All metadata of a locked cell goes: nbclient would not run a check that is tagged "skip-execution".
        if mark["locked"]:
            cell.metadata.clear()
        cell.metadata["nbgrader"] = NotebookNode(mark)
    counts = cells[0]
    if mark["solution"]:
        counts = next((cell for cell in cells if compute_checksum(cell) != mark["checksum"]), cells[0])
    for cell in cells:
        if cell is not counts:
            del cell.metadata["nbgrader"]


def _put_back(nb: NotebookNode, name: str, marks: dict[str, dict], source: str) -> None:
    """Put a deleted cell back where it stood: behind the cell before it, else before the cell after it."""
    order = list(marks)
    place = {_name(cell): index for index, cell in enumerate(nb.cells)}
    before = [place[other] for other in order[: order.index(name)] if other in place]
    after = [place[other] for other in order[order.index(name) :] if other in place]
    index = before[-1] + 1 if before else after[0] if after else len(nb.cells)
    mark = marks[name]
    notice = say(
        "The cell “{name}” was missing from what was handed in. It was put back for marking.", name=name
    )
    if mark["solution"]:
        # Not empty, so that a person looks: perhaps the learner answered in another cell.
        source, cells = f"*{notice}*" if mark["cell_type"] == "markdown" else f"# {notice}", []
    else:
        cells = [new_markdown_cell(f"*{notice}*")]
    new = new_code_cell if mark["cell_type"] == "code" else new_markdown_cell
    nb.cells[index:index] = [*cells, new(source, metadata={"nbgrader": NotebookNode(mark)})]
