"""What this learner has done, in one file on their own machine: `<workspace>/.lux-ai/progress.jsonl`.

One JSON object a line, appended under a lock, so that two notebooks at once lose nothing and a crash tears
one line at most; the reader skips a torn line and the next writer closes it. Nothing is ever sent anywhere.
"""

import contextlib
import json
import os
import time
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lux_ai_edu import tasks
from lux_ai_edu.language import nearest_workspace, say

FILE = Path(".lux-ai") / "progress.jsonl"
_KEYS = ("time", "module", "task", "state")
_PATIENCE = 1.0  # seconds to wait for another notebook's lock before writing anyway


@dataclass
class Done:
    """What a learner has done in one module: the names of the tasks ever right, and of those ever tried."""

    module: str
    right: set[str] = field(default_factory=set)
    tried: set[str] = field(default_factory=set)


def record(task: str, state: str) -> None:
    """Write down how a check ended, with the module (the folder of the notebook) and the time in UTC.

    Only inside a workspace, and never while nbgrader runs the notebook: `nbgrader autograde` and
    `nbgrader validate` set the environment variable NBGRADER_EXECUTION for the kernel.
    A full or read-only disk loses the record and never disturbs the learner.
    """
    workspace = nearest_workspace()
    if workspace is None or "NBGRADER_EXECUTION" in os.environ:
        return
    module = Path.cwd().relative_to(workspace).parts[:1]
    now = datetime.now(UTC).isoformat(timespec="seconds")
    entry = dict(zip(_KEYS, (now, "".join(module), task, state), strict=True))
    line = json.dumps(entry, ensure_ascii=False).encode() + b"\n"
    with contextlib.suppress(OSError), (workspace / FILE).open("a+b", buffering=0) as file, _locked(file):
        end = file.seek(0, os.SEEK_END)
        if end:
            file.seek(end - 1)
        torn = end and file.read(1) != b"\n"
        file.write(b"\n" + line if torn else line)  # one write: whole, or torn at its end


def read(workspace: Path | None = None) -> dict[str, Done]:
    """Give what was done, by module, in the order of the first try. A task once right stays right.

    `workspace`: its folder; without it the one around the current folder.
    """
    done: dict[str, Done] = {}
    for entry in _records(workspace):
        module = done.setdefault(entry["module"], Done(entry["module"]))
        if entry["state"] in ("right", "not yet"):
            module.tried.add(entry["task"])
        if entry["state"] == "right":
            module.right.add(entry["task"])
    return done


def summary(names: Mapping[str, Collection[str]], workspace: Path | None = None) -> str:
    """Tell in a few lines what was done. `names`: the names of the tasks of each module."""
    lines = [
        say(
            "{module}: right {right} of {all}, tried {tried}.",
            module=module or "–",
            right=len(done.right),
            all=len({*names.get(module, ()), *done.tried}),
            tried=len(done.tried),
        )
        for module, done in read(workspace).items()
    ]
    return "\n".join(lines) or say("Nothing is recorded here yet.")


def export(workspace: Path | None = None) -> str:
    """Give everything that is kept about the learner, as a JSON text: a list of records, the oldest first."""
    return json.dumps(_records(workspace), ensure_ascii=False, indent=1)


def forget(workspace: Path | None = None) -> None:
    """Delete everything that is kept about the learner's progress. Raises OSError where the disk refuses."""
    file = _file(workspace)
    if file is None or not file.exists():
        return
    os.truncate(file, 0)  # gone even where another notebook holds the file open and it cannot be unlinked
    with contextlib.suppress(PermissionError):
        file.unlink()


def _file(workspace: Path | None) -> Path | None:
    folder = workspace or nearest_workspace()
    return folder / FILE if folder else None


def _records(workspace: Path | None) -> list[dict[str, Any]]:
    file = _file(workspace)
    try:
        lines = file.read_bytes().splitlines() if file else []
    except OSError:
        return []
    found = []
    for line in lines:
        with contextlib.suppress(ValueError):  # a line torn by a crash
            entry = json.loads(line)
            if isinstance(entry, dict) and all(isinstance(entry.get(key), str) for key in _KEYS):
                found.append(entry)
    return found


@contextlib.contextmanager
def _locked(file: Any) -> Iterator[None]:
    """Hold the file's lock; after some patience go on without it: a learner must not wait for a lock."""
    release = None
    until = time.monotonic() + _PATIENCE
    while release is None and time.monotonic() < until:
        try:
            release = _lock(file)
        except (BlockingIOError, PermissionError):  # another process has it
            time.sleep(0.002)
        except (OSError, ImportError):  # a disk or a browser without locks
            break
    try:
        yield
    finally:
        if release:
            release()


def _lock(file: Any) -> Any:
    if os.name == "nt":
        import msvcrt

        # A lock far behind the end of the file, because on Windows a locked byte cannot be read.
        def windows(mode: int) -> None:
            file.seek(1 << 30)
            msvcrt.locking(file.fileno(), mode, 1)  # type: ignore[attr-defined]

        windows(msvcrt.LK_NBLCK)  # type: ignore[attr-defined]
        return lambda: windows(msvcrt.LK_UNLCK)  # type: ignore[attr-defined]
    import fcntl

    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return lambda: fcntl.flock(file, fcntl.LOCK_UN)


if record not in tasks.listeners:
    tasks.listeners.append(record)
