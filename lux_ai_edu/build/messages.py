"""Which sentences are translated: gathered for the .po files, and put back into the printed notebooks.

Both walk the same cells in the same way, so that each sentence that is asked for is also found.
"""

import ast
import copy
from collections.abc import Iterator, Mapping
from pathlib import Path

from nbformat import NotebookNode

from lux_ai_edu.build.course import Course, ModuleSource
from lux_ai_edu.build.directives import WORDS
from lux_ai_edu.build.release import CODE_STUB
from lux_ai_edu.build.source import BuildError, complaints_about
from lux_ai_edu.build.task_file import sentences
from lux_ai_edu.build.translate import extract, render

Sentence = tuple[str, str]  # (English sentence, name of the file it stands in)
_STUB = set(extract("code", CODE_STUB))
_BOLD = {f"**{word}**": word for word in WORDS.values()}  # how a note begins once it is printed


def of_course(course: Course) -> list[Sentence]:
    """Gather the START page."""
    return list(_of_notebook(course.start.notebook, "START.md"))


def of_module(module: ModuleSource, exercise: NotebookNode) -> list[Sentence]:
    """Gather a module.

    Args:
        module: its sources.
        exercise: the *released* exercise, so that no answer and no hidden test reaches a translator's file.
    """
    return [
        *_of_notebook(module.lesson.notebook, "lesson.md"),
        *_of_notebook(exercise, "exercise.md"),
        *((text, "tasks.py") for text in module.tasks.sentences),
        *((text, "plan.md") for text in extract("markdown", module.plan) if text not in _BOLD),
    ]


def of_library(root: Path, errors: list[BuildError]) -> list[Sentence]:
    """Gather the texts of `say("…")` in the library, and the words that begin a printed note."""
    found: list[Sentence] = []
    library = root / "lux_ai_edu"
    for file in sorted(library.rglob("*.py")):
        name = file.relative_to(library)
        if name.parts[0] != "printed":
            complain = complaints_about(f"lux_ai_edu/{name.as_posix()}", errors)
            try:
                tree = ast.parse(file.read_bytes())
            except SyntaxError as error:
                complain(error.lineno or 1, f"Python cannot read this file: {error.msg}. Mend the line.")
                continue
            found += [(text, name.as_posix()) for text in sentences(tree, "say", complain)]
    return [*found, *((word, "build/directives.py") for word in WORDS.values())]


def note_words(words: Mapping[str, str]) -> dict[str, str]:
    """Return how a printed note begins, by its English beginning.

    Args:
        words: the agreed translations of the library.

    >>> note_words({"Note": "Hinweis"})["**Note**"]
    '**Hinweis**'
    """
    return {begin: f"**{words.get(word, word)}**" for begin, word in _BOLD.items()}


def translated_text(source: str, texts: Mapping[str, str]) -> str:
    """Return Markdown with each sentence that `texts` knows in its other language."""
    return render("markdown", source, texts.get)


def translated(notebook: NotebookNode, texts: Mapping[str, str], language: str) -> NotebookNode:
    """Return the notebook in another language; code, ids and metadata for grading stay as they are.

    Args:
        notebook: the English notebook; it is not changed.
        texts: the agreed translations of the module, and its `note_words`.
        language: one of "en", "fr", "de" and "lb".
    """
    printed = copy.deepcopy(notebook)
    for cell in _translatable(printed):
        cell.source = render(
            cell.cell_type, cell.source, lambda text: None if text in _STUB else texts.get(text)
        )
    printed.metadata.lux_ai.language = language
    return printed


def _of_notebook(notebook: NotebookNode, name: str) -> Iterator[Sentence]:
    for cell in _translatable(notebook):
        for text in extract(cell.cell_type, cell.source):
            if text not in _STUB and text not in _BOLD:
                yield text, name


def _translatable(notebook: NotebookNode) -> Iterator[NotebookNode]:
    """Yield the cells that may differ between languages.

    Not the answer to a written question: an untouched one must be recognised.
    Not locked code: grading puts the English cell back.
    """
    for cell in notebook.cells:
        nbgrader = cell.metadata.get("nbgrader", {})
        written = nbgrader.get("solution") and nbgrader.get("grade")
        if not written and not (cell.cell_type == "code" and nbgrader.get("locked")):
            yield cell
