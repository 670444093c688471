"""Read everything in course/: the catalogue, the START page and the folder of each module."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from lux_ai_edu.build.directives import block_quotes
from lux_ai_edu.build.markers import check_markers
from lux_ai_edu.build.notebook import TextNotebook, Variant, read_notebook
from lux_ai_edu.build.source import BuildError, Cell, Complain, complaints_about
from lux_ai_edu.build.task_file import TaskFile, read_tasks
from lux_ai_edu.build.translate import check_prose
from lux_ai_edu.catalogue import Catalogue, CatalogueError, catalogue_from, did_you_mean
from lux_ai_edu.language import LANGUAGES

TRANSLATIONS = LANGUAGES[1:]  # the course is written in English
_FILES = ("lesson.md", "exercise.md", "tasks.py", "plan.md")


@dataclass(frozen=True)
class ModuleSource:
    """One module as its author wrote it."""

    id: str
    lesson: TextNotebook
    exercise: TextNotebook
    tasks: TaskFile
    tasks_text: str
    plan: str


@dataclass(frozen=True)
class Course:
    """The whole course as its authors wrote it."""

    catalogue: Catalogue
    start: TextNotebook
    modules: tuple[ModuleSource, ...]


def read_course(root: Path) -> Course:
    """Read the course under `root`/course.

    Raises:
        ExceptionGroup: of BuildError: every fault that was found, with file, line and cure.
    """
    errors: list[BuildError] = []
    catalogue, text = _read_catalogue(root, errors)
    start = _read_notebook(root, "", "START", errors)
    _compare_folders(root, catalogue, text, errors)
    ids = [module.id for module in catalogue.modules] if catalogue else []
    modules = [_read_module(root, id, errors) for id in ids if (root / "course" / id).is_dir()]
    if errors or catalogue is None:
        raise ExceptionGroup("the course has faults", errors)
    return Course(catalogue, start, tuple(modules))


def variants(folder: Path) -> tuple[Variant, ...]:
    """Return the right and wrong answers that an author wrote down for a module, from lesson and exercise.

    Args:
        folder: the module's folder, like `course/01-patterns`.

    Raises:
        ExceptionGroup: of BuildError, if the sources have faults.
    """
    errors: list[BuildError] = []
    read = [
        _read_notebook(folder.parent.parent, folder.name, file, errors) for file in ("lesson", "exercise")
    ]
    if errors:
        raise ExceptionGroup("the module has faults", errors)
    return read[0].variants + read[1].variants


def line_of(text: str, *near: str) -> int:
    r"""Return the number of the line where the words of `near` stand, each searched after the one before.

    >>> line_of('[[module]]\nid = "01-a"\nhours = 0', '"01-a"', "hours")
    3
    """
    at = 0
    for word in near:
        found = text.find(word, at)
        at = found + len(word) if found >= 0 else at
    return text.count("\n", 0, at) + 1


def _read_catalogue(root: Path, errors: list[BuildError]) -> tuple[Catalogue | None, str]:
    name = "course/course.toml"
    text = _read_text(root, name, errors)
    if not text:
        return None, ""
    try:
        return catalogue_from(tomllib.loads(text), printed=False), text
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        number = int(line[1]) if line else text.count("\n")
        errors.append(BuildError(name, number, f"This is not TOML: {error}. Mend the line."))
    except ExceptionGroup as faults:
        for fault in faults.exceptions:
            near = fault.near if isinstance(fault, CatalogueError) else ()
            errors.append(BuildError(name, line_of(text, *near), str(fault)))
    return None, text


def _compare_folders(root: Path, catalogue: Catalogue | None, text: str, errors: list[BuildError]) -> None:
    if catalogue is None:
        return
    ids = [module.id for module in catalogue.modules]
    folders = [f.name for f in sorted((root / "course").iterdir()) if f.is_dir() and f.name[0] not in "._"]
    for id in ids:
        if id not in folders:
            message = f"There is no folder course/{id}: make it, or take the module out of the catalogue."
            errors.append(BuildError("course/course.toml", line_of(text, f'"{id}"'), message))
    for folder in folders:
        if folder not in ids:
            message = f'course/{folder} is not in the catalogue: add [[module]] id = "{folder}", or move it.'
            errors.append(BuildError("course/course.toml", text.count("\n") + 1, message))


def _read_module(root: Path, id: str, errors: list[BuildError]) -> ModuleSource:
    known = {*_FILES, *(f"{language}.po" for language in TRANSLATIONS)}
    for file in sorted((root / "course" / id).iterdir()):
        if file.name not in known and file.name[0] not in "._":
            cure = f"A module is {', '.join(_FILES)} and its .po files: move it away."
            errors.append(BuildError(f"course/{id}/{file.name}", 1, f"This file has no place here. {cure}"))
    lesson, exercise = (_read_notebook(root, id, file, errors) for file in ("lesson", "exercise"))
    read = {}
    for name in ("tasks.py", "plan.md"):
        read[name] = _read_text(root, f"course/{id}/{name}", errors)
        _check_no_answers(read[name], exercise.hidden, complaints_about(f"course/{id}/{name}", errors))
    tasks = read_tasks(read["tasks.py"], exercise.graded, complaints_about(f"course/{id}/tasks.py", errors))
    for variant in lesson.variants:
        if variant.task not in tasks.names:
            message = f'tasks.py has no task "{variant.task}". {did_you_mean(variant.task, tasks.names)}'
            errors.append(BuildError(f"course/{id}/lesson.md", variant.line, message))
    complain = complaints_about(f"course/{id}/plan.md", errors)
    plan = block_quotes(read["plan.md"], 1, complain)
    check_prose("markdown", read["plan.md"], 1, complain)
    return ModuleSource(id, lesson, exercise, tasks, read["tasks.py"], plan)


def _check_no_answers(text: str, hidden: tuple[str, ...], complain: Complain) -> None:
    """Learners get tasks.py and plan.md as they are. (A short text may stand there by chance.)"""
    check_markers(Cell("code", text, (), 1, 1), "", complain)
    for answer in hidden:
        if len("".join(answer.split())) >= 30 and "".join(answer.split()) in "".join(text.split()):
            line = line_of(text, answer.split("\n")[0].strip())
            complain(
                line, "Learners get this file, and an answer or a hidden test of exercise.md stands here."
            )


def _read_notebook(root: Path, module: str, file: str, errors: list[BuildError]) -> TextNotebook:
    name = f"course/{module}/{file}.md" if module else f"course/{file}.md"
    return read_notebook(_read_text(root, name, errors), module, file, complaints_about(name, errors))


def _read_text(root: Path, name: str, errors: list[BuildError]) -> str:
    try:
        # Windows: Notepad begins a file with an invisible mark (BOM), and lines end in two signs.
        text = (root / name).read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        broken = [n for n, line in enumerate(text.split("\n"), 1) if "\r" in line or "\0" in line]
        for line in broken:
            message = "An invisible sign (a carriage return or a NUL) is in this line: type it again."
            errors.append(BuildError(name, line, message))
        if not text.strip():
            errors.append(BuildError(name, 1, "This file is empty: write it."))
        return "" if broken else text
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        errors.append(BuildError(name, line, "This is not UTF-8: save the file again in this encoding."))
    except OSError:
        errors.append(BuildError(name, 1, "This file is missing: write it (CONTRIBUTING.md says how)."))
    return ""
