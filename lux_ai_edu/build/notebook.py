"""Turn the cells of a text notebook into the notebook that is printed."""

import ast
import hashlib
import re
from collections import Counter
from dataclasses import dataclass

import nbformat
from nbformat import NotebookNode

from lux_ai_edu.build.directives import block_quotes
from lux_ai_edu.build.markers import check_markers, hidden_regions, without_solution
from lux_ai_edu.build.source import Cell, Complain, read_cells
from lux_ai_edu.build.tags import VARIANTS, Mark, read_mark
from lux_ai_edu.build.translate import check_prose
from lux_ai_edu.catalogue import did_you_mean

_KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


@dataclass(frozen=True)
class Variant:
    """Code that could stand in a solution cell: a right way, or a mistake that people really make.

    Variants are printed nowhere. Tests and the demo hand them in.

    Args:
        task: the name of the task.
        kind: "right" or "wrong".
        key: the author's word for the mistake, "" if there is none.
        source: the code.
        file: "lesson" or "exercise".
        line: number of the first line of the code in that file.
    """

    task: str
    kind: str
    key: str
    source: str
    file: str
    line: int


@dataclass(frozen=True)
class TextNotebook:
    """A text notebook that was read: what is printed, and what only the proofs see."""

    notebook: NotebookNode
    variants: tuple[Variant, ...]
    graded: frozenset[str]  # names of the tasks that give points
    hidden: tuple[str, ...]  # answers and hidden tests, which no learner gets


def read_notebook(text: str, module: str, file: str, complain: Complain) -> TextNotebook:
    """Read a text notebook and build its English notebook, with nbgrader's metadata.

    Args:
        text: the MyST Markdown of the notebook.
        module: the module's id; "" for the course's START page.
        file: "lesson", "exercise" or "START".
        complain: takes line and message of each fault.
    """
    marked = []
    for cell in read_cells(text, complain):
        mark = read_mark(cell, file != "exercise", complain)
        if mark:
            check_markers(cell, mark.role, complain)
        _check_code(cell, mark, complain)
        check_prose(cell.kind, cell.source, cell.line, complain)
        if mark:
            marked.append((cell, mark))
    _check_tasks(marked, file, complain)
    cells = []
    same: Counter[str] = Counter()
    for cell, mark in marked:
        if mark.role not in VARIANTS:
            # By its text, not by its place: a new cell renames no other. Equal cells are counted.
            text = f"{module}/{file}/{cell.kind}/{cell.source}"
            same[text] += 1
            digest = hashlib.sha256(f"{text}/{same[text]}".encode()).hexdigest()[:12]
            cells.append(_printed(cell, mark, f"cell-{digest}", file, complain))
    notebook = nbformat.from_dict(
        {"cells": cells, "metadata": _metadata(module, "en"), "nbformat": 4, "nbformat_minor": 5}
    )
    variants = tuple(
        Variant(mark.name, mark.role, mark.key, cell.source, file, cell.line)
        for cell, mark in marked
        if mark.role in VARIANTS
    )
    graded = frozenset(mark.name for _, mark in marked if mark.points is not None)
    hidden = [cell.source for cell, mark in marked if mark.role == "written"]
    hidden += [text for cell, _ in marked for text in hidden_regions(cell.source)]
    return TextNotebook(notebook, variants, graded, tuple(hidden))


def dump(notebook: NotebookNode) -> bytes:
    """Return the bytes of a notebook, the same at each call."""
    return (nbformat.writes(notebook, indent=1, ensure_ascii=False) + "\n").encode()


def _metadata(module: str, language: str) -> dict[str, object]:
    lux_ai = {"language": language} | ({"module": module} if module else {})
    return {"kernelspec": _KERNEL, "language_info": {"name": "python"}, "lux_ai": lux_ai}


def _printed(cell: Cell, mark: Mark, unnamed: str, file: str, complain: Complain) -> dict[str, object]:
    source = cell.source
    metadata: dict[str, object] = {}
    if cell.kind == "markdown":
        source = block_quotes(source, cell.line, complain)
    # A check that is not passed yet must not stop "Run All": what comes after it is wanted too.
    tags = [*mark.plain, *(["raises-exception"] if mark.role == "tests" else [])]
    if tags:
        metadata["tags"] = tags
    grade_id = mark.grade_id or unnamed
    if mark.role and file == "exercise":
        metadata["nbgrader"] = mark.nbgrader(grade_id)
    elif mark.role == "read-only":
        metadata |= {"deletable": False, "editable": False}
    printed = {"cell_type": cell.kind, "id": grade_id[:64], "metadata": metadata, "source": source}
    return printed | ({"execution_count": None, "outputs": []} if cell.kind == "code" else {})


def _check_code(cell: Cell, mark: Mark | None, complain: Complain) -> None:
    """Code must parse; a mistake may be that it does not, and a lesson may show an error on purpose."""
    if cell.kind != "code" or (mark and (mark.role == "wrong" or "raises-exception" in mark.plain)):
        return
    if re.search(r"^\s*[%!]", cell.source, re.MULTILINE):
        return  # a line for IPython, not Python
    try:
        ast.parse(cell.source)
    except SyntaxError as error:
        complain(
            cell.line + (error.lineno or 1) - 1, f"Python cannot read this code: {error.msg}. Mend the line."
        )
        return
    if mark and mark.role == "solution":
        try:
            ast.parse(without_solution(cell.source))
        except SyntaxError:
            complain(
                cell.line,
                "Without its answer Python cannot read this cell: write ... before ### BEGIN SOLUTION.",
            )


def _check_tasks(marked: list[tuple[Cell, Mark]], file: str, complain: Complain) -> None:
    """A task's name stands once, and its solution and its tests stand together."""
    taken: dict[str, int] = {}  # grade_id: line
    roles: dict[str, dict[str, int]] = {}  # name: role: line
    for cell, mark in marked:
        if not mark.name or mark.role in VARIANTS:
            continue
        its = roles.setdefault(mark.name, {})
        clash = [line for role, line in its.items() if {role, mark.role} != {"solution", "tests"}]
        clash += [taken[mark.grade_id]] if mark.grade_id in taken else []
        if clash:
            message = f'The name "{mark.name}" is taken by line {min(clash)}: give this task another one.'
            complain(cell.tag_line, message)
        taken.setdefault(mark.grade_id, cell.tag_line)
        its.setdefault(mark.role, cell.tag_line)
    for cell, mark in marked:
        has = roles.get(mark.name, {})
        if mark.role == "solution" and "tests" not in has:
            complain(cell.tag_line, f'No tests for "{mark.name}": add a cell [tests, points=2, {mark.name}].')
        elif mark.role == "tests" and "solution" not in has:
            complain(cell.tag_line, f'No solution for "{mark.name}": add a cell [solution, {mark.name}].')
        elif mark.role in VARIANTS and file == "exercise" and "solution" not in has:
            known = [name for name, its in roles.items() if "solution" in its]
            complain(
                cell.tag_line, f'No solution cell is called "{mark.name}". {did_you_mean(mark.name, known)}'
            )
