"""The catalogue of the course: stages, modules and learning paths.

Authors write it as `course/course.toml`. The build prints `lux_ai_edu/printed/catalogue.json`, in the same
shape, with the names of each module's tasks. A learner's machine reads the print.
"""

import difflib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from lux_ai_edu.language import say

PRINTED = Path(__file__).parent / "printed" / "catalogue.json"
MODULE_ID = re.compile(r"\d\d-[a-z0-9]+(-[a-z0-9]+)*")


class CatalogueError(ValueError):
    """One fault in a catalogue: a sentence with its cure.

    `near` holds words that stand close to the fault, the outermost first.
    TOML readers keep no line numbers, so the build finds the line by searching for them.
    """

    def __init__(self, message: str, *near: str) -> None:
        super().__init__(message)
        self.near = near


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return 'Did you mean "…"?' for a near miss, else the list of what is known.

    >>> did_you_mean("soluton", ["solution", "tests"])
    'Did you mean "solution"?'
    """
    known = list(known)
    guess = difflib.get_close_matches(word, known, 1)
    return f'Did you mean "{guess[0]}"?' if guess else f"Known: {', '.join(known)}."


def _check(entry: Any, kind: str) -> None:
    """Each text of an entry has words, and each list holds texts."""
    near = (f'"{entry.id}"',) if isinstance(getattr(entry, "id", None), str) else ()
    for f in fields(entry):
        value = getattr(entry, f.name)
        if f.type is str and not (isinstance(value, str) and value.strip()):
            raise CatalogueError(f'The {kind} needs a {f.name}, like {f.name} = "…".', *near, f.name)
        texts = isinstance(value, tuple) and all(isinstance(item, str) for item in value)
        if f.type == tuple[str, ...] and not texts:
            raise CatalogueError(f'{f.name} of the {kind} is a list of texts, like ["…"].', *near, f.name)


@dataclass(frozen=True)
class Stage:
    """One of the stages of the course, and whom it is for."""

    id: str
    title: str
    audience: str

    def __post_init__(self) -> None:
        _check(self, "stage")


@dataclass(frozen=True)
class Module:
    """One module: a lesson, its exercise, and what a learner can do at the end.

    Args:
        id: the folder's name, two digits and a word: "01-patterns".
        hours: the time a learner needs for lesson and exercise.
        needs: ids of earlier modules.
        digcomp: competences of DigComp 2.2, like "3.4".
        unesco: competences of the UNESCO AI competency framework for students.
        tasks: names of the tasks in tasks.py; known in the printed catalogue only.
    """

    id: str
    title: str
    stage: str
    hours: float
    objectives: tuple[str, ...]
    needs: tuple[str, ...] = ()
    digcomp: tuple[str, ...] = ()
    unesco: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check(self, "module")
        if not MODULE_ID.fullmatch(self.id):
            message = f'A module id is two digits and small words, like "01-patterns"; got "{self.id}".'
            raise CatalogueError(message, self.id)
        if isinstance(self.hours, bool) or not isinstance(self.hours, int | float) or self.hours <= 0:
            message = f"hours of {self.id} is a number above 0, like 1.5."
            raise CatalogueError(message, f'"{self.id}"', "hours")
        if not self.objectives:
            raise CatalogueError(f'{self.id} needs objectives, like ["can …"].', f'"{self.id}"', "objectives")


@dataclass(frozen=True)
class LearningPath:
    """An order of modules for one kind of learner."""

    id: str
    title: str
    modules: tuple[str, ...]

    def __post_init__(self) -> None:
        _check(self, "path")


@dataclass(frozen=True)
class Catalogue:
    """Everything the course offers, in learning order."""

    title: str
    stages: tuple[Stage, ...]
    modules: tuple[Module, ...]
    paths: tuple[LearningPath, ...] = ()

    def __post_init__(self) -> None:
        _check(self, "course")
        faults: list[CatalogueError] = []
        for kind, entries in (("stage", self.stages), ("module", self.modules), ("path", self.paths)):
            ids = [entry.id for entry in entries]
            faults += [
                CatalogueError(f'The {kind} "{id}" stands twice: rename one of them.', *[f'"{id}"'] * 2)
                for id in sorted({id for id in ids if ids.count(id) > 1})
            ]
        stages, ids = [s.id for s in self.stages], [m.id for m in self.modules]
        for place, module in enumerate(self.modules):
            if module.stage not in stages:
                faults.append(_unknown("stage", module.stage, stages, f'"{module.id}"'))
            for need in module.needs:
                if need not in ids:
                    faults.append(_unknown("module", need, ids, f'"{module.id}"', "needs"))
                elif need not in ids[:place]:
                    message = f'"{module.id}" needs "{need}", which comes later: put "{need}" before it.'
                    faults.append(CatalogueError(message, f'"{module.id}"', "needs"))
        for path in self.paths:
            faults += [
                _unknown("module", id, ids, f'"{path.id}"', "modules") for id in path.modules if id not in ids
            ]
        if faults:
            raise ExceptionGroup("the catalogue does not hold together", faults)


def read_printed(file: Path = PRINTED) -> Catalogue:
    """Read the catalogue that came with the library.

    Raises:
        CatalogueError: the file is missing or damaged; the sentence says to install the course again.
    """
    try:
        return catalogue_from(json.loads(file.read_text(encoding="utf-8")), printed=True)
    except (OSError, ValueError, ExceptionGroup):
        raise CatalogueError(
            say("The course's catalogue is missing or damaged ({file}). Install lux-ai-edu again.", file=file)
        ) from None


_TABLES: dict[str, Any] = {"stage": Stage, "module": Module, "path": LearningPath}


def catalogue_from(data: Mapping[str, Any], printed: bool) -> Catalogue:
    """Make the catalogue from the tables of course.toml, or of its print with the tasks.

    Raises:
        ExceptionGroup: of CatalogueError, one for each fault.
    """
    if not isinstance(data, dict):
        raise CatalogueError("The catalogue is made of tables: [course], [[stage]], [[module]] and [[path]].")
    faults: list[CatalogueError] = []
    known = ["course", *_TABLES]
    if not printed:  # a slip of the pen is the author's; a print may come from another version
        faults += [_unknown("table", key, known, key) for key in data if key not in known]
    entries: dict[str, list[Any]] = {kind: [] for kind in _TABLES}
    course = data["course"] if isinstance(data.get("course"), dict) else {}
    for kind, cls in _TABLES.items():
        tables = data.get(kind, [])
        for place, table in enumerate(tables if isinstance(tables, list) else [None], 1):
            try:
                entries[kind].append(_entry(kind, cls, table, place, printed))
            except CatalogueError as fault:
                faults.append(fault)
    if not isinstance(course.get("title"), str):
        faults.append(CatalogueError('The course needs a title: [course] and title = "…".', "[course]"))
    faults += [_unknown("key", key, ["title"], "[course]") for key in course if key != "title"]
    if faults:  # the references between the entries are looked at once each entry is sound
        raise ExceptionGroup("faults in the catalogue", faults)
    stages, modules, paths = (tuple(entries[kind]) for kind in _TABLES)
    return Catalogue(course["title"], stages, modules, paths)


def _entry(kind: str, cls: Any, table: Any, place: int, printed: bool) -> Any:
    if not isinstance(table, dict):
        raise CatalogueError(f"Write [[{kind}]], in double square brackets.", f"[{kind}]")
    near = (f'"{table["id"]}"',) if "id" in table else (f"[[{kind}]]",) * place
    known = [f.name for f in fields(cls) if printed or f.name != "tasks"]
    for key in table:
        if key not in known:
            raise _unknown("key", key, known, *near, key)
    try:
        return cls(**{key: tuple(v) if isinstance(v, list) else v for key, v in table.items()})
    except TypeError as error:
        missing = re.findall(r"'(\w+)'", str(error))
        raise CatalogueError(f"This {kind} lacks: {', '.join(missing)}.", *near) from None


def _unknown(kind: str, word: str, known: Iterable[str], *near: str) -> CatalogueError:
    return CatalogueError(f'There is no {kind} "{word}". {did_you_mean(word, known)}', *near, word)
