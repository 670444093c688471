"""Read a MyST text notebook into cells that know their tags and their lines.

jupytext reads the cells. It gives no line for a bad tag line, so `tag_lines` looks at those first.
"""

import re
import warnings
from dataclasses import dataclass

from lux_ai_edu.build.tag_lines import Complain, tag_lines


class BuildError(Exception):
    """One fault in a source of the course: file, line, what is wrong and its cure.

    >>> print(BuildError("course/01-patterns/exercise.md", 41, "This cell has no points."))
    course/01-patterns/exercise.md:41: This cell has no points.
    """

    def __init__(self, path: str, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path, self.line, self.message = path, line, message


@dataclass(frozen=True)
class Cell:
    """One cell of a text notebook.

    Args:
        kind: "markdown" or "code".
        line: number (from 1) of the first line of `source` in the file.
        tag_line: number of the line with the tags, or of the first line.
    """

    kind: str
    source: str
    tags: tuple[str, ...]
    line: int
    tag_line: int


def complaints_about(path: str, errors: list[BuildError]) -> Complain:
    """Make the function that notes a fault of the file `path` in `errors`: one run shall find all of them."""
    return lambda line, message: errors.append(BuildError(path, line, message))


def read_cells(text: str, complain: Complain) -> list[Cell]:
    """Read the text of a MyST notebook into cells.

    Args:
        text: the Markdown, with Unix line ends.
        complain: takes line and message of each fault. A text whose tag lines have faults gives no cells.
    """
    lines = text.split("\n")
    for number, text_line in enumerate(lines, 1):
        if len(text_line.splitlines()) > 1:  # jupytext would count it as two lines
            complain(number, "An invisible sign in this line ends it early: type the line again.")
            return []
    tags = tag_lines(lines, complain)
    if tags is None:
        return []
    # The printed kernel is always ours: the front matter is hidden from jupytext, without moving a line.
    if lines[0].strip() == "---" and "---" in (ends := [line.strip() for line in lines[1:]]):
        lines[: ends.index("---") + 2] = [""] * (ends.index("---") + 2)
    from jupytext.myst import myst_to_notebook  # late: a second of start-up

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "code-cell ipython3" beside "code-cell": the same to us
            notebook = myst_to_notebook("\n".join(lines), add_source_map=True)
    except Exception as error:  # whatever another library says, the author hears in which file
        found = re.search(r"at line (\d+)", str(error))
        complain(int(found[1]) if found else 1, f"jupytext cannot read this: {error}")
        return []
    cells = []
    for cell, start in zip(notebook.cells, notebook.metadata["source_map"], strict=True):
        line = _first_line(lines, start, cell.source)
        # jupytext's map: the line after the fence, or after "+++", counted from 0.
        tag_line = next((number for number in range(start, line + 1) if number in tags), line)
        if cell.cell_type not in ("markdown", "code"):
            complain(start, "Raw cells have no place in the course: write Markdown.")
            continue
        cells.append(Cell(cell.cell_type, cell.source, tuple(cell.metadata.get("tags", ())), line, tag_line))
    return cells


def _first_line(lines: list[str], start: int, source: str) -> int:
    body = source.split("\n")
    for number in range(start, len(lines)):
        here = lines[number : number + len(body)]
        if here[:-1] == body[:-1] and here[-1].startswith(body[-1]):  # jupytext strips the end of prose
            return number + 1
    return start + 1
