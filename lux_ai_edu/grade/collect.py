"""Collect archives of `lux-ai submit`: refuse by name each one that cannot be read, take the others."""

import json
import re
import stat
import unicodedata
import zipfile
from datetime import datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath

from nbgrader.plugins import ExtractorPlugin, FileNameCollectorPlugin

from lux_ai_edu.submit import LARGEST, MANIFEST, NOTEBOOK

# Anything may stand around our own name: a learning platform adds in front, a browser adds " (1)" behind.
ARCHIVE = re.compile(r"(?P<module>\d\d-[a-z0-9-]+)_(?P<student>[a-z0-9-]+)_(?P<time>\d{4}(?:-\d\d){5})(?!\d)")


class Refused(Exception):
    """Why an archive cannot be taken, in one sentence."""


class CheckedArchives(ExtractorPlugin):
    """Take the notebook out of each archive that is whole; report the others and go on."""

    def extract(self, archive_path: str, extracted_path: str) -> None:
        """Write a folder with the notebook into `extracted_path` for each good archive in `archive_path`."""
        names: dict[str, tuple[str, str]] = {}
        refused = 0
        module = Path(archive_path).parent.name
        for file in sorted(Path(archive_path).rglob("*")):
            if file.name.startswith(".") or (file.is_dir() and not file.is_symlink()):
                continue
            try:
                student = _student_in(file.name, module)
                manifest, notebook = read_archive(file)
                if manifest["module"] != module:
                    raise Refused(f"it is for {manifest['module']}, and this folder is for {module}.")
                name, other = names.setdefault(student, (manifest["name"], file.name))
                if _plain(name) != _plain(manifest["name"]):
                    free = file.name.replace(student, f"{student}-2", 1)
                    raise Refused(
                        f"it is from “{manifest['name']}”, but “{name}” ({other}) has the same id. "
                        f"Rename it, for example to {free}, and collect again."
                    )
            except Refused as error:
                refused += 1
                self.log.error("%s was not collected: %s", file.name, error)
                continue
            folder = Path(extracted_path) / file.stem
            folder.mkdir(parents=True, exist_ok=True)
            (folder / NOTEBOOK).write_bytes(notebook)
        if refused:
            self.log.error(
                "%d of the files were not collected; the others were. Each is named above.", refused
            )


class ArchiveNames(FileNameCollectorPlugin):
    """Read module, learner and time from the name of the folder that CheckedArchives made."""

    def collect(self, submitted_file: str) -> dict | None:
        """Return nbgrader's `student_id`, `file_id` and `timestamp` (UTC) for one extracted file."""
        file = Path(submitted_file)
        found = ARCHIVE.search(file.parent.name)
        if file.name != NOTEBOOK or not found:
            return None
        when = _time_in(found).isoformat(" ")
        return {"student_id": found["student"], "file_id": file.stem, "timestamp": when}


def read_archive(file: Path) -> tuple[dict[str, str], bytes]:
    """Return the manifest and the notebook of an archive; nothing is written to disk.

    Raises Refused, with a sentence, for everything that `lux-ai submit` does not make: a damaged file, other
    files in it, links, paths that lead elsewhere, a notebook that the checksum was not made of.
    """
    if file.is_symlink():
        raise Refused("it is a link. Put the file itself here.")
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            for member in members:
                if stat.S_ISLNK(member.external_attr >> 16) or member.filename not in (NOTEBOOK, MANIFEST):
                    name = PurePosixPath(member.filename).name
                    raise Refused(
                        f"it holds “{name}”, which lux-ai submit does not put there. Ask for a new archive."
                    )
                if member.file_size > LARGEST:
                    raise Refused(f"“{member.filename}” in it is larger than {LARGEST // 2**20} MB.")
            if sorted(member.filename for member in members) != sorted([NOTEBOOK, MANIFEST]):
                raise Refused(
                    "the notebook or the manifest is missing in it, or is there twice. Ask for a new archive."
                )
            manifest = json.loads(archive.read(MANIFEST))
            notebook = archive.read(NOTEBOOK)
    except Refused:
        raise
    except (
        Exception
    ) as error:  # each way of packing has errors of its own, and one archive must not stop a class
        raise Refused(f"the archive is damaged ({error}). Ask for a new one.") from error
    if not isinstance(manifest, dict) or any(
        not isinstance(manifest.get(key), str) for key in ("module", "name", "sha256")
    ):
        raise Refused("its manifest is not complete. Ask for a new archive.")
    if sha256(notebook).hexdigest() != manifest["sha256"]:
        raise Refused(
            "the notebook in it is not the one that was handed in (its checksum differs). Ask for a new one."
        )
    return manifest, notebook


def _plain(name: str) -> str:
    """A name as a person compares it: "Zoé  weber", typed on another keyboard, is Zoé Weber."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _time_in(found: re.Match[str]) -> datetime:
    # dateutil, which nbgrader uses, reads "2026-11-23-10-01-02" as noon of that day, without a word.
    try:
        return datetime.strptime(found["time"], "%Y-%m-%d-%H-%M-%S")
    except ValueError:
        raise Refused(f"the time in its name, {found['time']}, is none. Ask for a new archive.") from None


def _student_in(name: str, module: str) -> str:
    """Read the learner's id in an archive's name, and check the rest of the name."""
    found = ARCHIVE.search(name)
    if not found or not name.endswith(".zip"):
        raise Refused(
            f"an archive of lux-ai submit has a name like {module}_zoe-weber_2026-11-23-10-00-00.zip."
        )
    if found["module"] != module:
        raise Refused(f"it is for {found['module']}, and this folder is for {module}.")
    _time_in(found)
    return found["student"]
