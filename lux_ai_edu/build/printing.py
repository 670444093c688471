"""Print the course: everything that learners, graders and the library read, from what authors write."""

import contextlib
import json
import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path

import nbformat

from lux_ai_edu.build import messages
from lux_ai_edu.build.course import TRANSLATIONS, Course, ModuleSource, read_course
from lux_ai_edu.build.kept import faults
from lux_ai_edu.build.messages import Sentence
from lux_ai_edu.build.notebook import dump
from lux_ai_edu.build.po import Translation, merge
from lux_ai_edu.build.release import release
from lux_ai_edu.build.source import BuildError
from lux_ai_edu.language import LANGUAGES

LOCALE = Path("lux_ai_edu/locale")
_PRINTED = Path("lux_ai_edu/printed")
Merged = Mapping[Path, Translation]  # each .po file, by its path
_OURS = ("exercises", "solutions", _PRINTED.as_posix())


def prints(root: Path) -> dict[Path, bytes]:
    """Return every file the build makes, by its path from `root`: the prints, and the updated .po files.

    Raises:
        ExceptionGroup: of BuildError: every fault that was found in the sources.
    """
    course = read_course(root)
    sources = {module.id: dump(module.exercise.notebook) for module in course.modules}
    try:
        released = release(sources)
    except ValueError as error:
        raise ExceptionGroup("nbgrader refused", [BuildError("course/course.toml", 1, str(error))]) from error
    merged = _merge(root, course, released)
    printed = {path: translation.po() for path, translation in merged.items()}
    printed |= {path.with_suffix(".mo"): merged[path].mo() for path in merged if path.parent == LOCALE}
    printed[_PRINTED / "catalogue.json"] = _catalogue(course)
    for language in LANGUAGES:
        texts = _texts(merged, Path("course"), language)
        start = messages.translated(course.start.notebook, texts, language)
        printed[_PRINTED / language / "START.ipynb"] = dump(start)
    for module in course.modules:
        printed |= dict(_module(module, sources[module.id], released[module.id], merged))
    return printed


def _merge(root: Path, course: Course, released: Mapping[str, bytes]) -> Merged:
    errors: list[BuildError] = []
    wanted: dict[Path, tuple[str, list[Sentence]]] = {
        LOCALE: ("the library", messages.of_library(root, errors)),
        Path("course"): ("the START page", messages.of_course(course)),
    }
    for module in course.modules:
        exercise = nbformat.reads(released[module.id], as_version=4)
        wanted[Path("course", module.id)] = (f"module {module.id}", messages.of_module(module, exercise))
    merged = {}
    for folder, (subject, sentences) in wanted.items():
        for language in TRANSLATIONS:
            path = folder / f"{language}.po"
            old = (root / path).read_bytes() if (root / path).is_file() else b""
            merged[path] = merge(old, sentences, language, subject, faults)
            errors += [BuildError(path.as_posix(), *fault) for fault in merged[path].faults]
    if errors:
        raise ExceptionGroup("the course has faults", errors)
    return merged


def _texts(merged: Merged, folder: Path, language: str) -> dict[str, str]:
    """What is said in this language in the files of a folder; a note begins with a word of the library."""
    if language == "en":
        return {}
    words = merged[LOCALE / f"{language}.po"].agreed()
    return messages.note_words(words) | merged[folder / f"{language}.po"].agreed()


def _module(
    module: ModuleSource, source: bytes, released: bytes, merged: Merged
) -> Iterator[tuple[Path, bytes]]:
    folder = Path("course", module.id)
    tasks = module.tasks_text.encode()
    mo = {f"{lang}.mo": merged[folder / f"{lang}.po"].mo(module.tasks.sentences) for lang in TRANSLATIONS}
    for kind, exercise in (("solutions", source), ("exercises", released)):
        yield Path(kind, module.id, "exercise.ipynb"), exercise
        yield Path(kind, module.id, "tasks.py"), tasks
        for name, content in mo.items():
            yield Path(kind, module.id, name), content
    yield _PRINTED / "all" / module.id / "tasks.py", tasks
    for language in LANGUAGES:
        place = _PRINTED / language / module.id
        texts = _texts(merged, folder, language)
        for name, notebook in (
            ("lesson.ipynb", module.lesson.notebook),
            ("exercise.ipynb", nbformat.reads(released, as_version=4)),
        ):
            yield place / name, dump(messages.translated(notebook, texts, language))
        yield place / "plan.md", messages.translated_text(module.plan, texts).encode()
        if language != "en":
            yield place / f"{language}.mo", mo[f"{language}.mo"]


def _catalogue(course: Course) -> bytes:
    tasks = {module.id: module.tasks.names for module in course.modules}
    catalogue = course.catalogue
    data = {
        "course": {"title": catalogue.title},
        "stage": [asdict(stage) for stage in catalogue.stages],
        "module": [asdict(replace(module, tasks=tasks[module.id])) for module in catalogue.modules],
        "path": [asdict(path) for path in catalogue.paths],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def stale(root: Path, printed: Mapping[Path, bytes] | None = None) -> list[str]:
    """Name each file under `root` that differs from its print, and what is wrong with it.

    Args:
        printed: what `prints(root)` gave, if that is known already.
    """
    printed = prints(root) if printed is None else printed
    found = [
        f"{path.as_posix()} is {'stale' if (root / path).is_file() else 'missing'}"
        for path, content in sorted(printed.items())
        if not (root / path).is_file() or (root / path).read_bytes() != content
    ]
    left_over = left_over_and_foreign(root, printed)[0]
    return found + [f"{path.as_posix()} is left over" for path in left_over]


def write(root: Path, printed: Mapping[Path, bytes] | None = None) -> list[str]:
    """Write every print that changed, remove the prints that are left over, and name what was done.

    Each file is written aside and then renamed: an interrupted build leaves no half file.

    Args:
        printed: what `prints(root)` gave, if that is known already.
    """
    printed = prints(root) if printed is None else printed
    done = []
    for path, content in sorted(printed.items()):
        file = root / path
        if file.is_file() and file.read_bytes() == content:
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=file.parent, prefix=".lux-ai-")
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        os.chmod(aside, 0o644)  # mkstemp's files are private
        os.replace(aside, file)
        done.append(f"wrote {path.as_posix()}")
    for path in left_over_and_foreign(root, printed)[0]:
        (root / path).unlink()
        done.append(f"removed {path.as_posix()}")
        with contextlib.suppress(OSError):  # not empty
            (root / path).parent.rmdir()
    return done


def left_over_and_foreign(root: Path, printed: Mapping[Path, bytes]) -> tuple[list[Path], list[Path]]:
    """Find what lies among the prints and is none: old prints, which git knows, and somebody's own files."""
    files = [file for folder in _OURS for file in (root / folder).rglob("*") if file.is_file()]
    files += (root / LOCALE).glob("*.mo")
    paths = sorted(file.relative_to(root) for file in files)
    hidden = {"__pycache__", ".ipynb_checkpoints"}  # Python's and Jupyter's own
    others = [path for path in paths if path not in printed and not hidden & set(path.parts)]
    known = _in_git(root) if others else set()
    return [path for path in others if path in known], [path for path in others if path not in known]


def _in_git(root: Path) -> set[Path]:
    """Name the files that git keeps: only these can be removed without loss. Without git, none."""
    try:
        done = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return set()
    return {Path(os.fsdecode(name)) for name in done.stdout.split(b"\0") if name}
