"""The learner's own folder: lay the course out in it, and never lose what the learner wrote there.

`.lux-ai/workspace.json` keeps the sha256 of each file as the course laid it down. A file that still has that
sum is untouched, and another version, newer or in another language, may take its place. A touched file stays;
the other version arrives beside it, once (`lesson.new.ipynb`, then `lesson.new-2.ipynb`).
"""

import errno
import hashlib
import json
import os
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Any

from lux_ai_edu.errors import LearnerError
from lux_ai_edu.language import WORKSPACE, say

_FOR_TEACHERS = "plan.md"
_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}


@dataclass
class Report:
    """What `lay_out` did; the files are named from the workspace on, with `/`."""

    workspace: Path
    written: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    beside: list[tuple[str, str]] = field(default_factory=list)  # the learner's file, the course's

    def sentences(self) -> list[str]:
        """Tell the learner, in the current language, what is new; nothing when nothing is."""
        told = []
        if self.written:
            told.append(say("Your course is in {folder}.", folder=self.workspace))
        if renewed := [name for name in self.replaced if name.endswith(".ipynb")]:
            told.append(
                say(
                    "The course has renewed these notebooks, which you had not changed: {files}.",
                    files=", ".join(renewed),
                )
            )
        for old, new in self.beside:
            told.append(
                say(
                    "You changed {old}, so it stays as it is. The course's own version is in {new}.",
                    old=old,
                    new=new,
                )
            )
        return told


def state(workspace: Path) -> dict[str, Any]:
    """Return what `.lux-ai/workspace.json` holds (language, name, …); {} when it cannot be read."""
    try:
        found = json.loads((workspace / WORKSPACE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def lay_out(
    target: Path, language: str, modules: Collection[str] | None = None, printed: Traversable | None = None
) -> Report:
    """Put the course into a folder, new or old, and keep whatever the learner changed there.

    Args:
        target: the workspace; it is made when it is not there.
        language: one of "en", "fr", "de", "lb".
        modules: names of the modules to lay out; all by default.
        printed: a folder with one printed course per language, and what they share in "all"; the package's
            own by default.

    Raises:
        LearnerError: the course is not printed in this language, the disk is full, the folder is read-only,
            or a file stands where a folder is needed.
    """
    printed = printed or resources.files("lux_ai_edu").joinpath("printed")
    if not printed.joinpath(language).is_dir():
        raise LearnerError(
            say("There is no course in the language {language} here.", language=repr(language))
        )
    course = metadata.version("lux-ai-edu")
    with _kind_errors(target):
        target = target.expanduser().resolve()
        before = state(target)
        files = before.get("files")
        files = dict(files) if isinstance(files, dict) else {}
        report = Report(target)
        try:
            shared = _printed_files(printed.joinpath("all"), modules)
            own = _printed_files(printed.joinpath(language), modules)
            for name, content in sorted([*shared, *own]):
                _lay_down(report, name, content, files)
        finally:  # what arrived before the disk was full is still known to be untouched
            after = {"name": "", **before, "language": language, "course": course, "files": files}
            if after != before:
                _write_state(target, after)
    return report


def remember(workspace: Path, **values: str) -> None:
    """Keep something about the learner in `.lux-ai/workspace.json`, like the name under which they hand in.

    Raises:
        LearnerError: the workspace cannot be written.
    """
    if (after := state(workspace) | values) != state(workspace):
        with _kind_errors(workspace):
            _write_state(workspace, after)


def write(file: Path, content: bytes) -> None:
    """Write a file so that, whatever happens, the old or the new content stands there, whole.

    Raises:
        OSError: the disk is full, the folder is read-only, and so on; no half-written file stays behind.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.{os.getpid()}-{threading.get_ident()}")
    try:
        with beside.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())  # a power cut must not leave the new name on an empty file
        os.replace(beside, file)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def _write_state(workspace: Path, values: dict[str, Any]) -> None:
    text = json.dumps(values, indent=1, ensure_ascii=False) + "\n"
    write(workspace / WORKSPACE, text.encode("utf-8", "replace"))  # a name may hold a lone surrogate


def _printed_files(source: Traversable, modules: Collection[str] | None) -> Iterator[tuple[str, bytes]]:
    for entry in source.iterdir() if source.is_dir() else ():
        if entry.is_file():
            yield entry.name, entry.read_bytes()
        elif entry.is_dir() and (modules is None or entry.name in modules):
            for file in entry.iterdir():
                if file.is_file() and file.name != _FOR_TEACHERS:
                    yield f"{entry.name}/{file.name}", file.read_bytes()


def _lay_down(report: Report, name: str, content: bytes, files: dict[str, str]) -> None:
    """Put one file in its place or beside; `files` (name to sha256) is what the course laid down before."""
    new, old = _sha256(content), files.get(name)
    there = _sum_of(report.workspace / name)
    if there is None or (there == old and there != new):
        write(report.workspace / name, content)
        (report.replaced if there else report.written).append(name)
    else:
        report.kept.append(name)
        if there != new and old != new:  # touched, and there is something newer to offer
            _lay_beside(report, name, content, files)
    files[name] = new


def _lay_beside(report: Report, name: str, content: bytes, files: dict[str, str]) -> None:
    new, path = _sha256(content), PurePosixPath(name)
    free = ""
    for number in count(1):
        beside = f"{path.parent / path.stem}.new{f'-{number}' if number > 1 else ''}{path.suffix}"
        there = _sum_of(report.workspace / beside)
        if there == new:
            return  # it lies there already
        if not free and (there is None or there == files.get(beside)):
            free = beside
        if there is None:
            break
    write(report.workspace / free, content)
    files[free] = new
    report.beside.append((name, free))


def _sum_of(file: Path) -> str | None:
    try:
        return _sha256(file.read_bytes())
    except FileNotFoundError:
        return None


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@contextmanager
def _kind_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise LearnerError(_sentence(error, folder)) from None


def _sentence(error: OSError, folder: Path) -> str:
    if error.errno in _FULL:
        return say(
            "The disk is full, so {folder} is not complete. Nothing of yours is lost. Make room, try again.",
            folder=folder,
        )
    if error.errno == errno.EROFS:
        return say(
            "{folder} is read-only. Choose another folder: lux-ai learn --workspace FOLDER", folder=folder
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return say(
            "You may not write in {folder}. Choose another folder: lux-ai learn --workspace FOLDER",
            folder=folder,
        )
    if error.errno in (errno.ENOTDIR, errno.EEXIST, errno.EISDIR):
        return say(
            "{file} is in the way. Rename it, or choose another folder: lux-ai learn --workspace FOLDER",
            file=error.filename,
        )
    return say(
        "{folder} cannot be used ({reason}). Choose another folder: lux-ai learn --workspace FOLDER",
        folder=folder,
        reason=error.strerror,
    )
